/** What stands around the workspace's text: the bar over it, and its shape while it is being fetched. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ArticleSessionState, ReadySession } from './article-session.ts';
import type { TextConnection } from './connection/text-connection.ts';
import type { ConnectionState } from './connection/text-connection-state.ts';
import type { PresentPerson } from '../../shared/presence/person.ts';
import './connection/galley-connection.ts';
import './galley-connection-notice.ts';
import './export/galley-export-menu.ts';
import '../ui/galley-header.ts';
import './galley-presence.ts';
import '../ui/galley-problem.ts';
import './galley-share-button.ts';

/** In the place of the text until it has come. */
export const LINES = html`<div class="lines" aria-hidden="true">
  <i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i>
</div>`;

/** In the place of all until it is known what there is, and where that can't be had. */
export function unready(
  session: Exclude<ArticleSessionState, ReadySession>,
  retry: () => void,
): TemplateResult {
  if (session.state === 'loading') return SKELETON;
  return html`<galley-header></galley-header>
    <main>
      <galley-problem
        .problem=${session.problem}
        .guest=${session.guest}
        @retry-asked=${retry}
      ></galley-problem>
    </main>`;
}

const SKELETON = html`<galley-header></galley-header>
  <main aria-busy="true">
    <div class="bar-place"></div>
    <div class="columns"><div class="paper">${LINES}</div></div>
    <p class="visually-hidden" role="status">The article is being fetched.</p>
  </main>`;

/** The connection as people should see it: notes that are still on their way count as unsaved too. */
function withNotes(connection: ConnectionState, unsentNotes: number): ConnectionState {
  return connection.state === 'saved' && unsentNotes > 0 ? { state: 'saving' } : connection;
}

/** The bar: which article, whether it is saved, who is here, and the way out for a copy. */
export function bar(
  { member, actor, article }: ReadySession,
  room: Pick<TextConnection, 'title' | 'connection' | 'trouble'>,
  unsentNotes: number,
  people: readonly PresentPerson[],
): TemplateResult {
  const title = room.title ?? article.title;
  const connection = withNotes(room.connection, unsentNotes);
  const about = html`<div class="about">
    <span class="title" dir="auto" title=${title}>${title}</span>
    ${status(article)}
    <galley-connection .connection=${connection}></galley-connection>
  </div>`;
  const end = html`<galley-presence .people=${people} .me=${member.id}></galley-presence>
    <galley-share-button
      .article=${{ id: article.id, title }}
      .actor=${actor}
    ></galley-share-button>
    <galley-export-menu .article=${article}></galley-export-menu>`;
  return html`<galley-header .member=${member} .middle=${about} .end=${end}></galley-header>
    <galley-connection-notice
      .article=${article.id}
      .member=${member.id}
      .connection=${connection}
      .trouble=${room.trouble}
    ></galley-connection-notice>`;
}

function status({ status, readUrl }: ReadySession['article']): TemplateResult {
  switch (status) {
    case 'published':
      return html`<a class="badge good" href=${readUrl}>Published</a>`;
    case 'draft':
      return html`<span class="badge">Draft</span>`;
    case 'archived':
      return html`<span class="badge">Archived</span>`;
  }
}
