/** The browsers in which one is signed in, and the way to end that from afar. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { accountRoutes } from '../../shared/wire/routes/account.ts';
import type { OpenSessionAnswer, SessionOrigin } from '../../shared/wire/routes/account.ts';
import { browserName } from '../../shared/wire/browser-name.ts';
import { call } from '../api/call.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { performInRow } from '../ui/list/row-action.ts';
import { moment } from '../ui/words/moment.ts';

const ORIGINS: Readonly<Record<SessionOrigin, string>> = {
  password: 'with a password',
  passkey: 'with a passkey',
  link: 'by a sign-in link',
  token: 'with an API token',
  oidc: 'through another account',
  invite: 'by an invitation',
  share: 'by a share link',
};

/** One's own sessions; the one of this browser has no button, since it ends by signing out. */
@customElement('galley-sessions')
export class GalleySessions extends LightElement {
  readonly #sessions = new PagedList<OpenSessionAnswer>(this, {
    ask: () => call(accountRoutes.sessions),
    id: ({ id }) => id,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#sessions.load();
  }

  override render(): TemplateResult {
    const others = this.#sessions.items?.filter(({ current }) => !current).length ?? 0;
    return html`
      ${listed(this.#sessions, {
        label: 'Sessions',
        empty: 'You are signed in nowhere but by a token.',
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

  #end({ id, agent }: OpenSessionAnswer): Promise<void> {
    return performInRow(this.#sessions, {
      send: () => call(accountRoutes.endSession, { session: id }),
      done: `${browserName(agent)} is signed out.`,
    });
  }

  #endOthers(): Promise<void> {
    return performInRow(this.#sessions, {
      send: () => call(accountRoutes.endOtherSessions),
      done: 'You are signed out everywhere else.',
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-sessions': GalleySessions;
  }
}
