/** Reads what was sent for import, as a file or as JSON, into an article. */
import { canonicalLanguage } from '../../shared/article/language.ts';
import { failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { NewArticle } from '../../shared/wire/routes/articles.ts';
import { tooLargeSentence, unknownFormatSentence } from '../../shared/wire/upload-limits.ts';
import { decodeText } from '../formats/decode.ts';
import type { ArticleReader } from '../formats/import/article-reader.ts';
import { importerFor, importerForFile, IMPORTERS } from '../formats/import/importers.ts';
import type { ReadArticle, Source } from '../formats/import/read-article.ts';
import type { UploadedFile } from './upload.ts';

type Read = Promise<Result<ReadArticle>>;

/** Nothing is kept yet: a problem leaves no trace. */
export async function readImport(
  sent: UploadedFile | NewArticle,
  maxBytes: number,
  reader: ArticleReader,
): Read {
  return 'bytes' in sent ? readFile(sent, reader) : readContent(sent, maxBytes, reader);
}

async function readFile(file: UploadedFile, reader: ArticleReader): Read {
  const importer = importerForFile(file);
  if (importer === null) return unknown(file.name);
  const text = decodeText(file.bytes);
  if (!text.ok) return text;
  return read({ format: importer.name, content: text.value, title: null, language: null }, reader);
}

async function readContent(
  { title, content, format, language }: NewArticle,
  maxBytes: number,
  reader: ArticleReader,
): Read {
  if (importerFor({ format }) === null) return unknown(format);
  if (Buffer.byteLength(content) > maxBytes) return failed('too-large', tooLargeSentence(maxBytes));
  const known = language === undefined ? null : canonicalLanguage(language);
  if (language !== undefined && known === null) {
    return failed('invalid-request', 'The language is no BCP 47 tag.', { field: 'language' });
  }
  return read({ format, content, title: title || null, language: known }, reader);
}

async function read(source: Source, reader: ArticleReader): Read {
  if (source.content.trim() === '') {
    return failed('invalid-request', 'The article is empty.', { field: 'content' });
  }
  return reader.read(source);
}

function unknown(name: string): Result<ReadArticle> {
  const formats = IMPORTERS.map((importer) => importer.name);
  return failed('unknown-format', unknownFormatSentence(name, formats), { formats });
}
