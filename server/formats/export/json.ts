/**
 * Writes a whole copy as plain JSON, from which the article could be made again with its threads: the document, and each field of
 * each annotation. What only this server's rooms understand, the ids of characters, is left out.
 */
import type { PlacedAnnotation, Reply } from '../../../shared/annotation/annotation.ts';
import { pictureAddress } from '../../../shared/article/pictures.ts';
import { SCHEMA_VERSION } from '../../../shared/article/schema.ts';
import type { AnnotatedCopy } from '../format.ts';
import { asText } from './as-text.ts';
import { picturesIn } from './copy-pictures.ts';
import { numberNotes } from './notes.ts';

/** Raised where what is in the file means something else than before; a new field alone doesn't. */
const VERSION = 1;

type JsonObject = Readonly<Record<string, unknown>>;

/** Offsets count UTF-16 units of `text`; a person is an id, whose name is in `people`, or null in a copy without names. */
export const jsonExporter = asText((copy) => `${JSON.stringify(wholeCopy(copy), null, 2)}\n`);

function wholeCopy(copy: AnnotatedCopy): JsonObject {
  const { article, choices } = copy;
  const { id, title, slug, status, language, direction, created, modified } = article;
  const isClean = choices.notes === 'none';
  return {
    format: 'galley',
    version: VERSION,
    schema: SCHEMA_VERSION,
    article: { id, title, slug, status, language, direction, created, modified },
    ...(choices.notes === 'only'
      ? {}
      : {
          text: copy.text,
          doc: copy.doc.toJSON() as unknown,
          pictures: picturesIn(copy).map(({ hash, mediaType, bytes }) => ({
            address: pictureAddress(hash),
            mediaType,
            base64: Buffer.from(bytes).toString('base64'),
          })),
        }),
    ...(isClean ? {} : notesOf(copy)),
  };
}

function notesOf(copy: AnnotatedCopy): JsonObject {
  const { kinds, statuses, names, notes, suggestions, from, to } = copy.choices;
  const { placed, displaced } = numberNotes(copy);
  return {
    url: copy.url,
    choices: { kinds, statuses, names, notes, suggestions, from, to },
    layers: copy.layers.map(({ id, name, color, audience, locked, purpose, created }) => ({
      id,
      name,
      color,
      audience,
      locked,
      purpose,
      created,
    })),
    people: peopleIn(copy),
    annotations: [...placed, ...displaced].map(({ annotation }) => annotationItem(annotation, copy)), // prettier-ignore
  };
}

function annotationItem(annotation: PlacedAnnotation, copy: AnnotatedCopy): JsonObject {
  const { anchor, anchors, replies, reactions, ...fields } = annotation;
  const { exact, prefix, suffix, from, to } = anchor;
  return {
    ...fields,
    article: undefined, // said above
    author: person(fields.author, copy),
    statusBy: person(fields.statusBy, copy),
    assignee: person(fields.assignee, copy),
    anchor: { exact, prefix, suffix, from, to },
    anchors: anchors.map((former) => ({ ...former, by: person(former.by, copy) })),
    replies: replies.map((reply) => replyItem(reply, copy)),
    reactions: reactions.map((key) => {
      const [emoji = '', by = ''] = key.split(' ');
      return { emoji, by: person(by, copy) };
    }),
  };
}

function replyItem(reply: Reply, copy: AnnotatedCopy): JsonObject {
  return { ...reply, author: person(reply.author, copy) };
}

function person(id: string | null, copy: AnnotatedCopy): string | null {
  return id === null || copy.nameOf(id) === '' ? null : id;
}

/** All who stand in the threads, in the order in which one meets them. */
function peopleIn(copy: AnnotatedCopy): JsonObject[] {
  const ids = copy.annotations.flatMap((annotation) => [
    annotation.author,
    annotation.statusBy,
    annotation.assignee,
    ...annotation.anchors.map(({ by }) => by),
    ...annotation.replies.map(({ author }) => author),
    ...annotation.reactions.map((key) => key.split(' ')[1] ?? ''),
  ]);
  const named = ids.map((id) => person(id, copy)).filter((id) => id !== null && id !== '');
  return [...new Set(named)].map((id) => ({ id, name: copy.nameOf(id ?? '') }));
}
