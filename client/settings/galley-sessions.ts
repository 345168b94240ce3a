/** The browsers in which one is signed in, and the way to end that from afar. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { accountRoutes } from '../../shared/wire/routes/account.ts';
import type { OpenSessionAnswer, SessionOrigin } from '../../shared/wire/routes/account.ts';
import { call } from '../api/call.ts';
import { ListController } from '../ui/list/list-controller.ts';
import { browserName } from './browser-name.ts';
import { sentences } from '../ui/words/explanation.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { moment } from '../ui/words/moment.ts';

export const TAG = 'galley-sessions';

const ORIGINS: Readonly<Record<SessionOrigin, string>> = {
  password: 'with a password',
  link: 'by a sign-in link',
  token: 'with an API token',
  oidc: 'through another account',
  invite: 'by an invitation',
  share: 'by a share link',
};

@customElement(TAG)
export class GalleySessions extends LightElement {
  private readonly list = new ListController<OpenSessionAnswer>(this, () =>
    call(accountRoutes.sessions),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    void this.list.load();
  }

  override render(): TemplateResult {
    const others = this.list.items?.filter(({ current }) => !current).length ?? 0;
    return html`
      ${listed(this.list, {
        label: 'Sessions',
        empty: 'You are signed in nowhere but by a token.',
        key: ({ id }) => id,
        row: (session) => this.#row(session),
      })}
      ${
        others === 0
          ? nothing
          : html`<p>
              <button class="button danger" @click=${this.#endOthers}>
                Sign out everywhere else
              </button>
            </p>`
      }
    `;
  }

  #row(session: OpenSessionAnswer): TemplateResult {
    const { agent, by, created, seen, network, current } = session;
    return html`
      <span class="facts">
        ${browserName(agent)}
        ${current ? html`<span class="badge good">This browser</span>` : nothing}
        <small>
          Signed in ${moment(created)} ${ORIGINS[by]} · last used ${moment(seen)} from
          <bdi>${network}</bdi>
        </small>
      </span>
      ${
        current
          ? nothing
          : html`<button
              class="button"
              aria-label="Sign out ${browserName(agent)}"
              @click=${() => void this.#end(session)}
            >
              Sign out
            </button>`
      }
    `;
  }

  async #end({ id, agent }: OpenSessionAnswer): Promise<void> {
    const answer = await call(accountRoutes.endSession, { session: id });
    toast(answer.ok ? `${browserName(agent)} is signed out.` : sentences(answer.problem));
    await this.list.load();
  }

  async #endOthers(): Promise<void> {
    const answer = await call(accountRoutes.endOtherSessions);
    toast(answer.ok ? 'You are signed out everywhere else.' : sentences(answer.problem));
    await this.list.load();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-sessions': GalleySessions;
  }
}
