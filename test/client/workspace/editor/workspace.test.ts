/** The workspace’s own words, keys and keepsakes. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import { SaveTimeout } from '../../../../client/workspace/connection/save-timeout.ts';
import { peopleIn } from '../../../../client/workspace/connection/presence.ts';
import {
  closingWords,
  connectionWords,
} from '../../../../client/workspace/connection/text-connection-state.ts';
import type { ConnectionState } from '../../../../client/workspace/connection/text-connection-state.ts';
import {
  forgetWords,
  keepWords,
  keptWords,
} from '../../../../client/workspace/connection/kept-words.ts';
import { noteKindOf } from '../../../../client/workspace/workspace-keys.ts';
import { connectionNews, NoteNews } from '../../../../client/workspace/news.ts';
import type { PlacedAnnotation } from '../../../../shared/annotation/annotation.ts';
import { CLOSE } from '../../../../shared/wire/close-codes.ts';

const saved: ConnectionState = { state: 'saved' };
const saving: ConnectionState = { state: 'saving' };
const offline: ConnectionState = { state: 'offline', unsaved: true };

test('E12 each state of the connection has words of its own', () => {
  const closed: ConnectionState = { state: 'closed', close: CLOSE.notAllowed, unsaved: false };
  const states = [saved, saving, offline, { state: 'offline', unsaved: false } as const, closed];
  expect(new Set(states.map(connectionWords)).size).toBe(states.length);
  expect(connectionWords(saved)).toBe('Saved');
});

test('E12 each way in which the server ends it has a way on', () => {
  const actions = [CLOSE.notSignedIn, CLOSE.notAllowed, CLOSE.noSuchRoom, CLOSE.epochMismatch].map(
    (close) => closingWords(close).action,
  );
  expect(actions).toEqual(['sign-in', 'reload', 'library', 'reload']);
  expect(closingWords({ code: 4403, reason: 'nesting depth' }).text).toContain('nesting depth');
});

test('E12 one who waits five seconds for the word that something was stored hears of it', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let count = 0;
  const timeout = new SaveTimeout(() => (count += 1));
  const pass = (seconds: number): void => void vi.advanceTimersByTime(seconds * 1000);
  timeout.start();
  pass(3);
  timeout.start(); // types on
  pass(1.9);
  timeout.stop(); // some of it was stored
  timeout.start();
  pass(4.9);
  expect(count).toBe(0);
  pass(0.2);
  timeout.start();
  pass(60);
  expect(count).toBe(1);
  timeout.stop();
  pass(60);
  expect(count).toBe(1);
});

describe('E13 words that the server would not take are kept on the device', () => {
  const update = Y.encodeStateAsUpdate(articleDoc('all of it'));
  const words = { text: 'all of it', update, kept: '2026-01-01T00:00:00.000Z' };
  const later = { text: 'all of that', update: null, kept: '2026-01-02T00:00:00.000Z' };
  const [one, other] = [
    { article: 'one', member: 'ann' },
    { article: 'other', member: 'ann' },
  ];
  const kept = (storage: ReturnType<typeof fakeStorage>, place = one) =>
    keptWords(storage, place).map(([, found]) => found);

  test('E13 by article, until they are forgotten', () => {
    const storage = fakeStorage();
    expect(keepWords(storage, one, words)).toBe(true);
    expect(kept(storage)).toEqual([words]);
    expect(kept(storage, other)).toEqual([]);
    for (const [key] of keptWords(storage, one)) forgetWords(storage, key);
    expect(kept(storage)).toEqual([]);
  });
  test('E13 beside those kept before, also of another tab in the same moment', () => {
    const storage = fakeStorage();
    for (const more of [words, later, { ...words, text: 'in another tab' }]) {
      expect(keepWords(storage, one, more)).toBe(true);
    }
    expect(kept(storage).map(({ text }) => text)).toEqual([
      'all of that',
      'in another tab',
      'all of it',
    ]);
    forgetWords(storage, keptWords(storage, one)[0]![0]);
    expect(kept(storage)).toHaveLength(2);
  });
  test('E13 for their writer, and not for who signs in next', () => {
    const storage = fakeStorage();
    keepWords(storage, one, words);
    expect(kept(storage, { ...one, member: 'bob' })).toEqual([]);
  });
  test('E13 with the formats, which the text alone hasn’t', () => {
    const storage = fakeStorage();
    keepWords(storage, one, words);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, kept(storage)[0]?.update ?? new Uint8Array());
    expect(doc.getXmlFragment('article').toJSON()).toBe(
      '<heading level="2"><strong>all of it</strong></heading>',
    );
  });
  test('E13 where there is no room for all the text is kept alone', () => {
    const storage = fakeStorage();
    const small = {
      ...storage,
      setItem: (name: string, value: string) => {
        if (value.length > 100) throw new DOMException('full', 'QuotaExceededError');
        storage.setItem(name, value);
      },
    };
    expect(keepWords(small, one, words)).toBe(true);
    expect(kept(storage)).toEqual([{ ...words, update: null }]);
  });
  test('E13 what an older release kept is still there', () => {
    const storage = fakeStorage();
    const { text, kept: at } = words;
    storage.setItem('galley:words:one', JSON.stringify({ text, kept: at }));
    expect(kept(storage)).toEqual([{ text, kept: at, update: null }]);
  });
  test('E13 what another program wrote hides none of them', () => {
    const storage = fakeStorage();
    keepWords(storage, one, words);
    storage.setItem('galley:words:one', 'nonsense');
    expect(kept(storage)).toEqual([words]);
  });
  test('E13 a storage that refuses says so and breaks nothing', () => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const storage = {
      getItem: refuse,
      setItem: refuse,
      removeItem: refuse,
      key: refuse,
      length: 1,
    };
    expect(keepWords(storage, one, words)).toBe(false);
    expect(keptWords(storage, one)).toEqual([]);
    expect(() => forgetWords(storage, 'galley:words:one')).not.toThrow();
  });
});

test('E14 a person with two tabs is there once, by name; states that name nobody are left out', () => {
  const ann = { id: 'ann', name: 'Ann', color: 'teal' };
  const bob = { id: 'bob', name: 'Bob', color: 'rust' };
  const states = new Map([
    [1, { user: bob }],
    [2, { user: ann }],
    [3, { user: ann, cursor: {} }],
    [4, {}],
    [5, { user: { name: 'Nobody' } }],
  ]);
  expect(peopleIn(states).map(({ name }) => name)).toEqual(['Ann', 'Bob']);
});

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

describe('E16 keys that annotate', () => {
  const key = (code: string, held: readonly string[]) =>
    ({
      code,
      ctrlKey: held.includes('ctrl'),
      metaKey: held.includes('meta'),
      altKey: held.includes('alt'),
      shiftKey: held.includes('shift'),
      getModifierState: (name: string) => held.includes(name),
    }) as unknown as KeyboardEvent;
  const cases = [
    { code: 'KeyM', held: ['ctrl', 'alt'], kind: 'comment' },
    { code: 'KeyM', held: ['meta', 'alt'], kind: 'comment' },
    { code: 'KeyH', held: ['ctrl', 'alt'], kind: 'highlight' },
    { code: 'KeyS', held: ['ctrl', 'alt'], kind: 'suggestion' },
    { code: 'KeyM', held: ['ctrl'], kind: null },
    { code: 'KeyM', held: ['ctrl', 'alt', 'shift'], kind: null },
    { code: 'KeyM', held: ['ctrl', 'alt', 'AltGraph'], kind: null },
    { code: 'KeyX', held: ['ctrl', 'alt'], kind: null },
  ];
  test.each(cases)('E16 $held $code', ({ code, held, kind }) => {
    expect(noteKindOf(key(code, held))).toBe(kind);
  });
});

function articleDoc(words: string): Y.Doc {
  const doc = new Y.Doc();
  const [heading, text] = [new Y.XmlElement('heading'), new Y.XmlText()];
  heading.setAttribute('level', 2 as unknown as string); // typed as text, but a number in articles
  heading.insert(0, [text]);
  doc.getXmlFragment('article').insert(0, [heading]);
  text.insert(0, words, { strong: {} });
  return doc;
}

function fakeStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
    key: (at: number) => [...items.keys()][at] ?? null,
    get length() {
      return items.size;
    },
  };
}
