/** Replaces words of a live text, touching no more of it than differs. */
import type * as Y from 'yjs';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';

/**
 * Puts other words in the place of a range, inside a transaction of the caller's. What both wordings begin and end with
 * stays, and with it what others have tied to it. The new words take the formats of the first replaced character; words over
 * several blocks go into the first one, and the blocks stay. Gives the range of the new words.
 */
export function replaceWords(index: TextIndex, range: TextRange, words: string): TextRange {
  const old = index.text.slice(range.from, range.to);
  const kept = sameEnds(old, words);
  const from = range.from + kept.before;
  const to = range.to - kept.after;
  const fresh = words.slice(kept.before, words.length - kept.after);
  const pieces = index.piecesIn({ from, to });
  const first = pieces[0] ?? pieceBefore(index, from);
  const removed = pieces.reduce((sum, { length }) => sum + length, 0);
  for (const piece of pieces.slice(1)) piece.text.delete(piece.index, piece.length);
  if (first) {
    // Where nothing is removed the new words belong to the kept ones that they follow, else to those that they precede.
    const like = pieces.length === 0 && kept.before > 0 ? first.index - 1 : first.index;
    const formats = formatsAt(first.text, like);
    if (pieces.length > 0) first.text.delete(first.index, first.length);
    if (fresh !== '') first.text.insert(first.index, fresh, formats);
  }
  return { from: range.from, to: range.to - removed + fresh.length };
}

/** Where to insert when nothing is removed: after the character before, else before the one after. */
function pieceBefore(
  index: TextIndex,
  offset: number,
): { text: Y.XmlText; index: number; length: number } | null {
  const before = index.piecesIn({ from: offset - 1, to: offset })[0];
  if (before) return { ...before, index: before.index + 1 };
  return index.piecesIn({ from: offset, to: offset + 1 })[0] ?? null;
}

/** How many characters both begin with, and how many of the others both end with; surrogate pairs stay whole. */
function sameEnds(old: string, words: string): { before: number; after: number } {
  const most = Math.min(old.length, words.length);
  let before = 0;
  while (before < most && old[before] === words[before]) before += 1;
  if (isHighSurrogate(old, before - 1)) before -= 1;
  let after = 0;
  while (after < most - before && old[old.length - 1 - after] === words[words.length - 1 - after])
    after += 1;
  if (after > 0 && isHighSurrogate(old, old.length - after - 1)) after -= 1;
  return { before, after };
}

function isHighSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff;
}

/** Formats of the character at an index; of the one before where it is at the end. */
function formatsAt(text: Y.XmlText, index: number): Record<string, unknown> {
  let at = 0;
  let formats: Record<string, unknown> = {};
  for (const { insert, attributes } of text.toDelta() as {
    insert: unknown;
    attributes?: Record<string, unknown>;
  }[]) {
    formats = attributes ?? {};
    at += typeof insert === 'string' ? insert.length : 1;
    if (index < at) break;
  }
  return formats;
}
