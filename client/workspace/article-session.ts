/** Loads what the workspace needs before the text: who one is here, the article with its layers, and the names of those who write in it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Actor } from '../../shared/policy/actor.ts';
import { sessionRoutes } from '../../shared/wire/routes/session.ts';
import { articleRoutes } from '../../shared/wire/routes/articles.ts';
import type { ArticleAnswer } from '../../shared/wire/routes/articles.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import { peopleRoutes } from '../../shared/wire/routes/people.ts';
import type { PersonAnswer } from '../../shared/wire/routes/people.ts';
import { call } from '../api/call.ts';
import { listen } from './layers/annotation-events.ts';
import { actorOf, withRoleIn } from '../ui/session/permission.ts';
import { leaveToSignIn } from '../ui/session/return-address.ts';
import type { People } from '../ui/words/thread-words.ts';

/** All that was asked for is there. */
export interface ReadySession {
  readonly state: 'ready';
  /** With the role that counts in this article. */
  readonly member: MemberAnswer;
  readonly actor: Actor;
  readonly article: ArticleAnswer;
  /** Other hosts whose pictures load at once. */
  readonly pictureHosts: readonly string[];
  /** Members, and guests that came by a link. */
  readonly people: People;
}

/** What the page shows. */
export type ArticleSessionState =
  | { readonly state: 'loading' }
  | ReadySession
  /** `guest`: shown to a guest, who has no library to go to. */
  | { readonly state: 'failed'; readonly problem: Problem; readonly guest: boolean };

/** Loads it when the page is connected. Who isn't signed in is sent to the sign-in page, and comes back after signing in. */
export class ArticleSession implements ReactiveController {
  current: ArticleSessionState = { state: 'loading' };
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #article: string;
  /** Ids of people whose names the server was asked for; a person who left for good stays unknown. */
  #asked = 0;
  readonly #askedAbout = new Set<string>();
  #stopListening: () => void = () => undefined;

  /** `article` is the id of the article. */
  constructor(host: ReactiveControllerHost & HTMLElement, article: string) {
    this.#host = host;
    this.#article = article;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stopListening = listen(this.#host, {
      'name-wanted': ({ person }) => void this.#askAbout(person),
    });
    void this.load();
  }

  hostDisconnected(): void {
    this.#stopListening();
  }

  /**
   * Asks again, for instance after the server was away. What was there once stays whatever the answer: where a right is
   * gone the server closes the room and says why, and what was just written must not leave the screen before.
   */
  async load(): Promise<void> {
    const asked = (this.#asked += 1);
    const [session, article, people] = await Promise.all([
      call(sessionRoutes.get),
      call(articleRoutes.get, { id: this.#article }),
      call(peopleRoutes.names, { id: this.#article }),
    ]);
    if (asked !== this.#asked) return; // a later answer knows more
    if (session.ok && article.ok && people.ok) {
      const member = withRoleIn(session.value.member, article.value);
      this.current = {
        state: 'ready',
        member,
        actor: actorOf(member),
        article: article.value,
        pictureHosts: session.value.pictureHosts,
        people: byId(people.value.items),
      };
      this.#host.requestUpdate();
    } else if (this.current.state !== 'ready') {
      this.#fail(firstProblem(session, article, people), session.ok && session.value.member.guest);
    }
  }

  #fail(problem: Problem | null, guest: boolean | undefined): void {
    if (problem === null) return;
    if (problem.status === 401) {
      leaveToSignIn();
      return;
    }
    this.current = { state: 'failed', problem, guest: guest === true };
    this.#host.requestUpdate();
  }

  /** Somebody wrote a note whose name was not among those that came with the page. */
  async #askAbout(person: string): Promise<void> {
    if (this.#askedAbout.has(person)) return;
    this.#askedAbout.add(person);
    const people = await call(peopleRoutes.names, { id: this.#article });
    if (!people.ok || this.current.state !== 'ready') return;
    this.current = { ...this.current, people: byId(people.value.items) };
    this.#host.requestUpdate();
  }
}

function byId(people: readonly PersonAnswer[]): People {
  return new Map(people.map((person) => [person.id, person]));
}

function firstProblem(...answers: readonly Result<unknown>[]): Problem | null {
  for (const answer of answers) if (!answer.ok) return answer.problem;
  return null;
}
