/** The settings: one section at a time, each with an address of its own. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import { problem } from '../../shared/wire/problems.ts';
import { SessionController } from '../ui/session/session-controller.ts';
import { signedIn } from '../ui/signed-in.ts';
import '../ui/galley-header.ts';
import '../ui/galley-problem.ts';
import { LightElement } from '../ui/light-element.ts';
import './settings-page.css';
import { sectionsFor } from './settings-sections.ts';
import type { Section } from './settings-sections.ts';
import { t, tIn } from '../ui/language/translate.ts';

const PARTS: readonly [Section['of'], string][] = [
  ['workspace', t('Workspace')],
  ['you', tIn('part of the settings', 'You')],
];

/** `/settings` and `/settings/SECTION`, each section for somebody with its permission. */
@customElement('settings-page')
export class SettingsPage extends LightElement {
  private readonly session = new SessionController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${t('Settings')} · Galley`;
  }

  override render(): TemplateResult {
    return html`
      <galley-header page="settings" .member=${this.session.member}></galley-header>
      <main @account-changed=${() => void this.session.load()}>
        ${signedIn(this.session, (member) => this.#content(member))}
      </main>
    `;
  }

  protected override updated(): void {
    const name = this.#section?.name;
    if (name !== undefined) document.title = `${name} · ${t('Settings')} · Galley`;
  }

  /** The section of the address; undefined where there is none that this person may see. */
  get #section(): Section | undefined {
    const path = location.pathname.replace(/(?<=.)\/$/, '');
    return sectionsFor(this.session.actor).find((section) => section.path === path);
  }

  #content(member: MemberAnswer): TemplateResult {
    const section = this.#section;
    if (section === undefined) {
      return html`<galley-problem .problem=${problem('not-found')}></galley-problem>`;
    }
    return html`<div class="sections">
      ${this.#navigation(section)} ${this.#sectionOf(section, member)}
    </div>`;
  }

  #navigation(current: Section): TemplateResult {
    const sections = sectionsFor(this.session.actor);
    return html`<nav class="contents" aria-label=${t('Settings')}>
      ${PARTS.map(
        ([part, name]) =>
          html`<h2 id="settings-${part}">${name}</h2>
            <ul role="list" aria-labelledby="settings-${part}">
              ${sections
                .filter((section) => section.of === part)
                .map(
                  (section) =>
                    html`<li>
                      <a href=${section.path} aria-current=${section === current ? 'page' : nothing}
                        >${section.name}</a
                      >
                    </li>`,
                )}
            </ul>`,
      )}
    </nav>`;
  }

  #sectionOf({ name, about, draw }: Section, me: MemberAnswer): TemplateResult {
    return html`<section aria-labelledby="section-title" class="section">
      <h1 id="section-title">${name}</h1>
      <p class="lead">${about}</p>
      ${draw(me)}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-page': SettingsPage;
  }
}
