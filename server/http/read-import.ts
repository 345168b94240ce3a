/** Reads what was sent for import, as a file or as JSON, into an article. */
import { IMPORT_FORMATS, importFormat, importFormatOfFile } from '../../shared/article/formats.ts';
import { canonicalLanguage } from '../../shared/article/language.ts';
import { done, failed, problem } from '../../shared/wire/problems.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import type { NewArticle } from '../../shared/wire/routes/articles.ts';
import { tooLargeSentence, unknownFormatSentence } from '../../shared/wire/upload-limits.ts';
import { blankArticle } from '../articles/blank.ts';
import type { Formats } from '../formats/formats.ts';
import type { ArticleSource, CleanUpPreview, ReadArticle } from '../formats/jobs.ts';
import type { Sender } from '../formats/workers/worker-pool.ts';
import type { UploadedFile } from './upload.ts';

/** The article that was sent; nothing is kept of it yet, so that a problem leaves no trace. */
export async function readImport(
  sent: UploadedFile | NewArticle,
  cleanUp: boolean,
  maxBytes: number,
  formats: Formats,
  sender: Sender,
): Promise<Result<ReadArticle>> {
  const source = sourceOf(sent, maxBytes);
  if (!source.ok) return source;
  const { title, language, bytes } = source.value;
  return bytes === null
    ? done(blankArticle(title, language))
    : formats.read({ ...source.value, bytes, cleanUp }, sender);
}

/** What a clean-up would do to the article that was sent. */
export async function previewCleanUp(
  sent: UploadedFile | NewArticle,
  maxBytes: number,
  formats: Formats,
  sender: Sender,
): Promise<Result<CleanUpPreview>> {
  const source = sourceOf(sent, maxBytes);
  if (!source.ok) return source;
  const { bytes } = source.value;
  return bytes === null
    ? failed('invalid-request', 'The article is empty.', { field: 'content' })
    : formats.preview({ ...source.value, bytes, cleanUp: true }, sender);
}

/** What was sent; without bytes it is a blank article. */
type Sent = Omit<ArticleSource, 'bytes' | 'cleanUp'> & { readonly bytes: Uint8Array | null };

function sourceOf(sent: UploadedFile | NewArticle, maxBytes: number): Result<Sent> {
  if (!('bytes' in sent)) return sourceOfContent(sent, maxBytes);
  const format = importFormatOfFile(sent);
  if (format === null) return { ok: false, problem: unknownFile(sent.name) };
  const { bytes } = sent;
  return done({ format: format.name, bytes, encoding: null, title: null, language: null });
}

function sourceOfContent(
  { title: given, content, format: name, language: tag }: NewArticle,
  maxBytes: number,
): Result<Sent> {
  const language = tag === undefined ? null : canonicalLanguage(tag);
  if (tag !== undefined && language === null)
    return failed('invalid-request', 'The language is no BCP 47 tag.', { field: 'language' });
  const title = given || null;
  if (content === undefined)
    return done({ format: 'text', bytes: null, encoding: 'utf-8', title, language });
  if (name === undefined)
    return failed('invalid-request', '“format”: content needs its format.', { field: 'format' });
  const format = importFormat(name);
  if (format === null) return { ok: false, problem: unknownFile(name) };
  if (format.isBinary) {
    const sentence = `A document of the format “${name}” is imported as a file.`;
    return failed('invalid-request', sentence, { field: 'format' });
  }
  const bytes = Buffer.from(content);
  if (bytes.byteLength > maxBytes) return failed('too-large', tooLargeSentence(maxBytes));
  return done({ format: format.name, bytes, encoding: 'utf-8', title, language });
}

/** What there is to say of a file, or a name, of no format that is read. */
export function unknownFile(
  name: string,
  known: readonly { readonly name: string }[] = IMPORT_FORMATS,
): Problem {
  const formats = known.map((format) => format.name);
  return problem('unknown-format', unknownFormatSentence(name, formats), { formats });
}
