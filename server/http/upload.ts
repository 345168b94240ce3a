/** Reads the multipart field `file` of an import, or of a picture, into memory. */
import multer, { MulterError } from 'multer';
import type { Request, RequestHandler } from 'express';
import { problem } from '../../shared/wire/problems.ts';
import type { Problem } from '../../shared/wire/problems.ts';

/** `name` and `mediaType` are what the sender says, so nothing may be believed of them. */
export interface UploadedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Takes one file of at most `maxBytes`; a larger one ends the reading and is a problem, with the sentence `tooLarge`. */
export function uploadReader(maxBytes: number, tooLarge: string): RequestHandler {
  const limits = { fileSize: maxBytes, files: 1, fields: 5, fieldSize: 2000, parts: 6 };
  // Browsers send file names as UTF-8, which multer takes for Latin-1 unless it is told.
  const options = { storage: multer.memoryStorage(), limits, defParamCharset: 'utf8' };
  const read = multer(options).single('file');
  return (request, response, next) =>
    void read(request, response, (error: unknown) => {
      next(error === undefined ? undefined : new UploadError(error, tooLarge));
    });
}

/** The form can't be read; below multer its reader throws errors of no kind of its own. */
class UploadError extends Error {
  /** The sentence for a file that is too large; null where something else is wrong. */
  readonly tooLarge: string | null;

  constructor(cause: unknown, tooLarge: string) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    const isTooLarge = cause instanceof MulterError && cause.code === 'LIMIT_FILE_SIZE';
    this.tooLarge = isTooLarge ? tooLarge : null;
  }
}

/** The file that `uploadReader` has read into memory; null where the request brought none. */
export function fileOf(request: Request): UploadedFile | null {
  const { file } = request as { file?: Express.Multer.File };
  return file ? { name: file.originalname, mediaType: file.mimetype, bytes: file.buffer } : null;
}

/** The problem behind an error of the reading; null where it is another kind of error. */
export function uploadProblem(error: unknown): Problem | null {
  if (!(error instanceof UploadError)) return null;
  if (error.tooLarge !== null) return problem('too-large', error.tooLarge);
  return problem('invalid-request', `The upload could not be read: ${error.message}.`);
}
