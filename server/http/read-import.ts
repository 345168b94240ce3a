/** Reads what was sent for import, as a file or as JSON, into an article. */
import { directionOf, canonicalLanguage } from '../../shared/article/language.ts';
import { articleSchema } from '../../shared/article/schema.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { NewArticle } from '../../shared/wire/requests.ts';
import { decodeText } from '../formats/decode.ts';
import type { ImportedArticle, Importer } from '../formats/format.ts';
import { importerFor, importerForFile, IMPORTERS } from '../formats/import/importers.ts';
import { tooLargeSentence } from './upload.ts';
import type { UploadedFile } from './upload.ts';

/** Nothing is kept yet: a problem leaves no trace. */
export function readImport(
  sent: UploadedFile | NewArticle,
  maxBytes: number,
): Result<ImportedArticle> {
  return 'bytes' in sent ? readFile(sent) : readContent(sent, maxBytes);
}

function readFile(file: UploadedFile): Result<ImportedArticle> {
  const importer = importerForFile(file);
  if (importer === null) return unknown(file.name);
  const text = decodeText(file.bytes);
  if (!text.ok) return text;
  return read(importer, text.value);
}

function readContent(
  { title, content, format, language }: NewArticle,
  maxBytes: number,
): Result<ImportedArticle> {
  const importer = importerFor({ format });
  if (importer === null) return unknown(format);
  if (Buffer.byteLength(content) > maxBytes) return failed('too-large', tooLargeSentence(maxBytes));
  const known = language === undefined ? undefined : canonicalLanguage(language);
  if (known === null)
    return failed('invalid-request', 'The language is no BCP 47 tag.', { field: 'language' });
  const imported = read(importer, content);
  if (!imported.ok) return imported;
  const named = title ? titled(imported.value, title) : imported.value;
  return done(known ? { ...named, language: known, direction: directionOf(known) } : named);
}

function read(importer: Importer, content: string): Result<ImportedArticle> {
  if (content.trim() === '')
    return failed('invalid-request', 'The article is empty.', { field: 'content' });
  return done(importer.read(content));
}

/** The title that was given goes before the text, unless the text begins with it. */
function titled(imported: ImportedArticle, title: string): ImportedArticle {
  const { doc } = imported;
  const first = doc.firstChild;
  if (first?.type.name === 'title' && first.textContent.trim() === title)
    return { ...imported, title };
  const node = articleSchema.node('title', null, articleSchema.text(title));
  const own =
    first?.type.name === 'title'
      ? first.type.schema.node('heading', { level: 1 }, first.content)
      : null;
  const rest = own ? doc.content.replaceChild(0, own) : doc.content;
  return { ...imported, title, doc: doc.copy(rest.addToStart(node)) };
}

function unknown(name: string): Result<ImportedArticle> {
  const formats = IMPORTERS.map((importer) => importer.name);
  const detail = `“${name.slice(0, 80)}” can't be imported; the formats are ${formats.join(', ')}.`;
  return failed('unknown-format', detail, { formats });
}
