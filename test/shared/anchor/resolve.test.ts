/** Anchors in texts that change under them. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Anchoring } from '../../../shared/anchor/anchor.ts';
import { describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { locate } from '../../../shared/anchor/locate.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { deleteAt, indexOf, insertAt, liveParagraphs, rangeOf } from '../../support/live-text.ts';

interface Case {
  readonly name: string;
  readonly paragraphs: string[];
  readonly words: string;
  readonly nth?: number;
  readonly change: (live: Y.Doc) => void;
  readonly state: Anchoring['state'];
  /** What the anchor's words are afterwards. */
  readonly exact?: string;
  /** Which of several equal ones it is now. */
  readonly nthNow?: number;
}

const at = (live: Y.Doc, words: string, nth = 0) => rangeOf(indexOf(live).text, words, nth);
const FOX = 'The quick brown fox jumps over the lazy dog, and the dog sleeps on.';

const CASES: readonly Case[] = [
  { name: 'A3 nothing', paragraphs: [FOX], words: 'brown fox', change: () => {}, state: 'exact' },
  {
    name: 'A3 typing before',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => insertAt(live, at(live, 'The').from, 'Look: '),
    state: 'exact',
  },
  {
    name: 'A4 typing at the start stays out',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => insertAt(live, at(live, 'brown').from, 'dark '),
    state: 'exact',
  },
  {
    name: 'A4 typing at the end stays out',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => insertAt(live, at(live, 'fox').to, 'es'),
    state: 'exact',
  },
  {
    name: 'A5 typing inside',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => insertAt(live, at(live, 'fox').from, 'arctic '),
    state: 'changed',
    exact: 'brown arctic fox',
  },
  {
    name: 'A5 a part deleted',
    paragraphs: [FOX],
    words: 'quick brown fox jumps',
    change: (live) => deleteAt(live, at(live, 'brown ').from, at(live, 'brown ').to),
    state: 'changed',
    exact: 'quick fox jumps',
  },
  {
    name: 'A6 the second of two equal words, an edit before both',
    paragraphs: [FOX],
    words: 'dog',
    nth: 1,
    change: (live) => insertAt(live, at(live, 'The').from, 'Once the dog ate. '),
    state: 'exact',
    nthNow: 2,
  },
  {
    name: 'A7 deleted',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => deleteAt(live, at(live, 'brown fox').from, at(live, 'brown fox').to),
    state: 'orphaned',
  },
  {
    name: 'A7 deleted, while the same short words stand elsewhere in another context',
    paragraphs: ['Call me a cat.', 'Nothing of the kind; a dog then.', 'Here lies a cat now.'],
    words: 'a cat',
    change: (live) => deleteAt(live, at(live, 'Call me a cat').from, at(live, 'a cat.').to),
    state: 'orphaned',
  },
  {
    name: 'A8 deleted and inserted elsewhere',
    paragraphs: [FOX, 'Another paragraph.'],
    words: 'quick brown fox jumps over',
    change: (live) => {
      deleteAt(live, at(live, 'The quick').from, at(live, 'lazy').from);
      insertAt(live, at(live, 'paragraph.').to, ' The quick brown fox jumps over the ');
    },
    state: 'moved',
  },
  {
    name: 'A8 its paragraph split within it, as the binding does: the tail re-inserted',
    paragraphs: [FOX],
    words: 'brown fox jumps over the lazy',
    change: (live) => {
      const text = at(live, ' jumps over the lazy dog, and the dog sleeps on.');
      deleteAt(live, text.from, text.to);
      insertAt(live, at(live, 'fox').to, ' jumps over the lazy dog, and the dog sleeps on.');
    },
    state: 'moved',
  },
  {
    name: 'A9 gone, and now there twice in equal contexts',
    paragraphs: ['x says the tall tree fell over y', 'Filler. '.repeat(40), 'end'],
    words: 'the tall tree fell over',
    change: (live) => {
      deleteAt(live, at(live, 'x says').from, at(live, ' y').from);
      insertAt(
        live,
        at(live, 'end').to,
        ' x says the tall tree fell over y and x says the tall tree fell over y',
      );
    },
    state: 'ambiguous',
  },
];

describe('an anchor', () => {
  test.each(CASES)('$name: $state', ({ paragraphs, words, nth, change, state, exact, nthNow }) => {
    const live = liveParagraphs('A title', ...paragraphs);
    const anchor = anchorAt(indexOf(live), at(live, words, nth));
    expect(anchor.exact).toBe(words);
    change(live);
    const index = indexOf(live);
    const found = resolve(index, anchor);
    expect(found.state).toBe(state);
    if (found.from === null) return;
    expect(index.text.slice(found.from, found.to)).toBe(exact ?? words);
    if (nthNow !== undefined) expect(found.from).toBe(at(live, words, nthNow).from);
  });

  test('A10 resolves alike on two replicas that got the changes in another order', () => {
    const one = liveParagraphs('A title', FOX);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    const anchor = anchorAt(indexOf(one), at(one, 'brown fox'));
    insertAt(one, at(one, 'brown').from, 'ONE ');
    insertAt(other, at(other, 'fox').to, ' OTHER');
    const [fromOne, fromOther] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(other)];
    Y.applyUpdate(one, fromOther);
    Y.applyUpdate(other, fromOne);
    expect(resolve(indexOf(one), anchor)).toEqual(resolve(indexOf(other), anchor));
    expect(resolve(indexOf(one), anchor).exact).toBe('brown fox');
  });

  test('A11 with hostile positions goes by its quote and throws nothing', () => {
    const live = liveParagraphs('A title', FOX);
    const anchor = anchorAt(indexOf(live), at(live, 'brown fox'));
    for (const start of ['', 'AAAA', '////', 'AAECAwQF', anchor.end.slice(0, 3)]) {
      expect(resolve(indexOf(live), { ...anchor, start })).toMatchObject({ exact: 'brown fox' });
    }
  });

  test('A29 tells words from the very same ones in the same context by what was written beside them', () => {
    const twin =
      'All of them went down to the water and there the boat had gone, as nobody had thought in all those years.';
    const live = liveParagraphs('A title', twin, 'In between. '.repeat(20), twin, 'The end.');
    const second = at(live, twin, 1);
    const anchor = anchorAt(indexOf(live), at(live, 'the boat had gone', 1));
    // The first one comes to stand where the second one stood, and the second one is put in anew.
    insertAt(live, at(live, 'A title').to, '!'.repeat(second.from - at(live, twin).from));
    const fragment = live.getXmlFragment(ARTICLE_ROOT);
    const anew = (fragment.get(3) as Y.XmlElement).clone();
    fragment.delete(3);
    fragment.insert(3, [anew]);
    expect(resolve(indexOf(live), anchor)).toMatchObject({
      state: 'moved',
      from: at(live, 'the boat had gone', 1).from,
    });
  });

  test('A12 keeps its promise after the document was stored and loaded', () => {
    const live = liveParagraphs('A title', FOX);
    const anchor = anchorAt(indexOf(live), at(live, 'brown fox'));
    insertAt(live, at(live, 'The').from, 'Look: ');
    const loaded = new Y.Doc();
    Y.applyUpdate(loaded, Y.encodeStateAsUpdate(live));
    expect(loaded.getXmlFragment(ARTICLE_ROOT).length).toBe(2);
    expect(resolve(indexOf(loaded), anchor)).toEqual(resolve(indexOf(live), anchor));
  });
});

describe('locating a quote', () => {
  const TEXT = 'the cat saw the cat and the cat ran';
  test.each([
    ['A13 one place alone is enough', { exact: 'saw' }, [8]],
    ['A13 none is missing', { exact: 'dog' }, []],
    ['A13 nothing to tell them apart names all', { exact: 'cat' }, [4, 16, 28]],
    ['A13 the words before decide', { exact: 'cat', prefix: 'saw the ' }, [16]],
    ['A13 the words behind decide', { exact: 'cat', suffix: ' ran' }, [28]],
    ['A13 the place decides among equals', { exact: 'cat', from: 16 }, [16]],
    ['A13 a place between two equals decides nothing', { exact: 'cat', from: 10 }, [4, 16, 28]],
    ['A13 neighbours weigh more than the place', { exact: 'cat', suffix: ' ran', from: 4 }, [28]],
  ])('%s', (_name, sought, places) => {
    const located = locate(TEXT, sought);
    if (places.length === 0) expect(located.state).toBe('missing');
    else if (located.state === 'found') expect([located.range.from]).toEqual(places);
    else if (located.state === 'ambiguous')
      expect(located.candidates.map(({ from }) => from)).toEqual(places);
    else expect.unreachable(`${located.state} for ${JSON.stringify(sought)}`);
  });
});
