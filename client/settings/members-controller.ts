/** The members of the workspace, and what an owner changes about them. */
import type { ReactiveControllerHost } from 'lit';
import type { Role } from '../../shared/policy/actor.ts';
import { memberRoutes } from '../../shared/wire/routes/members.ts';
import type { MemberAnswer, NewMember } from '../../shared/wire/routes/members.ts';
import { tokenRoutes } from '../../shared/wire/routes/tokens.ts';
import type { NewTokenAnswer } from '../../shared/wire/routes/tokens.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { call } from '../api/call.ts';
import { ListController } from '../ui/list/list-controller.ts';

/** Holds the list for the settings. */
export class MembersController {
  readonly list: ListController<MemberAnswer>;

  constructor(host: ReactiveControllerHost) {
    this.list = new ListController(host, () => call(memberRoutes.list));
  }

  async add(member: NewMember): Promise<Result<MemberAnswer>> {
    const answer = await call(memberRoutes.add, {}, member);
    if (answer.ok) await this.list.load();
    return answer;
  }

  async changeRole(id: string, role: Role): Promise<Result<unknown>> {
    const answer = await call(memberRoutes.change, { id }, { role });
    await this.list.load(); // also where it failed: the choice on the screen goes back to what is true
    return answer;
  }

  async remove(id: string): Promise<Result<unknown>> {
    const answer = await call(memberRoutes.remove, { id });
    await this.list.load();
    return answer;
  }

  /** A link that signs the member in, once; the server tells it this once. */
  makeLink(id: string): Promise<Result<NewTokenAnswer>> {
    return call(tokenRoutes.add, { id }, { label: 'Sign-in link', use: 'link' });
  }
}
