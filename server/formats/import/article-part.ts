/** Counts a part of an article in words and pictures, as people are told of it. */
import type { Node } from 'prosemirror-model';
import { blockText, plainText, textBlocks } from '../../../shared/article/plain-text.ts';
import { OBJECT_CHARACTER, articleSchema } from '../../../shared/article/schema.ts';
import type { ArticlePart } from '../jobs.ts';

/** More are no preview. */
const MAX_PASSAGES = 200;
const MAX_PASSAGE = 200;

/** The part that some blocks are. Words are told by their script's own rules, also where there are no blanks. */
export function partOf(blocks: readonly Node[]): ArticlePart {
  const doc = articleSchema.nodes.doc.create(null, blocks);
  const text = plainText(doc);
  let words = 0;
  for (const { isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text))
    if (isWordLike === true) words += 1;
  let pictures = 0;
  doc.descendants(({ type }) => {
    if (type.name === 'image') pictures += 1;
  });
  const passages = textBlocks(doc)
    .map(({ node }) => blockText(node).replace(/\s+/g, ' ').trim())
    .filter((passage) => passage !== '' && passage !== OBJECT_CHARACTER);
  return { words, pictures, passages: passages.slice(0, MAX_PASSAGES).map(shortened) };
}

/** What the clean-up took out, as a sentence for people; none where it took nothing. */
export function goneSentences(blocks: readonly Node[]): string[] {
  const { words, pictures } = partOf(blocks);
  if (words === 0 && pictures === 0) return [];
  const counted = [counts(words, 'word'), counts(pictures, 'picture')].filter(
    (each) => each !== '',
  );
  return [`The clean-up left out ${counted.join(' and ')}.`];
}

function counts(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}

function shortened(text: string): string {
  return text.length <= MAX_PASSAGE ? text : `${text.slice(0, MAX_PASSAGE).toWellFormed()}…`;
}
