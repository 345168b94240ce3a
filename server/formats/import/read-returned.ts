/** Reads a copy that comes back: what was edited in it and what is said in it, all of it by places in the text that it was made of. */
import { plainText } from '../../../shared/article/plain-text.ts';
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { ReturnFormat } from '../../../shared/article/formats.ts';
import type { Importer, ReturnedFile } from '../format.ts';
import type { ReturnedCopy, ReturnedSource } from '../jobs.ts';
import { compareWords } from './compare-words.ts';
import { placedNote } from './foreign-notes/placed-note.ts';
import { loadImporter } from './importers.ts';

/** Problems: those of reading the file, and `conflict` where it is a copy of another article. */
export async function readReturned(source: ReturnedSource): Promise<Result<ReturnedCopy>> {
  const read = await fileOf(await importerOf(source.format), source);
  if (!read.ok) return read;
  const { text, threads, notes, origin, warnings } = read.value;
  if (origin !== null && origin.article !== source.article)
    return failed('conflict', 'This is a copy of another article.');
  const then = origin?.text ?? source.text;
  const { edits, passages, inText } = compareWords(then, text ?? then);
  return done({
    origin,
    hasText: text !== null,
    edits,
    passages,
    threads: threads.map((thread) => ({ ...thread, range: thread.range && inText(thread.range) })),
    notes: notes.map((note) => placedNote(note, source.text)),
    warnings,
  });
}

/** Notes alone are no article. */
async function importerOf(
  format: ReturnFormat['name'],
): Promise<Pick<Importer, 'read' | 'readReturned'>> {
  return format === 'csv'
    ? (await import('./foreign-notes/hypothesis-csv.ts')).csvNotesReader
    : loadImporter(format);
}

async function fileOf(importer: Importer, source: ReturnedSource): Promise<Result<ReturnedFile>> {
  const returned = await importer.readReturned?.(source.bytes, source.encoding);
  if (returned) return returned;
  const read = await importer.read(source.bytes, source.encoding);
  if (!read.ok) return read;
  const { doc, warnings } = read.value;
  return done({ text: plainText(doc), threads: [], notes: [], origin: null, warnings });
}
