/** The session of a page: somebody who isn't signed in goes to the sign-in page, and comes back after. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Actor } from '../../../shared/policy/actor.ts';
import { may } from '../../../shared/policy/may.ts';
import type { Permission } from '../../../shared/policy/table.ts';
import { sessionRoutes } from '../../../shared/wire/routes/session.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import type { Problem } from '../../../shared/wire/problems.ts';
import { call } from '../../api/call.ts';
import { actorOf } from './permission.ts';
import { leaveToSignIn } from './return-address.ts';

/** What the page knows of the session. Somebody who isn't signed in is never told so here: the page is left. */
export type Session =
  | { readonly state: 'loading' }
  | { readonly state: 'signed-in'; readonly member: MemberAnswer }
  | { readonly state: 'failed'; readonly problem: Problem };

/**
 * Asks for the session when its page is connected. Where there is none the page is left, and stays `loading` until then; a
 * guest is led to the one article that there is for them.
 */
export class SessionController implements ReactiveController {
  /** Drawn by `signedIn`. */
  session: Session = { state: 'loading' };
  readonly #host: ReactiveControllerHost;
  readonly #whenSignedIn: () => void;

  /** `whenSignedIn` is called once the session is known; that's the time to ask for the page's own data. */
  constructor(host: ReactiveControllerHost, whenSignedIn: () => void = () => undefined) {
    this.#host = host;
    this.#whenSignedIn = whenSignedIn;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  /** The member who is signed in, null as long as that isn't known. */
  get member(): MemberAnswer | null {
    return this.session.state === 'signed-in' ? this.session.member : null;
  }

  /** The member as the policy knows them; a reader as long as nobody is known. */
  get actor(): Actor {
    return actorOf(this.member);
  }

  /** Whether to offer what takes this permission. */
  may(permission: Permission): boolean {
    return may(permission, this.actor).ok;
  }

  /** Asks again, for instance after the server was away. */
  async load(): Promise<void> {
    const answer = await call(sessionRoutes.get);
    if (answer.ok && answer.value.guest !== undefined) {
      location.replace(`/articles/${answer.value.guest.article}`);
      return;
    }
    if (answer.ok) {
      this.session = { state: 'signed-in', member: answer.value.member };
    } else if (answer.problem.status === 401) {
      leaveToSignIn();
      return;
    } else {
      this.session = { state: 'failed', problem: answer.problem };
    }
    this.#host.requestUpdate();
    if (answer.ok) this.#whenSignedIn();
  }
}
