/** The notes as they stand in the list behind the text. */
import type { PlacedAnnotation } from '../../../../shared/annotation/annotation.ts';
import { directionOfWords } from '../../../../shared/article/block-directions.ts';
import { cleanText } from '../../../html/escape.ts';
import type { AnnotatedCopy } from '../../format.ts';
import { bodyDocument } from '../body-markdown.ts';
import {
  furtherFacts,
  kindName,
  placeSentence,
  quotedWords,
  readableTime,
  statusSentence,
} from '../facts.ts';
import type { Note } from '../notes.ts';
import { markerAddress } from './addresses.ts';
import { drawBlocks } from './blocks.ts';
import type { Block, SheetNote } from './sheet.ts';

const NO_NOTES = { placed: [], displaced: [] };

/** The whole thread, in the names that the copy gives. */
export function drawNote(note: Note, copy: AnnotatedCopy): SheetNote {
  const { annotation, number, color } = note;
  const place = placeSentence(annotation);
  const { replacement } = annotation;
  return {
    number,
    address: markerAddress({ kind: 'note', index: number }),
    color,
    isSettled: annotation.status !== 'open',
    quote: lineOf(quotedWords(annotation.anchor.exact)),
    author: lineOf(copy.nameOf(annotation.author)),
    time: readableTime(annotation.created) ?? '',
    state: lineOf(`${kindName(annotation.kind)} · ${statusSentence(annotation, copy)}`),
    place: place === null ? null : lineOf(place),
    replacement: replacement === null ? null : lineOf(replacement),
    blocks: drawBody(annotation, copy),
    facts: furtherFacts(annotation, copy).map(lineOf),
    replies: annotation.replies.map((reply) => ({
      author: lineOf(copy.nameOf(reply.author)),
      time: readableTime(reply.created) ?? '',
      blocks: drawBody(reply, copy),
    })),
  };
}

function drawBody(
  { body }: Pick<PlacedAnnotation, 'body'>,
  { url, article }: AnnotatedCopy,
): Block[] {
  if (body.trim() === '') return [];
  const direction = directionOfWords(body) ?? article.direction;
  const { blocks } = drawBlocks(bodyDocument(body), NO_NOTES, {
    direction,
    base: url,
    shown: () => null,
  });
  return blocks.map((block) => ({ ...block, direction: block.direction ?? direction }));
}

function lineOf(text: string): string {
  return cleanText(text).replaceAll(/[\n\t]/g, ' ');
}
