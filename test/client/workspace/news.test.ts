/** What the live region says. */
import { describe, expect, test } from 'vitest';
import type { ConnectionState } from '../../../client/workspace/connection/text-connection-state.ts';
import { connectionNews, followingNews, NoteNews } from '../../../client/workspace/news.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';

const saved: ConnectionState = { state: 'saved' };
const saving: ConnectionState = { state: 'saving' };
const offline: ConnectionState = { state: 'offline', unsaved: true };

describe('E15 news for the live region', () => {
  const note = (id: string, author: string, replies: { id: string; author: string }[] = []) =>
    ({
      id,
      author,
      kind: 'comment',
      anchor: { exact: 'these words' },
      replies,
    }) as unknown as PlacedAnnotation;

  test('E15 new notes and replies of others are told once; what was there and one’s own never', () => {
    const news = new NoteNews('me', (id) => id.toUpperCase());
    expect(news.read([note('1', 'ann')])).toBe('');
    expect(news.read([note('1', 'ann'), note('2', 'me')])).toBe('');
    const withReply = [note('1', 'ann', [{ id: '3', author: 'bob' }]), note('2', 'me')];
    expect(news.read(withReply)).toBe('BOB: a reply on “these words”.');
    expect(news.read(withReply)).toBe('');
    expect(news.read([])).toBe('');
    expect(news.read(withReply)).toBe('');
  });
  test('E15 many at once are told as a number', () => {
    const news = new NoteNews('me', String);
    news.read([]);
    expect(news.read(['1', '2', '3'].map((id) => note(id, 'ann')))).toBe(
      '3 new notes and replies.',
    );
  });
  test('E15 losing the connection and getting it back', () => {
    expect(connectionNews(saved, offline)).toContain('Connection lost');
    expect(connectionNews(offline, saving)).toBe('Connected again.');
    expect(connectionNews(saving, saved)).toBe('');
    expect(connectionNews({ state: 'connecting' }, saved)).toBe('');
  });
});

test('PE2 whom the page follows is said once, and how it ended', () => {
  const ann = { id: 'ann', name: 'Ann', color: 'teal' } as const;
  expect(followingNews(null, null, [ann])).toBe('');
  expect(followingNews(null, ann, [ann])).toBe('The page follows Ann. Esc ends that.');
  expect(followingNews(ann, { ...ann }, [ann])).toBe('');
  expect(followingNews(ann, null, [ann])).toContain('doesn’t follow Ann any more');
  expect(followingNews(ann, null, [])).toContain('has left');
});
