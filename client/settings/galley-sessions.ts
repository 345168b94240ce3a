/** The browsers in which one is signed in, and the way to end that from afar. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { accountRoutes } from '../../shared/wire/routes/account.ts';
import type { OpenSessionAnswer, SessionOrigin } from '../../shared/wire/routes/account.ts';
import { browserWords } from './browser-words.ts';
import { call } from '../api/call.ts';
import type { Drawn } from '../ui/language/fill.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { performInRow } from '../ui/list/row-action.ts';
import { moment } from '../ui/words/moment.ts';
import { t } from '../ui/language/translate.ts';

const SIGNED_IN: Readonly<Record<SessionOrigin, (when: TemplateResult) => Drawn>> = {
  password: (when) => t('Signed in {when} with a password', { when }),
  passkey: (when) => t('Signed in {when} with a passkey', { when }),
  link: (when) => t('Signed in {when} by a sign-in link', { when }),
  token: (when) => t('Signed in {when} with an API token', { when }),
  oidc: (when) => t('Signed in {when} through another account', { when }),
  invite: (when) => t('Signed in {when} by an invitation', { when }),
  share: (when) => t('Signed in {when} by a share link', { when }),
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
        label: t('Sessions'),
        empty: t('You are signed in nowhere but by a token.'),
        row: (session) => this.#row(session),
      })}
      ${
        others === 0
          ? nothing
          : html`<p>
              <button class="button danger" @click=${this.#endOthers}>
                ${t('Sign out everywhere else')}
              </button>
            </p>`
      }
    `;
  }

  #row(session: OpenSessionAnswer): TemplateResult {
    const { agent, by, created, seen, network, current } = session;
    return html`
      <span class="facts">
        ${browserWords(agent)}
        ${current ? html`<span class="badge good">${t('This browser')}</span>` : nothing}
        <small>
          ${SIGNED_IN[by](moment(created))} ·
          ${t('last used {when} from {network}', { when: moment(seen), network: html`<bdi>${network}</bdi>` })}
        </small>
      </span>
      ${
        current
          ? nothing
          : html`<button
              class="button"
              aria-label=${t('Sign out {browser}', { browser: browserWords(agent) })}
              @click=${() => void this.#end(session)}
            >
              ${t('Sign out')}
            </button>`
      }
    `;
  }

  #end({ id, agent }: OpenSessionAnswer): Promise<void> {
    return performInRow(this.#sessions, {
      send: () => call(accountRoutes.endSession, { session: id }),
      done: t('{browser} is signed out.', { browser: browserWords(agent) }),
    });
  }

  #endOthers(): Promise<void> {
    return performInRow(this.#sessions, {
      send: () => call(accountRoutes.endOtherSessions),
      done: t('You are signed out everywhere else.'),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-sessions': GalleySessions;
  }
}
