/** The bar at the top of every page: where one is, where one can go, and who one is. */
import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LogOut } from 'lucide';
import { may } from '../../shared/policy/decide.ts';
import type { MemberAnswer } from '../../shared/wire/answers.ts';
import { ask } from '../api.ts';
import { actorOf } from '../controllers/permission.ts';
import '../style/galley-header.css';
import { sentences } from './explanation.ts';
import { toast } from './galley-toast.ts';
import { icon } from './icon.ts';
import { LightElement } from './light-element.ts';
import { avatar } from './person.ts';

export const TAG = 'galley-header';

type PageName = 'library' | 'queue' | 'settings';

/** A page may give its own middle part; the links to the other pages then move into the person's menu on phones. */
@customElement(TAG)
export class GalleyHeader extends LightElement {
  /** Who is signed in; null shows the brand alone. */
  @property({ attribute: false }) member: MemberAnswer | null = null;
  /** The page that is shown, where it is one of the bar's own. */
  @property() page: PageName | null = null;
  @property({ attribute: false }) middle: TemplateResult | null = null;
  /** Stands before the person's menu. */
  @property({ attribute: false }) end: TemplateResult | null = null;

  override render(): TemplateResult {
    return html`<header class="bar" ?data-middle=${this.middle !== null}>
      <a class="brand" href="/" aria-label="Galley: library">${MARK}<span>Galley</span></a>
      ${this.member === null ? nothing : html`<nav aria-label="Galley">${this.#links()}</nav>`}
      <div class="middle">${this.middle}</div>
      ${this.end} ${this.member === null ? nothing : this.#menu(this.member)}
    </header>`;
  }

  #links(): TemplateResult[] {
    const links: [PageName, string, string][] = [['library', '/', 'Library']];
    if (may('read queue', actorOf(this.member)).ok) links.push(['queue', '/queue', 'Queue']);
    links.push(['settings', '/settings', 'Settings']);
    return links.map(
      ([page, address, label]) =>
        html`<a href=${address} aria-current=${this.page === page ? 'page' : nothing}>${label}</a>`,
    );
  }

  #menu({ name, role, color }: MemberAnswer): TemplateResult {
    return html`
      <button class="person" popovertarget="person-menu">
        ${avatar(name, color)}<span class="visually-hidden">You: ${name}</span>
      </button>
      <div class="menu" id="person-menu" popover>
        <p class="who">
          <strong>${name}</strong>
          <span>Signed in as ${role}</span>
        </p>
        <div class="pages">${this.#links()}</div>
        <button @click=${this.#signOut}>${icon(LogOut)} Sign out</button>
      </div>
    `;
  }

  async #signOut(): Promise<void> {
    const answer = await ask('DELETE', '/api/session');
    // Whoever has no session any more is signed out as well.
    if (answer.ok || answer.problem.status === 401) location.assign('/signin');
    else toast(`You are still signed in. ${sentences(answer.problem)}`);
  }
}

const MARK = svg`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="7" />
  <path class="lines" d="M8 9h10M8 14h10M8 19h7" />
  <path class="rule" d="M22 8v16" />
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    'galley-header': GalleyHeader;
  }
}
