/** What the samples are made of: people, layers, articles and notes as a server would send them. */
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { ArticleSummary } from '../../shared/wire/routes/articles.ts';
import type { LayerAnswer } from '../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import type { PersonAnswer } from '../../shared/wire/routes/people.ts';
import type { QueueItem } from '../../shared/wire/routes/queue.ts';
import type { Present } from '../workspace/connection/presence.ts';

const AT = '2026-01-02T10:00:00.000Z';

/** The one who looks. */
export const ME: MemberAnswer = { id: 'ann', name: 'Ann Kowalska', role: 'owner', color: 'teal' };

const person = (id: string, name: string, color: string, guest = false): PersonAnswer => ({
  id,
  name,
  color,
  guest,
  role: 'editor',
});

/** By their ids. */
export const PEOPLE: ReadonlyMap<string, PersonAnswer> = new Map(
  [
    person('ann', 'Ann Kowalska', 'teal'),
    person('bob', 'Bob Moroz', 'rust'),
    person('gus', 'Gus', 'plum', true),
  ].map((one) => [one.id, one]),
);

/** Six people at an article, one of them away. */
export const PRESENT: readonly Present[] = (
  ['rust', 'blue', 'plum', 'moss', 'rose', 'amber'] as const
).map((color, at) => ({
  id: `p${at}`,
  name: ['Bob Moroz', 'Cy Long', 'Dee Dora', 'Eve Ember', 'Flo Fern', 'Guy Gale'][at] ?? '',
  color,
  isIdle: at === 1,
  thread: null,
}));

const layer = (id: string, fields: Partial<LayerAnswer>): LayerAnswer => ({
  id,
  name: id,
  color: 'yellow',
  audience: 'members',
  locked: false,
  purpose: 'custom',
  writable: true,
  ...fields,
});

/** A layer that all read. */
export const COMMENTS = layer('comments', { name: 'Comments', purpose: 'comments' });
/** One of each audience and colour. */
export const LAYERS: readonly LayerAnswer[] = [
  COMMENTS,
  layer('facts', { name: 'Facts', color: 'blue', audience: 'editors' }),
  layer('law', { name: 'Legal', color: 'orange', audience: 'moderators', locked: true }),
  layer('open', { name: 'For readers', color: 'green', audience: 'public' }),
  layer('notes', { name: 'My notes', color: 'purple', audience: 'private', purpose: 'notes' }),
];

/** A comment that is open, but for the fields that are given. */
export function note(id: string, fields: Partial<PlacedAnnotation> = {}): PlacedAnnotation {
  return {
    id,
    article: 'a1',
    layer: 'comments',
    kind: 'comment',
    author: 'bob',
    created: AT,
    modified: AT,
    via: null,
    pinned: false,
    edited: null,
    revision: 0,
    anchors: [],
    anchor: {
      start: '',
      end: '',
      exact: 'the ferry leaves at nine',
      prefix: '',
      suffix: '',
      from: 0,
      to: 24,
    },
    anchoring: { state: 'exact', from: 0, to: 24, exact: 'the ferry leaves at nine' },
    body: 'Is it nine in **winter**, too?',
    replacement: null,
    color: null,
    tags: [],
    status: 'open',
    statusBy: null,
    statusAt: null,
    assignee: null,
    replies: [],
    reactions: [],
    ...fields,
  };
}

/** A reply to a note. */
export function reply(id: string, author: string, body: string) {
  return { id, author, created: AT, modified: AT, body };
}

/** An article of the library. */
export function article(id: string, fields: Partial<ArticleSummary> = {}): ArticleSummary {
  return {
    id,
    title: 'The ferry to the islands',
    slug: id,
    status: 'draft',
    language: 'en',
    direction: 'ltr',
    created: AT,
    modified: AT,
    url: `/articles/${id}`,
    open: 0,
    editor: 'Bob Moroz',
    ...fields,
  };
}

/** What waits for a moderator. */
export function waiting(annotation: PlacedAnnotation): QueueItem {
  return {
    article: {
      id: 'a1',
      title: 'The ferry to the islands',
      url: '/articles/a1',
      language: 'en',
      direction: 'ltr',
    },
    annotation,
    author: 'Bob Moroz',
    sentence: {
      before: 'In summer ',
      words: 'the ferry leaves at nine',
      after: ', rain or shine.',
    },
  };
}
