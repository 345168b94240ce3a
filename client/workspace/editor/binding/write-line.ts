/** Changes one line: its texts in Yjs, the elements between them, and what the mirror shows of them, all at once. */
import type { Fragment, Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { runsInText } from '../../../../shared/moves/item-runs.ts';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import { indexBehind, livingIn } from './living-characters.ts';
import { elementOf, formatsOf, textOf } from './make-elements.ts';
import { runsOf, ShownBlock, ShownText } from './mirror.ts';

/** What was taken out of Yjs, with its offset in the line. */
export interface TakenOut {
  readonly offset: number;
  readonly run: Run;
}

/** Deletes what stands between two offsets, and gives what it was. A text stays though it be empty: somebody may be typing there. */
export function deleteInLine(line: ShownBlock, from: number, to: number): TakenOut[] {
  const taken: TakenOut[] = [];
  let before = 0;
  for (const child of line.children.slice()) {
    const { size } = child;
    const [start, end] = [Math.max(from, before) - before, Math.min(to, before + size) - before];
    if (start < end) {
      const runs = child instanceof ShownText ? child.runsIn(start, end) : runsOf(child);
      taken.push(...placed(runs, before + start));
      if (child instanceof ShownText) deleteInText(child, start, end);
      else removeChild(line, child);
    }
    before += size;
  }
  return taken;
}

/**
 * Puts words and elements at an offset. What stands behind an element in the same text has to be made anew behind it: that is
 * given as taken out, at the offset that it has afterwards.
 */
export function insertInLine(
  line: ShownBlock,
  offset: number,
  content: Fragment,
  rest: Fragment,
): TakenOut[] {
  const taken: TakenOut[] = [];
  let cursor = cursorAt(line, offset);
  content.forEach((node) => {
    if (node.isText) {
      cursor = insertWords(line, cursor, node);
      return;
    }
    const { index, within } = cursor;
    const text = line.children[index];
    let place = index;
    if (text instanceof ShownText && within > 0) {
      place = index + 1;
      const length = text.size - within;
      if (length > 0) {
        taken.push(...placed(text.runsIn(within, text.size), offset + content.size));
        deleteInText(text, within, text.size);
        insertText(line, place, rest.cut(0, length).content);
      }
    }
    line.type.insert(place, [elementOf(node)]);
    line.splice(place, 0, [shownElement(line, place)]);
    cursor = { index: place + 1, within: 0 };
  });
  return taken;
}

/** Gives the words between two offsets other formats; null for each that goes. Elements have none. */
export function formatLine(
  line: ShownBlock,
  from: number,
  to: number,
  formats: Readonly<Record<string, unknown>>,
): void {
  let before = 0;
  for (const child of line.children) {
    const [start, end] = [
      Math.max(from, before) - before,
      Math.min(to, before + child.size) - before,
    ];
    if (start < end && child instanceof ShownText) {
      for (const { index, length } of livingIn(child, start, end))
        child.type.format(index, length, { ...formats });
    }
    before += child.size;
  }
}

/** A place among the children of a line: before a child, or within a text. */
interface Cursor {
  readonly index: number;
  readonly within: number;
}

/** Between two texts the end of the first one, where the person was typing. */
function cursorAt({ children }: ShownBlock, offset: number): Cursor {
  let before = 0;
  for (const [index, child] of children.entries()) {
    const { size } = child;
    if (child instanceof ShownText && offset <= before + size)
      return { index, within: offset - before };
    if (child instanceof ShownBlock && size > 0 && offset === before) return { index, within: 0 };
    before += size;
  }
  return { index: children.length, within: 0 };
}

function insertWords(line: ShownBlock, { index, within }: Cursor, node: Node): Cursor {
  const words = node.text ?? '';
  const text = line.children[index];
  if (text instanceof ShownText) {
    const at = indexBehind(text, within);
    // All formats are named, so that Yjs adds none of those around.
    text.type.insert(at, words, formatsOf(node.marks));
    text.splice(within, within, runsInText(text.type, at, words.length));
    return { index, within: within + words.length };
  }
  insertText(line, index, [node]);
  return { index, within: words.length };
}

function insertText(line: ShownBlock, index: number, words: readonly Node[]): void {
  const text = textOf(words);
  line.type.insert(index, [text]);
  line.splice(index, 0, [new ShownText(text, line)]);
}

function shownElement(line: ShownBlock, index: number): ShownBlock {
  const element = line.type.get(index);
  if (!(element instanceof Y.XmlElement)) throw new Error('The element was not put in.');
  return new ShownBlock(element, line);
}

function deleteInText(text: ShownText, from: number, to: number): void {
  for (const { index, length } of livingIn(text, from, to).toReversed())
    text.type.delete(index, length);
  text.splice(from, to, []);
}

function removeChild(line: ShownBlock, child: ShownBlock): void {
  const index = line.children.indexOf(child);
  const { type } = child;
  // Somebody may have deleted it, or put others before it, which isn't shown yet.
  const now = type._item?.deleted ? -1 : line.type.toArray().indexOf(type as Y.XmlElement);
  if (now >= 0) line.type.delete(now, 1);
  line.splice(index, 1, []);
}

function placed(runs: readonly Run[], offset: number): TakenOut[] {
  let at = offset;
  return runs.map((run) => {
    const taken = { offset: at, run };
    at += run.length;
    return taken;
  });
}
