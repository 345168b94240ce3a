/** Makes bytes of answers: the one place where anything leaves the server over HTTP. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Problem } from '../../shared/wire/problems.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { SESSION_MS } from '../accounts/sessions.ts';
import { cookieName } from '../accounts/credentials.ts';
import type { Answer, SetCookie } from './answer.ts';

/** A year, which is the longest that caches keep anything. No cache that people share has it: another may not see it. */
const FOR_THIS_READER_FOR_EVER = 'private, max-age=31536000, immutable';

/**
 * Writes an answer. `secure` says whether the public address is https; `status` is that of JSON. Resolves when all of it is
 * on its way.
 */
export async function respond(
  response: Response,
  answer: Answer,
  secure: boolean,
  status = 200,
): Promise<void> {
  // Answers are somebody's own; pages say for themselves how long they may be kept.
  if (answer.kind !== 'page') response.set('cache-control', 'no-store');
  for (const cookie of answer.cookies ?? []) setCookie(response, cookie, secure);
  switch (answer.kind) {
    case 'json':
      response.status(status).json(answer.value);
      break;
    case 'nothing':
      response.status(204).end();
      break;
    case 'problem':
      respondProblem(response, answer.problem);
      break;
    case 'text':
      response.type('text/plain; charset=utf-8').send(answer.text);
      break;
    case 'page':
      if (answer.policy === null) response.removeHeader('content-security-policy');
      else response.set('content-security-policy', answer.policy);
      // Without one Express would make it of the whole page each time.
      if (answer.tag !== undefined) response.set('etag', `"${answer.tag}"`);
      response.status(answer.status).type('html').send(answer.html);
      break;
    case 'download':
      asFile(response, answer).send(asBuffer(answer.content));
      break;
    case 'picture':
      response.set('cache-control', FOR_THIS_READER_FOR_EVER).type(answer.mediaType);
      response.send(asBuffer(answer.content));
      break;
    case 'stream':
      asFile(response, answer);
      await sendParts(response, answer.parts);
      break;
    case 'redirect':
      if (answer.session !== null) setSession(response, answer.session, secure);
      response.redirect(303, answer.location);
      break;
    case 'session':
      setSession(response, answer.secret, secure);
      response.status(status).json(answer.value);
      break;
    case 'signed-out':
      response.clearCookie(cookieName('session', secure), cookieOptions(secure)).status(204).end();
      break;
    default:
      unreachable(answer);
  }
}

/** In this order: Express takes the ending of a file's name for its type. */
function asFile(
  response: Response,
  { fileName, mediaType }: { readonly fileName: string; readonly mediaType: string },
): Response {
  return response.attachment(fileName).type(mediaType);
}

/** The same bytes as Express knows them. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Writes a problem, with the seconds to wait where it says how long. */
export function respondProblem(response: Response, found: Problem): void {
  const { retryAfterMs } = found;
  if (typeof retryAfterMs === 'number')
    response.set('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  response.status(found.status).type('application/problem+json').send(JSON.stringify(found));
}

/** Where a part can't be made the connection is cut, so that half a file never looks like a whole one. */
async function sendParts(
  response: Response,
  parts: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  try {
    await pipeline(Readable.from(parts), response);
  } catch (error) {
    // A reader who has gone away misses nothing.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/** Puts a session's secret into the cookie of the answer that is being made. */
export function setSession(response: Response, secret: string, secure: boolean): void {
  const options = { ...cookieOptions(secure), maxAge: SESSION_MS };
  response.cookie(cookieName('session', secure), secret, options);
}

function setCookie(
  response: Response,
  { name, value, maxAgeMs }: SetCookie,
  secure: boolean,
): void {
  const [written, options] = [cookieName(name, secure), cookieOptions(secure)];
  if (value === null) response.clearCookie(written, options);
  else response.cookie(written, value, { ...options, maxAge: maxAgeMs });
}

/** Out of the reach of scripts and other sites; of plain http too, where we are not on it ourselves. */
function cookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
}
