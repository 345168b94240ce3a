/** The bar at the top of every page: where one is, where one can go, and as whom. */
import { html, nothing, svg } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Keyboard, LogOut, Search } from 'lucide';
import { may } from '../../shared/policy/may.ts';
import type { Permission } from '../../shared/policy/table.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import { sessionRoutes } from '../../shared/wire/routes/session.ts';
import { call } from '../api/call.ts';
import { actorOf } from './session/permission.ts';
import './galley-header.css';
import './dialog/galley-keys.ts';
import type { KeyGroup } from './keys/chosen-key.ts';
import { HELP_KEYS } from './keys/help-keys.ts';
import { KeysController } from './keys/keys-controller.ts';
import { SEARCH_KEYS } from './search/search-keys.ts';
import { sentences } from './words/explanation.ts';
import { toast } from './galley-toast.ts';
import { icon } from './icon.ts';
import { LightElement } from './light-element.ts';
import './language/galley-language-choice.ts';
import './search/galley-palette.ts';
import { avatar } from './words/person.ts';
import { roleName } from './words/role-names.ts';
import { t } from './language/translate.ts';

type PageName = 'library' | 'queue' | 'settings';

/** The bar's own pages, and the permission without which there is nothing to see there. */
const LINKS: readonly [page: PageName, address: string, label: string, Permission][] = [
  ['library', '/', t('Library'), 'read library'],
  ['queue', '/queue', t('Queue'), 'read queue'],
  ['settings', '/settings', t('Settings'), 'read members'],
];

/** A page may give its own middle part; the links to the other pages then move into the person's menu on phones. */
@customElement('galley-header')
export class GalleyHeader extends LightElement {
  /** The person who is signed in; null shows the brand alone. */
  @property({ attribute: false }) member: MemberAnswer | null = null;
  /** The page that is shown, where it is one of the bar's own. */
  @property() page: PageName | null = null;
  /** Stands between the links and the person's menu; its listeners must be bound. */
  @property({ attribute: false }) middle: TemplateResult | null = null;
  /** Stands before the person's menu. */
  @property({ attribute: false }) end: TemplateResult | null = null;
  /** The keys of the page, for the list of all keys. */
  @property({ attribute: false }) keyGroups: readonly KeyGroup[] = [];

  protected readonly keys = new KeysController(this, HELP_KEYS, () => this.openKeys());

  /** The same list as long as the page has the same keys. */
  #allKeys: readonly KeyGroup[] = [EVERYWHERE];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('keyGroups')) this.#allKeys = [...this.keyGroups, EVERYWHERE];
  }

  override render(): TemplateResult {
    return html`<header class="bar" ?data-middle=${this.middle !== null}>
      ${this.#brand()}
      ${this.#links.length === 0 ? nothing : html`<nav aria-label="Galley">${this.#links}</nav>`}
      <div class="middle">${this.middle}</div>
      ${this.member === null ? nothing : html`<galley-palette></galley-palette>`} ${this.end}
      ${this.member === null ? nothing : this.#menu(this.member)}
      ${this.member === null ? nothing : html`<galley-keys .groups=${this.#allKeys}></galley-keys>`}
    </header>`;
  }

  /** Opens the list of all keys; false where nobody is signed in, who would have any. */
  openKeys(): boolean {
    const keys = this.querySelector('galley-keys');
    void keys?.open();
    return keys !== null;
  }

  /** Guests have one article, and no library to go to. */
  #brand(): TemplateResult {
    return this.member?.guest
      ? html`<span class="brand">${MARK}<span>Galley</span></span>`
      : html`<a class="brand" href="/" aria-label=${t('Galley: library')}
          >${MARK}<span>Galley</span></a
        >`;
  }

  get #links(): TemplateResult[] {
    const actor = actorOf(this.member);
    return LINKS.filter(([, , , permission]) => may(permission, actor).ok).map(
      ([page, address, label]) =>
        html`<a href=${address} aria-current=${this.page === page ? 'page' : nothing}>${label}</a>`,
    );
  }

  #menu({ name, role, color, guest }: MemberAnswer): TemplateResult {
    return html`
      <button class="person" popovertarget="person-menu">
        ${avatar(name, color)}<span class="visually-hidden">${t('You: {name}', { name })}</span>
      </button>
      <div class="menu" id="person-menu" popover>
        <p class="who">
          <strong>${name}</strong>
          <span
            >${guest ? t('Guest, as {role}', { role: roleName(role) }) : t('Signed in as {role}', { role: roleName(role) })}</span
          >
        </p>
        ${guest ? nothing : html`<div class="pages">${this.#links}</div>`}
        <button class="search" @click=${this.#search}>${icon(Search)} ${t('Search')}</button>
        <button @click=${this.#listKeys}>${icon(Keyboard)} ${t('Keyboard shortcuts')}</button>
        <button @click=${this.#signOut}>
          ${icon(LogOut)} ${guest ? t('Leave') : t('Sign out')}
        </button>
        <galley-language-choice .hasAccount=${guest !== true}></galley-language-choice>
      </div>
    `;
  }

  #search(): void {
    this.querySelector<HTMLElement>('#person-menu')?.hidePopover();
    void this.querySelector('galley-palette')?.open();
  }

  #listKeys(): void {
    this.querySelector<HTMLElement>('#person-menu')?.hidePopover();
    this.openKeys();
  }

  async #signOut(): Promise<void> {
    const next = this.member?.guest ? '/join' : '/signin';
    // A deletion waits for its notice to leave, and is refused without a session.
    document.querySelector('galley-toast')?.hide();
    const answer = await call(sessionRoutes.signOut);
    // Without a session one is signed out as well.
    if (answer.ok || answer.problem.status === 401) location.assign(next);
    else toast(`${t('You are still signed in.')} ${sentences(answer.problem)}`);
  }
}

const EVERYWHERE: KeyGroup = {
  name: t('On every page'),
  keymap: { search: SEARCH_KEYS.search, slash: SEARCH_KEYS.slash, help: HELP_KEYS.help },
};

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
