/** Threads found among all by words and by what they are. */
import { expect, test } from 'vitest';
import { EVERY_THREAD, findThreads } from '../../../../client/workspace/layers/thread-search.ts';
import type { ThreadFilter } from '../../../../client/workspace/layers/thread-search.ts';
import { mentionOf } from '../../../../shared/annotation/mentions.ts';
import { ANCHOR, person, placed, reply } from './example.ts';

const ALL = [
  placed({ id: 'café', body: 'The Café is closed.', anchor: { ...ANCHOR, exact: 'the quay' } }),
  placed({ id: 'pinned', pinned: true, kind: 'question', body: '', author: 'bob', layer: 'mine' }),
  placed({ id: 'told', status: 'resolved', body: mentionOf('bob', 'Bo'), author: 'eve' }),
  placed({ id: 'answered', author: 'eve', replies: [{ ...reply('ann'), body: 'Very   well' }] }),
  placed({ id: 'proposal', kind: 'suggestion', replacement: 'a jetty', tags: ['law'] }),
];
const SEEKER = {
  me: 'bob',
  people: new Map(['ann', 'bob', 'eve'].map((id) => [id, person(id)])),
  unread: new Set(['told']),
};

const CASES: readonly [string, Partial<ThreadFilter>, string][] = [
  ['all, the pinned first', {}, 'pinned café told answered proposal'],
  ['words without accents and case', { words: 'CAFE clos' }, 'café'],
  ['the words that it is on', { words: 'quay' }, 'pinned café told answered proposal'],
  ['a reply', { words: 'very well' }, 'answered'],
  ['a proposal, a tag', { words: 'jetty law' }, 'proposal'],
  ['a person’s name, also where they are mentioned', { words: 'bob' }, 'pinned told'],
  ['no address of a mention', { words: 'galley:person' }, ''],
  ['a layer', { layer: 'mine' }, 'pinned'],
  ['a kind', { kind: 'suggestion' }, 'proposal'],
  ['who has replied', { person: 'ann' }, 'café answered proposal'],
  ['a status', { status: 'resolved' }, 'told'],
  ['what is mine', { isMine: true }, 'pinned'],
  ['what mentions me', { isMention: true }, 'told'],
  ['what is new', { isNew: true }, 'told'],
  ['all of it at once', { isNew: true, kind: 'suggestion' }, ''],
];

test.each(CASES)('TH7 finds %s', (_name, filter, ids) => {
  const found = findThreads(ALL, { ...EVERY_THREAD, ...filter }, SEEKER);
  expect(found.map(({ id }) => id).join(' ')).toBe(ids);
});
