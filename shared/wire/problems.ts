/** The catalogue of HTTP errors (RFC 9457): each with a stable id, a status and a sentence. */

/** Ids are part of the contract: clients decide by them, so none is ever renamed. `title` is for people. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request could not be understood.' },
  'unknown-format': { status: 400, title: 'This format is not known.' },
  'not-signed-in': { status: 401, title: 'Please sign in.' },
  'sign-in-failed': { status: 401, title: 'This did not sign you in.' },
  'not-allowed': { status: 403, title: 'You may not do this.' },
  'foreign-origin': { status: 403, title: 'This request came from another site.' },
  'not-found': { status: 404, title: 'There is nothing here, or you may not see it.' },
  'method-not-allowed': { status: 405, title: 'This address does not answer that method.' },
  'too-slow': { status: 408, title: 'This took too long to come in; please try again.' },
  conflict: { status: 409, title: 'This is in conflict with what is there.' },
  'too-large': { status: 413, title: 'This is too large.' },
  'unsupported-media-type': { status: 415, title: 'This type of content can not be read.' },
  'not-text': { status: 422, title: 'This file is not text.' },
  'words-not-found': { status: 422, title: 'These words are not in the article.' },
  'words-ambiguous': { status: 422, title: 'These words occur more than once in the article.' },
  'limit-reached': { status: 409, title: 'There are as many as there may be.' },
  'words-too-many': { status: 422, title: 'These are too many words for one note.' },
  'changed-since': { status: 409, title: 'This is not as you saw it any more.' },
  'words-changed': {
    status: 409,
    title: 'The words have changed since; look before you apply this.',
  },
  'too-many-requests': { status: 429, title: 'Too many requests; please try again later.' },
  'internal-error': { status: 500, title: 'Something went wrong on the server.' },
  'not-available': { status: 501, title: 'This server can not do this.' },
  'server-busy': { status: 503, title: 'The server has too much to do; please try again soon.' },
  'store-unavailable': { status: 503, title: 'The server can not store anything at the moment.' },
} as const satisfies Record<string, { status: number; title: string }>;

/** The last part of a problem's `type`, `/problems/ID`. */
export type ProblemId = keyof typeof PROBLEMS;

/** An error as it leaves the server, `application/problem+json`. */
export interface Problem {
  /** `/problems/ID`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** Further facts, such as the candidates of ambiguous words or the field that is wrong. */
  readonly [fact: string]: unknown;
}

/**
 * `detail` is a sentence on this case for whoever asked. `facts` become fields of their own, and never replace the standard
 * ones.
 */
export function problem(
  id: ProblemId,
  detail?: string,
  facts: Record<string, unknown> = {},
): Problem {
  const { status, title } = PROBLEMS[id];
  return {
    ...facts,
    type: `/problems/${id}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** What came of something that can fail in an expected way. What nobody expects is thrown instead. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Wraps the value of what went well. */
export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a problem of the catalogue; the arguments are those of `problem`. */
export function failed<T>(
  id: ProblemId,
  detail?: string,
  facts?: Record<string, unknown>,
): Result<T> {
  return { ok: false, problem: problem(id, detail, facts) };
}
