/** Live texts for tests: Yjs documents in the article schema, and the changes that people make to them. */
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { articleNode } from '../../shared/article/article-node.ts';
import type { Anchor } from '../../shared/anchor/anchor.ts';
import { ARTICLE_ROOT, articleSchema } from '../../shared/article/schema.ts';
import { textIndex } from '../../shared/anchor/text-index.ts';
import { movesBetween, tellMoves } from '../../shared/moves/move.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';

/** A Yjs document with the blocks of `doc` in it, as a room would hold them. */
export function liveText(doc: Node): Y.Doc {
  const live = new Y.Doc();
  prosemirrorToYXmlFragment(doc, live.getXmlFragment(ARTICLE_ROOT));
  return live;
}

/** Paragraphs, the first of which is the title. */
export function liveParagraphs(title: string, ...paragraphs: string[]): Y.Doc {
  const block = (name: string, text: string): Node =>
    articleSchema.node(name, null, text === '' ? [] : [articleSchema.text(text)]);
  return liveText(
    articleSchema.node('doc', null, [
      block('title', title),
      ...paragraphs.map((text) => block('paragraph', text)),
    ]),
  );
}

/** The index of the text as it is now; after a change another one is to be made. */
export function indexOf(live: Y.Doc): TextIndex {
  return textIndex(live.getXmlFragment(ARTICLE_ROOT));
}

/** The text as ProseMirror has it. Throws where it doesn't fit the article schema. */
export function nodeOf(live: Y.Doc): Node {
  return articleNode(live.getXmlFragment(ARTICLE_ROOT));
}

/** Inserts words at an offset of the plain text, as a peer that types there. Throws where no text is beside it. */
export function insertAt(live: Y.Doc, offset: number, words: string): void {
  const index = indexOf(live);
  const before = index.piecesIn({ from: offset - 1, to: offset })[0];
  const after = index.piecesIn({ from: offset, to: offset + 1 })[0];
  if (before) before.text.insert(before.index + 1, words);
  else if (after) after.text.insert(after.index, words);
  else throw new Error(`There is no text at ${offset}.`);
}

/** Deletes a range of the plain text, but no block: breaks between blocks stay. */
export function deleteAt(live: Y.Doc, from: number, to: number): void {
  for (const { text, index, length } of indexOf(live).piecesIn({ from, to }))
    text.delete(index, length);
}

/** Cuts a range and pastes it at an offset outside of it, as one who says that they are the same characters. */
export function moveTo(live: Y.Doc, from: number, to: number, offset: number): void {
  const index = indexOf(live);
  const [words, old] = [index.slice({ from, to }), index.runsIn({ from, to })];
  live.transact(() => {
    deleteAt(live, from, to);
    const at = offset < to ? offset : offset - words.length;
    insertAt(live, at, words);
    const now = indexOf(live).runsIn({ from: at, to: at + words.length });
    tellMoves(live, movesBetween(old, now));
  });
}

/** An anchor of which only the quote is known, as when it comes from elsewhere. */
export function quoteOnly({ tie: _tie, ...anchor }: Anchor): Anchor {
  return { ...anchor, start: '', end: '' };
}

/** The range of the n-th occurrence of some words, counted from 0. Throws where there is none. */
export function rangeOf(text: string, words: string, nth = 0): { from: number; to: number } {
  let from = text.indexOf(words);
  for (let at = 0; at < nth; at += 1) from = text.indexOf(words, from + 1);
  if (from === -1) throw new Error(`“${words}” isn't there ${nth + 1} times.`);
  return { from, to: from + words.length };
}
