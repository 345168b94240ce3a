/** Makes bytes of answers: the one place where anything leaves the server over HTTP. */
import type { Response } from 'express';
import { problem } from '../../shared/wire/problems.ts';
import type { Problem, ProblemId, Result } from '../../shared/wire/problems.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { SESSION_MS } from '../accounts/sessions.ts';
import { SESSION_COOKIE } from './credentials.ts';
import type { Answer } from './route.ts';

export function json(value: unknown, status = 200): Answer {
  return { kind: 'json', status, value };
}

export function refuse(id: ProblemId, detail?: string, facts?: Record<string, unknown>): Answer {
  return { kind: 'problem', problem: problem(id, detail, facts) };
}

/** The value as the presenter shows it, or the problem. */
export function outcome<T>(result: Result<T>, present: (value: T) => Answer): Answer {
  return result.ok ? present(result.value) : { kind: 'problem', problem: result.problem };
}

/** Writes an answer. `secure` says whether the public address is https. */
export function respond(response: Response, answer: Answer, secure: boolean): void {
  switch (answer.kind) {
    case 'json':
      response.status(answer.status).json(answer.value);
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
      response.status(answer.status).type('html').send(answer.html);
      break;
    case 'download':
      response.type(answer.mediaType).attachment(answer.fileName).send(answer.content);
      break;
    case 'session':
      respondSession(response, answer.secret, answer.value, secure);
      break;
    default:
      unreachable(answer);
  }
}

export function respondProblem(response: Response, found: Problem): void {
  const { retryAfterMs } = found;
  if (typeof retryAfterMs === 'number')
    response.set('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  response.status(found.status).type('application/problem+json').send(JSON.stringify(found));
}

function respondSession(
  response: Response,
  secret: string | null,
  value: unknown,
  secure: boolean,
): void {
  const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
  if (secret === null) {
    response.clearCookie(SESSION_COOKIE, options).status(204).end();
  } else {
    response.cookie(SESSION_COOKIE, secret, { ...options, maxAge: SESSION_MS }).json(value);
  }
}
