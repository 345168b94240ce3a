/** The bar over the workspace: which article, whether it is saved, who is here, and the ways to share and export it. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import './connection/galley-connection.ts';
import './galley-export-button.ts';
import './galley-connection-notice.ts';
import './galley-presence.ts';
import './galley-share-button.ts';
import './galley-status.ts';
import './galley-workspace-bar.css';
import { WorkspaceReader } from './workspace-state.ts';
import { NOTE_KEYS } from './editor/note-keys.ts';
import { TEXT_KEYS } from './editor/text-keys.ts';
import { LIST_KEY, MARGIN_KEYS } from './margin/margin-keys.ts';
import '../ui/galley-header.ts';
import type { KeyGroup } from '../ui/keys/chosen-key.ts';
import { t } from '../ui/language/translate.ts';
import { LightElement } from '../ui/light-element.ts';

/** Fills the header that all pages have, and puts under it what is wrong with the connection. */
@customElement('galley-workspace-bar')
export class GalleyWorkspaceBar extends LightElement {
  readonly #workspace = new WorkspaceReader(
    this,
    'session',
    'title',
    'connection',
    'trouble',
    'present',
    'following',
  );

  override render(): TemplateResult {
    const { session, connection, trouble } = this.#workspace.state;
    return html`<galley-header
        .member=${session.member}
        .middle=${this.#about()}
        .end=${this.#end()}
        .keyGroups=${KEY_GROUPS}
      ></galley-header>
      <galley-connection-notice
        .article=${session.article.id}
        .member=${session.member.id}
        .connection=${connection}
        .trouble=${trouble}
      ></galley-connection-notice>`;
  }

  #about(): TemplateResult {
    const { session, title, connection } = this.#workspace.state;
    return html`<div class="about">
      <span class="title" dir="auto" title=${title}>${title}</span>
      <galley-status .article=${session.article} .actor=${session.actor}></galley-status>
      <galley-connection .connection=${connection}></galley-connection>
    </div>`;
  }

  #end(): TemplateResult {
    const { session, title, present, following } = this.#workspace.state;
    const { article, actor, member } = session;
    return html`<galley-presence
        .people=${present}
        .me=${member.id}
        .following=${following}
      ></galley-presence>
      <galley-share-button
        .article=${{ id: article.id, title }}
        .actor=${actor}
      ></galley-share-button>
      <galley-export-button
        .article=${{ id: article.id, title }}
        .actor=${actor}
      ></galley-export-button>`;
  }
}

const KEY_GROUPS: readonly KeyGroup[] = [
  { name: t('Notes'), keymap: { ...NOTE_KEYS, list: LIST_KEY } },
  { name: t('On a card'), keymap: MARGIN_KEYS },
  { name: t('Text'), keymap: TEXT_KEYS },
];

declare global {
  interface HTMLElementTagNameMap {
    'galley-workspace-bar': GalleyWorkspaceBar;
  }
}
