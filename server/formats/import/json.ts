/** Imports our own JSON copies: the very document, with its pictures, layers and threads. */
import type { Node } from 'prosemirror-model';
import * as z from 'zod/mini';
import { COLORS, KINDS, STATUSES } from '../../../shared/annotation/annotation.ts';
import { AUDIENCES, PURPOSES } from '../../../shared/article/article.ts';
import { holdsGoodValues } from '../../../shared/article/attribute-values.ts';
import { DIRECTIONS } from '../../../shared/article/language.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { done } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { ImportedArticle, KeptNotes, KeptPicture } from '../format.ts';
import { checkPicture } from '../picture.ts';
import { articleOf } from './assemble.ts';
import { fromMaybeText } from './from-text.ts';
import { noArticle, parseJson } from './json-file.ts';
import { shallow } from './html.ts';
import { readJsonld } from './jsonld.ts';

/** See `readJson`. */
export const jsonImporter = fromMaybeText(readJson);

/** In UTF-16 units, as everywhere. */
const count = z.int().check(z.minimum(0));
const person = z.nullable(z.string());
const time = z.string().check(z.maxLength(40));
const words = z.string().check(z.maxLength(20_000));

const remark = { id: z.string(), author: person, created: time, modified: time, body: words };

const Note = z.object({
  ...remark,
  layer: z.string(),
  kind: z.enum(KINDS),
  replacement: z.nullable(words),
  color: z.nullable(z.enum(COLORS)),
  tags: z.array(z.string().check(z.maxLength(60))).check(z.maxLength(20)),
  status: z.enum(STATUSES),
  statusBy: person,
  statusAt: z.nullable(time),
  /** Copies of an earlier version don't say it. */
  edited: z._default(z.nullable(time), null),
  pinned: z.boolean(),
  anchor: z.object({ exact: z.string(), prefix: z.string(), suffix: z.string(), from: count }),
  anchoring: z.object({ from: z.nullable(count), to: z.nullable(count) }),
  replies: z.array(z.object(remark)),
  reactions: z.array(z.object({ emoji: z.string().check(z.maxLength(40)), by: person })),
});

/** What is read of a copy; what a later version adds is overlooked. */
const Copy = z.object({
  format: z.literal('galley'),
  version: z.literal(1),
  article: z.object({ title: z.string(), language: z.string(), direction: z.enum(DIRECTIONS) }),
  doc: z.optional(z.unknown()),
  pictures: z._default(z.array(z.object({ base64: z.string() })), []),
  layers: z._default(
    z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        color: z.string(),
        audience: z.enum(AUDIENCES),
        locked: z.boolean(),
        purpose: z.enum(PURPOSES),
      }),
    ),
    [],
  ),
  people: z._default(z.array(z.object({ id: z.string(), name: z.string() })), []),
  annotations: z._default(z.array(Note), []),
});

/**
 * A JSON copy of ours, or JSON-LD by another name. Problems: `invalid-request` where it is neither, of a later version, or without
 * the text; the sentence says where it goes wrong.
 */
export function readJson(text: string): Result<ImportedArticle> {
  const file = parseJson(text);
  if (file === undefined) return noArticle('The file is no JSON.');
  if (typeof file === 'object' && file !== null && '@context' in file) return readJsonld(text);
  const read = Copy.safeParse(file);
  if (!read.success) return noArticle(faultOf(file, read.error.issues[0]));
  const { article, doc: stored, pictures, ...notes } = read.data;
  const doc = docOf(stored);
  if (doc === null) return noArticle('This copy has no text, or one that no article can have.');
  const made = articleOf(doc, article);
  return done({ ...made, pictures: keptPictures(pictures), notes: notesOf(notes, plainText(doc)) });
}

function faultOf(file: unknown, issue: z.core.$ZodIssue | undefined): string {
  const isOurs = typeof file === 'object' && file !== null && 'format' in file && file.format === 'galley'; // prettier-ignore
  if (!isOurs) return 'This JSON is no copy of an article: its “format” isn’t “galley”.';
  const place = issue?.path.map(String).join('.') ?? '';
  return place === 'version'
    ? 'This copy was made by a later version of Galley.'
    : `This copy is damaged at “${place}”.`;
}

/** Null where it isn't what the schema and the gate of a live text allow; what is nested too deeply is less so. */
function docOf(stored: unknown): Node | null {
  try {
    const doc = articleSchema.nodeFromJSON(stored);
    if (doc.type !== articleSchema.nodes.doc) return null;
    const whole = doc.copy(doc.content);
    const made = articleSchema.nodes.doc.create(null, shallow(whole.children));
    made.check();
    return holdsGoodValues(made) ? made : null;
  } catch {
    return null; // ProseMirror throws on all that it can't read
  }
}

function keptPictures(pictures: readonly { readonly base64: string }[]): KeptPicture[] {
  return pictures.flatMap(({ base64 }) => {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    const checked = checkPicture(bytes);
    return checked === null ? [] : [{ hash: checked.hash, mediaType: checked.mediaType, bytes }];
  });
}

/** Notes whose words are there have their place in the text; the others keep the words. */
function notesOf(
  { layers, people, annotations }: Pick<z.output<typeof Copy>, 'layers' | 'people' | 'annotations'>,
  text: string,
): KeptNotes {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    layers,
    names,
    annotations: annotations.map(({ anchoring: { from, to }, anchor, ...note }) => ({
      ...note,
      quote: anchor,
      range: from !== null && to !== null && from < to && to <= text.length ? { from, to } : null,
    })),
  };
}
