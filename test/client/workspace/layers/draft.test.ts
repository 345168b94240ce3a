/** Drafts, hidden layers and the words about threads. */
import { describe, expect, test } from 'vitest';
import { forgetDraft, keepDraft, keptDraft } from '../../../../client/workspace/layers/draft.ts';
import { HiddenLayers } from '../../../../client/workspace/layers/hidden-layers.ts';
import {
  nameOf,
  shorten,
  strangersIn,
  threadName,
} from '../../../../client/ui/words/thread-words.ts';
import { ANCHOR, person, placed, reply } from './example.ts';

function memory(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: (at) => [...items.keys()][at] ?? null,
    get length() {
      return items.size;
    },
  };
}

describe('what the device remembers', () => {
  const kept = {
    draft: { kind: 'comment', anchor: ANCHOR, layer: 'comments' },
    fields: { layer: 'comments', body: 'Half a thou', replacement: '' },
  } as const;

  test('M28 a draft is kept for its article until it is forgotten', () => {
    const storage = memory();
    keepDraft(storage, 'x', kept);
    expect(keptDraft(storage, 'x')).toEqual(kept);
    expect(keptDraft(storage, 'y')).toBeNull();
    forgetDraft(storage, 'x');
    expect(keptDraft(storage, 'x')).toBeNull();
  });

  test('M28 a broken or forbidden storage holds no draft', () => {
    const storage = memory();
    storage.setItem('galley:draft:x', '{');
    expect(keptDraft(storage, 'x')).toBeNull();
    const full = memory();
    full.setItem = () => {
      throw new Error('The storage is full.');
    };
    expect(keepDraft(full, 'x', kept)).toBe(false);
  });

  test('M29 hidden layers stay hidden over a reload, and only those', () => {
    const storage = memory();
    new HiddenLayers(storage, 'x', 'ann').set('comments', true);
    const again = new HiddenLayers(storage, 'x', 'ann');
    expect([again.has('comments'), again.has('new')]).toEqual([true, false]);
    again.set('comments', false);
    expect(new HiddenLayers(storage, 'x', 'ann').has('comments')).toBe(false);
  });
  test('LY4 what one person hides another at the same device sees', () => {
    const storage = memory();
    new HiddenLayers(storage, 'x', 'ann').set('comments', true);
    expect(new HiddenLayers(storage, 'x', 'ann').has('comments')).toBe(true);
    expect(new HiddenLayers(storage, 'x', 'bob').has('comments')).toBe(false);
  });
});

describe('the words about a thread', () => {
  const people = new Map([
    ['ann', person('ann')],
    ['gus', person('gus', true)],
  ]);

  const NAMES: readonly [string, string][] = [
    ['ann', 'ann'],
    ['reader', 'Reader'],
    ['gone', 'Former member'],
  ];
  for (const [author, expected] of NAMES) {
    test(`M30 ${author} is called ${expected}`, () => {
      expect(nameOf(author, people)).toBe(expected);
    });
  }

  test('M30 a thread is called by its kind, author and words', () => {
    expect(threadName(placed(), people)).toBe('Comment by ann on “the quay”');
  });

  test('T1 a guest never passes for a member where a thread is named', () => {
    const byGuest = placed({ author: 'gus' });
    expect(threadName(byGuest, people)).toBe('Comment by gus (guest) on “the quay”');
  });

  test('T2 who is not known by name is asked about: authors, of replies too, who settled it, and who tied it to other words', () => {
    const thread = placed({
      author: 'reader',
      status: 'resolved',
      statusBy: 'eve',
      anchors: [{ exact: 'a pier', from: 4, by: 'una', at: '2026' }],
      replies: [reply('zoe'), reply('ann')],
    });
    expect(strangersIn(thread, people)).toEqual(['eve', 'una', 'zoe']);
  });

  test('FN1 whom only a file names is marked where a thread is named, and nobody is asked about them', () => {
    const fromFile = placed({ author: 'file:Ann Bee', replies: [reply('file:ann')] });
    expect(threadName(fromFile, people)).toBe('Comment by Ann Bee (from a file) on “the quay”');
    expect(strangersIn(fromFile, people)).toEqual([]);
  });

  const SHORTENED: readonly [string, number, string][] = [
    ['short', 20, 'short'],
    ['  two \n lines ', 20, 'two lines'],
    ['words that are too long', 12, 'words that…'],
    ['unbreakablewordthatgoeson', 10, 'unbreakabl…'],
    ['emoji😀😀', 6, 'emoji…'],
  ];
  for (const [words, length, expected] of SHORTENED) {
    test(`M31 ${JSON.stringify(words)} in ${length} is ${expected}`, () => {
      expect(shorten(words, length)).toBe(expected);
    });
  }
});
