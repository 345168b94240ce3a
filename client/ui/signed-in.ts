/** Draws a page once its member is known, and what stands there instead until then. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { unreachable } from '../../shared/unreachable.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import './galley-problem.ts';
import type { SessionController } from './session/session-controller.ts';

/** What `draw` makes for the member; nothing while the session is asked for, and the problem where it can't be had. */
export function signedIn(
  controller: SessionController,
  draw: (member: MemberAnswer) => TemplateResult | typeof nothing,
): TemplateResult | typeof nothing {
  const { session } = controller;
  switch (session.state) {
    case 'loading':
      return nothing;
    case 'signed-in':
      return draw(session.member);
    case 'failed':
      return html`<galley-problem
        .problem=${session.problem}
        @retry-asked=${() => void controller.load()}
      ></galley-problem>`;
    default:
      return unreachable(session);
  }
}
