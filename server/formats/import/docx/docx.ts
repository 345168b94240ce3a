/** Imports Word files (Office Open XML): the text as it was before its tracked changes, with comments and changes as threads. */
import type { Node } from 'prosemirror-model';
import { canonicalLanguage } from '../../../../shared/article/language.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { done, failed } from '../../../../shared/wire/problems.ts';
import type { Result } from '../../../../shared/wire/problems.ts';
import type { ImportedArticle, Importer, ReturnedFile, ReturnedThread } from '../../format.ts';
import { articleOf, assembleArticle } from '../assemble.ts';
import { isBlank } from '../characters.ts';
import { blocksIn } from './blocks.ts';
import { changesOf } from './changes.ts';
import type { FoundChanges } from './changes.ts';
import { commentsOf } from './comments.ts';
import type { FoundComments } from './comments.ts';
import { headIn } from './head.ts';
import { numberingOf } from './numbering.ts';
import { articleOfCopy, originIn } from './origin.ts';
import { openPackage } from './package.ts';
import type { Package } from './package.ts';
import { Places } from './places.ts';
import { Reading } from './reading.ts';
import type { ReferredNote } from './reading.ts';
import { stylesOf } from './styles.ts';
import { sentencesOf } from './sentences.ts';
import { attributeOf, childOf, childrenOf, isElement, XmlFault } from './xml.ts';
import { textIn } from '../../../../shared/tree.ts';
import type { XmlElement } from './xml.ts';

/** See `readDocx`. */
export const docxImporter: Importer = {
  read: readDocx,
  readReturned: (bytes) => opened(bytes, returnedFileIn),
};

/** Of the items of a list of notes. */
const NOTE_DEPTH = 3;

/**
 * A Word file. Problems: `invalid-request` where it is none, is broken or shows nothing, `too-large` where there is more in it than
 * there may be. Nothing that it refers to outside of itself is looked up, and no field is worked out.
 */
export function readDocx(bytes: Uint8Array): Result<ImportedArticle> {
  return opened(bytes, articleIn);
}

function opened<T>(bytes: Uint8Array, read: (file: Package) => Result<T>): Result<T> {
  try {
    const file = openPackage(bytes);
    return file.ok ? read(file.value) : file;
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    return error.isLimit ? failed('too-large', error.message) : refused(error.message);
  }
}

function refused(sentence: string): Result<never> {
  return failed('invalid-request', sentence, { field: 'content' });
}

/** What is read of a file, whatever becomes of it. */
interface Read {
  readonly doc: Node;
  readonly reading: Reading;
  readonly places: Places;
  readonly comments: FoundComments;
  readonly changes: FoundChanges;
}

/** One that comes back is read without what we put around the text, and with all that was inserted as proposed. */
function readBody(file: Package, comesBack: boolean): Result<Read> {
  const whole = childOf(file.document.root, 'w:body');
  if (whole === null) return refused('The file is broken: its document has no body.');
  const styles = stylesOf(file.related('styles')?.root ?? null);
  const body = comesBack ? articleOfCopy(whole, styles) : whole;
  const reading = new Reading(file, {
    styles,
    numbering: numberingOf(file.related('numbering')?.root ?? null),
    head: headIn(body, styles),
    takesInsertions: !comesBack && isAllInserted(body),
    takesLoneInsertions: !comesBack,
  });
  const text = blocksIn(body, reading);
  const { doc } = assembleArticle([...text, ...notesOf(file, reading)]);
  const places = new Places(doc, reading.lines);
  const comments = commentsOf(file, reading, places);
  return done({ doc, reading, places, comments, changes: changesOf(reading.lines, places) });
}

function articleIn(file: Package): Result<ImportedArticle> {
  const read = readBody(file, false);
  if (!read.ok) return read;
  const { doc, reading, comments, changes } = read.value;
  if (!showsSomething(doc)) return refused('The article is empty.');
  const title = childOf(file.properties, 'dc:title');
  const article = articleOf(doc, {
    title: title === null || !/[\p{L}\p{N}]/u.test(textIn(title)) ? null : textIn(title),
    ...(reading.written.rightToLeft > reading.written.all / 2 ? { direction: 'rtl' } : {}),
  });
  const placed = comments.threads.flatMap(({ range, id: _, ...thread }) =>
    range === null ? [] : [{ ...thread, ...range }],
  );
  const lost = comments.threads.reduce(
    (sum, { range, replies }) => sum + (range === null ? 1 + replies.length : 0),
    comments.lost,
  );
  return done({
    ...article,
    language: languageOf(article.language, reading.languages),
    warnings: sentencesOf(reading, lost, changes.lost),
    pictures: reading.pictures,
    threads: [...placed.sort((one, other) => one.from - other.from), ...changes.threads],
  });
}

function returnedFileIn(file: Package): Result<ReturnedFile> {
  const read = readBody(file, true);
  if (!read.ok) return read;
  const { reading, places, comments, changes } = read.value;
  const changed = changes.threads.map(({ from, to, ...thread }): ReturnedThread => ({
    ...thread,
    id: null,
    range: { from, to },
  }));
  return done({
    text: places.text,
    threads: [...comments.threads, ...changed],
    notes: [],
    origin: originIn(file),
    warnings: sentencesOf(reading, comments.lost, changes.lost),
  });
}

/** The file's word for the language counts where the words themselves don't say it, or say only the same less exactly. */
function languageOf(detected: string, said: ReadonlyMap<string, number>): string {
  const [most] = [...said].sort(([, one], [, other]) => other - one);
  const declared = canonicalLanguage(most?.[0] ?? '');
  if (declared === null || declared === 'und') return detected;
  const isSame = declared.split('-')[0] === detected.split('-')[0];
  return detected === 'und' || isSame ? declared : detected;
}

/** Footnotes and endnotes are a list at the end, in the order in which the text refers to them. */
function notesOf(file: Package, reading: Reading): Node[] {
  const { list_item: item, ordered_list: list, paragraph } = articleSchema.nodes;
  const parts = { footnote: notePart(file, 'footnote'), endnote: notePart(file, 'endnote') };
  const items: Node[] = [];
  // Notes may refer to further notes while they are read.
  for (let at = 0; at < reading.notes.length; at += 1) {
    const { kind, id } = reading.notes[at] ?? { kind: 'footnote', id: '' };
    const { part, byId } = parts[kind];
    const note = byId.get(id);
    const blocks =
      part === null || note === undefined
        ? []
        : reading.within(part, () => blocksIn(note, reading, NOTE_DEPTH));
    items.push(item.create(null, blocks.length > 0 ? blocks : paragraph.create()));
  }
  return items.length === 0 ? [] : [list.create(null, items)];
}

function notePart(file: Package, kind: ReferredNote['kind']) {
  const part = file.related(`${kind}s`);
  const notes = childrenOf(part?.root ?? null, `w:${kind}`);
  return { part, byId: new Map(notes.map((note) => [attributeOf(note, 'w:id') ?? '', note])) };
}

/** Whether all words of the text were inserted while changes were tracked: then it wasn't there before, and is what it is now. */
function isAllInserted(body: XmlElement): boolean {
  const state = { inserted: false };
  const hasOther = (element: XmlElement, isInserted: boolean): boolean =>
    element.children.filter(isElement).some((child) => {
      if (/^w:(?:t|delText)$/.test(child.name) && !isBlank(textIn(child))) {
        state.inserted ||= isInserted;
        return !isInserted;
      }
      return hasOther(child, isInserted || /^w:(?:ins|moveTo)$/.test(child.name));
    });
  return !hasOther(body, false) && state.inserted;
}

function showsSomething(doc: Node): boolean {
  let shows = !isBlank(doc.textContent);
  doc.descendants(({ type }) => {
    shows ||= type.name === 'image';
    return !shows;
  });
  return shows;
}
