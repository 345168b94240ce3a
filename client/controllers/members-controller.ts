/** The members of the workspace, and what an owner changes about them. */
import type { ReactiveControllerHost } from 'lit';
import type { Role } from '../../shared/policy/actor.ts';
import type { MemberAnswer, Page } from '../../shared/wire/answers.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import type { MemberChange, NewMember, NewToken } from '../../shared/wire/requests.ts';
import { ask } from '../api.ts';

/** Holds the list for the settings page; null until the first answer. */
export class MembersController {
  items: readonly MemberAnswer[] | null = null;
  problem: Problem | null = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  async load(): Promise<void> {
    const answer = await ask<Page<MemberAnswer>>('GET', '/api/members');
    this.problem = answer.ok ? null : answer.problem;
    if (answer.ok) this.items = answer.value.items;
    this.#host.requestUpdate();
  }

  async add(member: NewMember): Promise<Result<MemberAnswer>> {
    const answer = await ask<MemberAnswer>('POST', '/api/members', member);
    if (answer.ok) await this.load();
    return answer;
  }

  async changeRole(id: string, role: Role): Promise<Result<unknown>> {
    const change: MemberChange = { role };
    const answer = await ask('PATCH', `/api/members/${id}`, change);
    await this.load(); // also where it failed: the choice on the screen goes back to what is true
    return answer;
  }

  async remove(id: string): Promise<Result<unknown>> {
    const answer = await ask('DELETE', `/api/members/${id}`);
    await this.load();
    return answer;
  }

  /** A link that signs the member in, once; the server tells it this once. */
  makeLink(id: string): Promise<Result<{ readonly url: string }>> {
    const wanted: NewToken = { label: 'Sign-in link', use: 'link' };
    return ask('POST', `/api/members/${id}/tokens`, wanted);
  }
}
