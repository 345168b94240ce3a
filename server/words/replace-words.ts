/** Replaces words of a live text, touching no more of it than differs. */
import * as Y from 'yjs';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import type { Block } from '../../shared/anchor/block.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import { sameEnds } from '../same-ends.ts';
import { insertLines } from './insert-lines.ts';
import type { Formats } from './insert-lines.ts';

/**
 * Puts other words in the place of a range, inside a transaction of the caller's. What both wordings begin and end with
 * stays, and with it what others have tied to it. The new words take the formats of the first replaced character. Where both
 * have as many lines each line is replaced by itself; else words over several blocks go into the first one, and the blocks
 * stay. A line feed in the words is a break of the text. Gives the range of the new words.
 */
export function replaceWords(index: TextIndex, range: TextRange, words: string): TextRange {
  const old = index.slice(range);
  const kept = sameEnds(old, words);
  const from = range.from + kept.before;
  const to = range.to - kept.after;
  const before = old.slice(kept.before, old.length - kept.after);
  const fresh = words.slice(kept.before, words.length - kept.after);
  const [lines, others] = [before.split('\n'), fresh.split('\n')];
  let grown = 0;
  if (lines.length === 1 || lines.length !== others.length) {
    grown = replaceStretch(index, { from, to }, fresh, kept.before > 0);
  } else {
    // From the end, so that what comes before stands where it stood.
    let end = to;
    for (let line = lines.length - 1; line >= 0; line -= 1) {
      const start = end - (lines[line]?.length ?? 0);
      const stretch = { from: start, to: end };
      if (lines[line] !== others[line])
        grown += replaceStretch(index, stretch, others[line] ?? '', line === 0 && kept.before > 0);
      end = start - 1;
    }
  }
  return { from: range.from, to: range.to + grown };
}

/** A part of one block, in offsets of the block. */
interface Section {
  readonly block: Block;
  readonly from: number;
  readonly to: number;
}

/** Gives by how much the text is longer then. */
function replaceStretch(
  index: TextIndex,
  { from, to }: TextRange,
  words: string,
  follows: boolean,
): number {
  const sections = index
    .blocksIn({ from, to })
    .filter(({ element, leaves }) => leaves[0]?.node !== element || leaves[0].to === 0)
    .map((block) => ({
      block,
      from: Math.max(0, from - block.from),
      to: Math.min(to, block.to) - block.from,
    }));
  const [first] = sections;
  if (first === undefined) return 0;
  const formats = formatsFor(first, follows);
  let removed = 0;
  for (const section of sections.toReversed()) removed += deleteSection(section);
  insertAt(first, words, formats);
  return words.length - removed;
}

/** Gives how many characters went. */
function deleteSection({ block, from, to }: Section): number {
  let removed = 0;
  for (const { node, from: start, to: end } of block.leaves.toReversed()) {
    const [first, last] = [Math.max(from, start), Math.min(to, end)];
    if (first >= last) continue;
    removed += last - first;
    if (node instanceof Y.XmlText) node.delete(first - start, last - first);
    else block.element.delete(childIndex(block, node), 1);
  }
  return removed;
}

/** After the character before, else before the one after; a text of its own where neither is one. */
function insertAt({ block, from, to }: Section, words: string, formats: Formats): void {
  if (words === '') return;
  const texts = block.leaves.filter(({ node }) => node instanceof Y.XmlText);
  const isCut = from < to;
  const host =
    texts.find((leaf) => isCut && leaf.from <= from && from < leaf.to) ??
    texts.find((leaf) => leaf.from <= from && from <= leaf.to);
  const isCode = block.element.nodeName === 'code_block';
  const lines = isCode ? [words] : words.split('\n');
  if (host?.node instanceof Y.XmlText) {
    insertLines(host.node, from - host.from, lines, formats);
    return;
  }
  const before = block.leaves.findLast((leaf) => leaf.node !== block.element && leaf.to <= from);
  const text = new Y.XmlText();
  block.element.insert(before ? childIndex(block, before.node) + 1 : 0, [text]);
  insertLines(text, 0, lines, formats);
}

function childIndex({ element }: Block, child: Y.XmlText | Y.XmlElement): number {
  return element.toArray().indexOf(child);
}

/** Of the first replaced character; where none is, of the kept one that the words follow, else of the one that they precede. */
function formatsFor({ block, from, to }: Section, follows: boolean): Formats {
  for (const { node, from: start, to: end } of block.leaves) {
    const first = Math.max(from, start);
    if (node instanceof Y.XmlText && first < Math.min(to, end))
      return formatsAt(node, first - start);
  }
  const beside = follows ? [from - 1, from] : [from, from - 1];
  for (const at of beside) {
    const leaf = block.leaves.find(({ from: start, to: end }) => start <= at && at < end);
    if (leaf?.node instanceof Y.XmlText) return formatsAt(leaf.node, at - leaf.from);
  }
  return {};
}

/** Formats of the character at an index; of the one before where it is at the end. */
function formatsAt(text: Y.XmlText, index: number): Formats {
  let at = 0;
  let formats: Formats = {};
  for (const { insert, attributes } of text.toDelta() as {
    insert: unknown;
    attributes?: Formats;
  }[]) {
    formats = attributes ?? {};
    at += typeof insert === 'string' ? insert.length : 1;
    if (index < at) break;
  }
  return formats;
}
