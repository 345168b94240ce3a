/** Loads what the workspace needs before the text: who one is, the article with its layers, and the members. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Actor } from '../../shared/policy/actor.ts';
import type {
  ArticleAnswer,
  MemberAnswer,
  Page,
  SessionAnswer,
} from '../../shared/wire/answers.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import { ask } from '../api.ts';
import { leaveToSignIn } from './return-address.ts';

export interface ReadySession {
  readonly state: 'ready';
  readonly member: MemberAnswer;
  readonly actor: Actor;
  readonly article: ArticleAnswer;
  readonly members: readonly MemberAnswer[];
}

export type ArticleSessionState =
  | { readonly state: 'loading' }
  | ReadySession
  | { readonly state: 'failed'; readonly problem: Problem };

/** Asks when its page is connected. Who isn't signed in leaves for the sign-in page and comes back after. */
export class ArticleSession implements ReactiveController {
  current: ArticleSessionState = { state: 'loading' };
  readonly #host: ReactiveControllerHost;
  readonly #article: string;
  readonly #whenReady: () => void;

  /** `whenReady` is called each time that all is there. */
  constructor(host: ReactiveControllerHost, article: string, whenReady: () => void) {
    this.#host = host;
    this.#article = article;
    this.#whenReady = whenReady;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  /** Asks again, for instance after the server was away. */
  async load(): Promise<void> {
    const [session, article, members] = await Promise.all([
      ask<SessionAnswer>('GET', '/api/session'),
      ask<ArticleAnswer>('GET', `/api/articles/${encodeURIComponent(this.#article)}`),
      ask<Page<MemberAnswer>>('GET', '/api/members'),
    ]);
    const problem = firstProblem(session, article, members);
    if (problem?.status === 401) {
      leaveToSignIn();
      return;
    }
    if (session.ok && article.ok && members.ok) {
      this.current = ready(session.value.member, article.value, members.value.items);
      this.#whenReady();
    } else if (problem !== null && !(this.current.state === 'ready' && isPassing(problem))) {
      this.current = { state: 'failed', problem };
    }
    this.#host.requestUpdate();
  }
}

function ready(
  member: MemberAnswer,
  article: ArticleAnswer,
  members: readonly MemberAnswer[],
): ReadySession {
  const { id, name, role } = member;
  const actor: Actor = { kind: 'member', id, name, role };
  return { state: 'ready', member, actor, article, members };
}

/** A server that is away for a moment must not take the text off the screen. */
function isPassing({ status }: Problem): boolean {
  return status === 0 || status >= 500;
}

function firstProblem(...answers: readonly Result<unknown>[]): Problem | null {
  for (const answer of answers) if (!answer.ok) return answer.problem;
  return null;
}
