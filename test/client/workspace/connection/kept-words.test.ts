/** Words that the server would not take. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  forgetWords,
  keepWords,
  keptWords,
} from '../../../../client/workspace/connection/kept-words.ts';

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
