/** Whole answers of the server, for tests of a client that has none: it reads each by its route's schema. */
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { ArticleAnswer, ArticleSummary } from '../../shared/wire/routes/articles.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import type { QueueItem } from '../../shared/wire/routes/queue.ts';
import type { SessionAnswer } from '../../shared/wire/routes/session.ts';

const AT = '2026-01-02T03:04:05.000Z';

function article(id: string) {
  return {
    id,
    title: 'The bridge',
    slug: 'the-bridge',
    status: 'draft',
    language: 'en',
    direction: 'ltr',
    created: AT,
    modified: AT,
    url: `/articles/${id}`,
  } as const;
}

/** An article of the library. */
export function articleSummary(given: Partial<ArticleSummary> = {}): ArticleSummary {
  return { ...article(given.id ?? 'a1'), open: 0, editor: null, ...given };
}

/** An article without layers. */
export function articleAnswer(given: Partial<ArticleAnswer> = {}): ArticleAnswer {
  const { id = 'a1' } = given;
  const own = { author: 'm1', readUrl: '/read/the-bridge', layers: [], epoch: 1 };
  return { ...article(id), ...own, ...given };
}

/** The session of a member. */
export function sessionAnswer(member: Partial<MemberAnswer> = {}): SessionAnswer {
  const { id = 'm1', name = 'Mia', role = 'editor', color = 'teal' } = member;
  return {
    member: { ...member, id, name, role, color },
    workspace: { name: 'Galley', language: 'en' },
    pictureHosts: [],
  };
}

/** An open comment on the first word of an article. */
export function placedAnnotation(given: Partial<PlacedAnnotation> = {}): PlacedAnnotation {
  return {
    id: 'n1',
    article: 'a1',
    layer: 'comments',
    kind: 'comment',
    author: 'm1',
    created: AT,
    modified: AT,
    anchor: { start: '', end: '', exact: 'The', prefix: '', suffix: ' bridge', from: 0, to: 3 },
    anchoring: { state: 'exact', from: 0, to: 3, exact: 'The' },
    body: 'Which?',
    replacement: null,
    color: null,
    tags: [],
    status: 'open',
    via: null,
    pinned: false,
    edited: null,
    revision: 0,
    anchors: [],
    statusBy: null,
    statusAt: null,
    assignee: null,
    replies: [],
    reactions: [],
    ...given,
  };
}

/** An item of the queue, about an annotation. */
export function queueItem(annotation: PlacedAnnotation): QueueItem {
  const { id, title, url, language, direction } = article(annotation.article);
  return {
    article: { id, title, url, language, direction },
    annotation,
    author: null,
    sentence: { before: '', words: 'The', after: ' bridge.' },
  };
}
