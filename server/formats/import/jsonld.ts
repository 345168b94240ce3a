/** Imports JSON-LD that holds an article's words as ActivityStreams has them, as our own copies do: `content`, which is HTML. */
import { done } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { DIRECTIONS } from '../../../shared/article/language.ts';
import { OWN_TERMS } from '../export/jsonld-context.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import type { ImportedArticle, Importer, ReturnedFile } from '../format.ts';
import { articleOf } from './assemble.ts';
import type { Declared } from './assemble.ts';
import { notesInJson } from './foreign-notes/notes-in-json.ts';
import { fromMaybeText, returnedText } from './from-text.ts';
import { noArticle, parseJson } from './json-file.ts';
import { readHtml } from './html.ts';
import { articleOfHtml } from './own-copy.ts';

/** See `readJsonld`. Onto an article come the annotations, whoever made them. */
export const jsonldImporter: Importer = {
  ...fromMaybeText(readJsonld),
  readReturned: returnedText((text) => returnedNotes(parseJson(text))),
};

type JsonObject = Readonly<Record<string, unknown>>;

const STREAMS = 'https?://www\\.w3\\.org/ns/activitystreams#';
/** Keys as they are written in short, with the prefix, or in full: the files of other programs may have any. */
const CONTENT = new RegExp(`^(?:as:|${STREAMS})?content$`);
const MEDIA_TYPE = new RegExp(`^(?:as:|${STREAMS})?mediaType$`);
const LABEL = /^(?:label|name|title|(?:rdfs:|http:\/\/www\.w3\.org\/2000\/01\/rdf-schema#)label)$/;
const LANGUAGE = /^(?:language|(?:dc:|http:\/\/purl\.org\/dc\/elements\/1\.1\/)language)$/;
const DIRECTION = /^(?:textDirection|(?:oa:|http:\/\/www\.w3\.org\/ns\/oa#)textDirection)$/;
/** What is deeper is no article's, but somebody's attack. */
const MAX_DEPTH = 32;

/**
 * JSON-LD. The first resource with `content` in HTML is the article; its language, direction and name are taken along. Problems:
 * `invalid-request` where it is no JSON, or holds no text of an article, as annotations alone don't.
 */
export function readJsonld(text: string): Result<ImportedArticle> {
  const file = parseJson(text);
  if (file === undefined) return noArticle('The file is no JSON, and so no JSON-LD.');
  const article = articleIn(file, 0);
  if (article === null)
    return noArticle(
      'This JSON-LD holds no text of an article: nothing in it has “content” in HTML.',
    );
  const html = valueOf(article, CONTENT);
  const declared = declaredOf(article);
  const own = isOurs(file) ? articleOfHtml(html, declared) : null;
  if (own !== null) return done(own);
  const read = readHtml(html);
  const { title, language, direction } = articleOf(read.doc, declared);
  return done({ ...read, title, language, direction });
}

/** The notes in a value of JSON, with the text where it holds that; null where there are none. */
export function returnedNotes(file: unknown): ReturnedFile | null {
  const notes = notesInJson(file);
  if (notes === null) return null;
  const article = articleIn(file, 0);
  const read = article === null ? null : readJsonld(JSON.stringify(file));
  const text = read?.ok === true ? plainText(read.value.doc) : null;
  return { text, threads: [], notes, origin: null, warnings: [] };
}

/** Whether the file is a copy of ours: what others have written is read by the rules for foreign HTML. */
function isOurs(file: unknown): boolean {
  if (typeof file !== 'object' || file === null || !('@context' in file)) return false;
  return [file['@context']]
    .flat()
    .some(
      (terms) =>
        typeof terms === 'object' &&
        terms !== null &&
        'galley' in terms &&
        terms.galley === OWN_TERMS.galley,
    );
}

function articleIn(value: unknown, depth: number): JsonObject | null {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return null;
  if (!Array.isArray(value) && isArticle(value as JsonObject)) return value as JsonObject;
  for (const inner of Object.values(value)) {
    const found = articleIn(inner, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** ActivityStreams takes what names no media type for HTML. */
function isArticle(resource: JsonObject): boolean {
  const mediaType = valueOf(resource, MEDIA_TYPE);
  return valueOf(resource, CONTENT) !== '' && /^(?:text\/html\b.*)?$/i.test(mediaType);
}

function declaredOf(resource: JsonObject): Declared {
  const said = valueOf(resource, DIRECTION).replace(/^.*#|Direction$/g, '');
  const direction = DIRECTIONS.find((one) => one === said) ?? null;
  return {
    title: valueOf(resource, LABEL),
    language: valueOf(resource, LANGUAGE),
    ...(direction === null ? {} : { direction }),
  };
}

/** The first string under such a key, also where an expanded document has it as a value or an id in a list; else the empty string. */
function valueOf(resource: JsonObject, key: RegExp): string {
  const found = Object.entries(resource).find(([name]) => key.test(name))?.[1];
  return stringIn(found);
}

function stringIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return stringIn(value[0]);
  if (typeof value !== 'object' || value === null) return '';
  const { '@value': literal, '@id': id } = value as JsonObject;
  return typeof literal === 'string' ? literal : typeof id === 'string' ? id : '';
}
