/** Imports our own JSON copies: the very document, with its pictures, layers and threads. */
import type { Node } from 'prosemirror-model';
import * as z from 'zod/mini';
import { holdsGoodValues } from '../../../shared/article/attribute-values.ts';
import { DIRECTIONS } from '../../../shared/article/language.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { done } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { saidBy } from '../carried-copy.ts';
import type {
  ForeignNote,
  ImportedArticle,
  Importer,
  KeptPicture,
  ReturnedFile,
} from '../format.ts';
import { KeptCopy, keptNotesOf, placesWithin } from '../kept-copy.ts';
import { checkPicture } from '../picture.ts';
import { articleOf } from './assemble.ts';
import { ownAddress } from '../own-address.ts';
import { fromMaybeText, returnedText } from './from-text.ts';
import { noArticle, parseJson } from './json-file.ts';
import { shallow } from './html.ts';
import { readJsonld, returnedNotes } from './jsonld.ts';

/** See `readJson`. Onto an article come the notes of our copies, and those of other programs. */
export const jsonImporter: Importer = {
  ...fromMaybeText(readJson),
  readReturned: returnedText((text) => {
    const file = parseJson(text);
    const own = Copy.safeParse(file);
    return own.success ? returnedCopy(own.data) : returnedNotes(file);
  }),
};

/** What is read of a copy; what a later version adds is overlooked. */
const Copy = z.object({
  format: z.literal('galley'),
  version: z.literal(1),
  article: z.object({
    id: z._default(z.string(), ''),
    title: z.string(),
    language: z.string(),
    direction: z.enum(DIRECTIONS),
  }),
  doc: z.optional(z.unknown()),
  pictures: z._default(z.array(z.object({ base64: z.string() })), []),
  ...KeptCopy.shape,
});
type Copy = z.output<typeof Copy>;

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
  return done({
    ...made,
    pictures: keptPictures(pictures),
    notes: keptNotesOf(notes, placesWithin(plainText(doc))),
  });
}

/** Notes of ours are known by their ids, as those of other programs are by theirs. */
function returnedCopy({ article, doc: stored, people, annotations }: Copy): ReturnedFile {
  const doc = stored === undefined ? null : docOf(stored);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const own = (id: string): string => ownAddress(article.id, id);
  return {
    text: doc && plainText(doc),
    threads: [],
    notes: annotations.map((note): ForeignNote => ({
      ...saidBy(note, names),
      id: own(note.id),
      body: note.body,
      kind: note.kind,
      replacement: note.replacement,
      tags: note.tags,
      quote: { ...note.anchor, until: null },
      answers: null,
      replies: note.replies.map((reply) => ({
        ...saidBy(reply, names),
        id: `${own(note.id)}/replies/${encodeURIComponent(reply.id)}`,
        body: reply.body,
      })),
    })),
    origin: null,
    warnings: [],
  };
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
