/** Says what happened meanwhile to those who don't see it: the live region of the workspace. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { foreignName, shownForeignName } from '../../shared/annotation/foreign-author.ts';
import { shownName } from '../../shared/presence/person.ts';
import type { PresentPerson } from '../../shared/presence/person.ts';
import { connectionNews, followingNews, NoteNews } from './news.ts';
import type { ConnectionState } from './connection/text-connection-state.ts';
import { WorkspaceReader } from './workspace-state.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/** Keeps the latest news until there is other news. */
@customElement('galley-news')
export class GalleyNews extends LightElement {
  readonly #workspace = new WorkspaceReader(
    this,
    'session',
    'connection',
    'notes',
    'present',
    'following',
  );
  #words = '';
  #connection: ConnectionState = { state: 'connecting' };
  #notes: NoteNews | null = null;
  #following: PresentPerson | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'status';
    this.ariaLive = 'polite';
  }

  protected override willUpdate(): void {
    const { session, connection, notes, present, following } = this.#workspace.state;
    const ofConnection = connectionNews(this.#connection, connection);
    this.#connection = connection;
    this.#notes ??= new NoteNews(session.member.id, (id) => this.#nameOf(id));
    const ofNotes = notes.loaded ? this.#notes.read(notes.annotations) : '';
    const followed = present.find(({ id }) => id === following) ?? null;
    const ofFollowing = followingNews(this.#following, followed, present);
    this.#following = followed;
    this.#words = [ofConnection, ofFollowing, ofNotes].filter(Boolean).join(' ') || this.#words;
  }

  override render(): TemplateResult {
    return html`${this.#words}`;
  }

  #nameOf(id: string): string {
    const foreign = foreignName(id);
    if (foreign !== null) return shownForeignName(foreign);
    const person = this.#workspace.state.session.people.get(id);
    return person === undefined ? t('Somebody') : shownName(person.name, person.guest);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-news': GalleyNews;
  }
}
