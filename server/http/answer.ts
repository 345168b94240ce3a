/** What a handler answers: data, of which `respond.ts` alone makes bytes. */
import type { Actor } from '../../shared/policy/actor.ts';
import type { AuditAction, AuditDetail } from '../../shared/wire/routes/audit.ts';
import { problem } from '../../shared/wire/problems.ts';
import type { Problem, ProblemId, Result } from '../../shared/wire/problems.ts';
import type { OwnCookie } from '../accounts/credentials.ts';

/** An answer whose JSON is a `T`. `audit` are facts for the audit log; null leaves no entry at all. */
export type Answer<T = unknown> = AnswerContent<T> & {
  readonly audit?: AuditFacts | null;
  readonly cookies?: readonly SetCookie[];
};

/** What is answered, with the status that its route declares where none is here. */
export type AnswerContent<T> =
  | { readonly kind: 'json'; readonly value: T }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'page';
      readonly status: number;
      readonly html: string;
      /** Null where the development server writes scripts and styles into the page. */
      readonly policy: string | null;
      /** Tells it from what the address answers at other times; a browser that has it already gets 304. */
      readonly tag?: string;
    }
  | {
      readonly kind: 'download';
      readonly mediaType: string;
      readonly fileName: string;
      readonly content: Uint8Array;
    }
  /** A picture to be shown in a page: what it is never changes, and who may see it was asked for this person alone. */
  | { readonly kind: 'picture'; readonly mediaType: string; readonly content: Uint8Array }
  /** A file whose parts are made while it is sent. */
  | {
      readonly kind: 'stream';
      readonly mediaType: string;
      readonly fileName: string;
      readonly parts: AsyncIterable<string | Uint8Array>;
    }
  /** Sends a browser on to another page; a session's secret goes into the cookie where one was opened. */
  | { readonly kind: 'redirect'; readonly location: string; readonly session: string | null }
  /** JSON, and the secret of the session that was opened, for the cookie. */
  | { readonly kind: 'session'; readonly secret: string; readonly value: T }
  /** Nothing, and the session's cookie goes. */
  | { readonly kind: 'signed-out' };

/** What the audit log can't learn from the request alone. What isn't given follows from the request. */
export interface AuditFacts {
  /** Who it turned out to be, where the request itself came from nobody. */
  readonly actor?: Actor;
  readonly article?: string;
  readonly subject?: string | null;
  readonly detail?: AuditDetail;
  /** Credentials were tried and are wrong, although the answer is no problem: a page that says so. */
  readonly isRefused?: true;
  /** What was done on the way. */
  readonly also?: readonly AuditAction[];
}

/** One of the server's cookies beside the session's; a null value takes it away. */
export interface SetCookie {
  readonly name: Exclude<OwnCookie, 'session'>;
  readonly value: string | null;
  readonly maxAgeMs: number;
}

/** With the status that the route declares: 200, 201 or 202. */
export function json<T>(value: T): Answer<T> {
  return { kind: 'json', value };
}

/** Answered by 204, without a body. */
export const NOTHING: Answer<never> = { kind: 'nothing' };

/** A list that is whole on one page. */
export function list<T>(items: readonly T[]) {
  return json({ items, next: null });
}

/** A problem of the catalogue, with a sentence for this case and further facts. */
export function refuse(
  id: ProblemId,
  detail?: string,
  facts?: Record<string, unknown>,
): Answer<never> {
  return refusal(problem(id, detail, facts));
}

/** A problem that was found on the way. */
export function refusal(found: Problem): Answer<never> {
  return { kind: 'problem', problem: found };
}

/** The value as the presenter shows it, or the problem. */
export function outcome<T, Shown>(
  result: Result<T>,
  present: (value: T) => Answer<Shown>,
): Answer<Shown> {
  return result.ok ? present(result.value) : refusal(result.problem);
}
