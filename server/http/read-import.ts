/** Reads what was sent for import, as a file or as JSON, into an article. */
import { IMPORT_FORMATS, importFormat, importFormatOfFile } from '../../shared/article/formats.ts';
import { canonicalLanguage } from '../../shared/article/language.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { NewArticle } from '../../shared/wire/routes/articles.ts';
import { tooLargeSentence, unknownFormatSentence } from '../../shared/wire/upload-limits.ts';
import { blankArticle } from '../articles/blank.ts';
import type { Formats } from '../formats/formats.ts';
import type { ReadArticle } from '../formats/jobs.ts';
import type { UploadedFile } from './upload.ts';

type Read = Promise<Result<ReadArticle>>;

/** The article that was sent; nothing is kept of it yet, so that a problem leaves no trace. */
export async function readImport(
  sent: UploadedFile | NewArticle,
  maxBytes: number,
  formats: Formats,
): Read {
  return 'bytes' in sent ? readFile(sent, formats) : readContent(sent, maxBytes, formats);
}

async function readFile(file: UploadedFile, formats: Formats): Read {
  const format = importFormatOfFile(file);
  if (format === null) return unknown(file.name);
  const { bytes } = file;
  return formats.read({ format: format.name, bytes, encoding: null, title: null, language: null });
}

async function readContent(
  { title: given, content, format: name, language: tag }: NewArticle,
  maxBytes: number,
  formats: Formats,
): Read {
  const language = tag === undefined ? null : canonicalLanguage(tag);
  if (tag !== undefined && language === null)
    return failed('invalid-request', 'The language is no BCP 47 tag.', { field: 'language' });
  const title = given || null;
  if (content === undefined) return done(blankArticle(title, language));
  if (name === undefined)
    return failed('invalid-request', '“format”: content needs its format.', { field: 'format' });
  const format = importFormat(name);
  if (format === null) return unknown(name);
  if (format.isBinary) {
    const sentence = `A document of the format “${name}” is imported as a file.`;
    return failed('invalid-request', sentence, { field: 'format' });
  }
  const bytes = Buffer.from(content);
  if (bytes.byteLength > maxBytes) return failed('too-large', tooLargeSentence(maxBytes));
  return formats.read({ format: format.name, bytes, encoding: 'utf-8', title, language });
}

function unknown(name: string): Result<ReadArticle> {
  const formats = IMPORT_FORMATS.map((format) => format.name);
  return failed('unknown-format', unknownFormatSentence(name, formats), { formats });
}
