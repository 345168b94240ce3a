/** Anchors in texts that change under them. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Anchoring, TextRange } from '../../../shared/anchor/anchor.ts';
import { describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { locate } from '../../../shared/anchor/locate.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { MOVES_ROOT, movesBetween, tellMoves } from '../../../shared/moves/move.ts';
import { reanchor } from '../../../shared/anchor/reanchor.ts';
import {
  deleteAt,
  indexOf,
  insertAt,
  liveParagraphs,
  moveTo,
  quoteOnly,
  rangeOf,
} from '../../support/live-text.ts';

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
const ends = ({ from, to }: TextRange): [number, number] => [from, to];

function typeOver(live: Y.Doc, words: string, others: string): void {
  const { from, to } = at(live, words);
  insertAt(live, to, others);
  deleteAt(live, from, to);
}

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
    name: 'A7 deleted, while the same words stand elsewhere, in the very same context too',
    paragraphs: [`${FOX} ${FOX}`],
    words: 'brown fox',
    change: (live) => deleteAt(live, at(live, 'brown fox').from, at(live, 'brown fox').to),
    state: 'orphaned',
  },
  {
    name: 'A7 deleted, and the same words typed elsewhere',
    paragraphs: [FOX, 'Another paragraph.'],
    words: 'brown fox',
    change: (live) => {
      deleteAt(live, at(live, 'quick brown fox').from, at(live, 'brown fox').to);
      insertAt(live, at(live, 'paragraph.').to, ' The quick brown fox jumps over the lazy dog.');
    },
    state: 'orphaned',
  },
  {
    name: 'A7 copied elsewhere, and the first ones deleted',
    paragraphs: [FOX, 'Another paragraph.'],
    words: 'brown fox',
    change: (live) => {
      insertAt(live, at(live, 'paragraph.').to, ' brown fox');
      deleteAt(live, at(live, 'brown fox').from, at(live, 'brown fox').to);
    },
    state: 'orphaned',
  },
  {
    name: 'A8 cut and pasted elsewhere',
    paragraphs: [FOX, 'Another paragraph, of a brown fox.'],
    words: 'brown fox',
    change: (live) => moveTo(live, ...ends(at(live, 'brown fox')), at(live, 'Another').to),
    state: 'moved',
    nthNow: 0,
  },
  {
    name: 'A8 torn by a split: the tail put in anew, and a word typed in between',
    paragraphs: [FOX],
    words: 'brown fox jumps over the lazy',
    change: (live) => {
      const tail = at(live, ' jumps over the lazy dog, and the dog sleeps on.');
      moveTo(live, ...ends(tail), tail.to);
      insertAt(live, at(live, 'fox').to, ' never');
    },
    state: 'changed',
    exact: 'brown fox never jumps over the lazy',
  },
  {
    name: 'A8 moved, moved back, and moved again',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => {
      moveTo(live, ...ends(at(live, 'brown fox')), at(live, 'The ').to);
      moveTo(live, ...ends(at(live, 'brown fox')), at(live, 'jumps').from);
      moveTo(live, ...ends(at(live, 'brown fox')), at(live, 'sleeps').from);
    },
    state: 'moved',
  },
  {
    name: 'A8 two words of three cut and pasted elsewhere',
    paragraphs: [`${FOX} ${FOX}`],
    words: 'quick brown fox',
    change: (live) => moveTo(live, ...ends(at(live, 'brown fox')), at(live, 'sleeps', 1).from),
    state: 'changed',
    exact: 'brown fox',
  },
  {
    name: 'A9 put back twice, by two people',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => {
      const other = new Y.Doc();
      Y.applyUpdate(other, Y.encodeStateAsUpdate(live));
      moveTo(other, ...ends(at(other, 'brown fox')), at(other, 'sleeps').from);
      moveTo(live, ...ends(at(live, 'brown fox')), 0);
      Y.applyUpdate(live, Y.encodeStateAsUpdate(other));
    },
    state: 'ambiguous',
  },
  {
    name: 'A32 typed over',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => typeOver(live, 'brown fox', 'red hen'),
    state: 'changed',
    exact: 'red hen',
  },
  {
    name: 'A32 typed over at the start of a block',
    paragraphs: [FOX, 'Another paragraph.'],
    words: 'Another',
    change: (live) => typeOver(live, 'Another', 'Some'),
    state: 'changed',
    exact: 'Some',
  },
  {
    name: 'A32 deleted, and other words of the text brought to their place',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => {
      const { from, to } = at(live, 'brown fox');
      deleteAt(live, from, to);
      moveTo(live, ...ends(at(live, 'dog sleeps')), from);
    },
    state: 'orphaned',
  },
  {
    name: 'A32 typed over, and all around deleted',
    paragraphs: [FOX],
    words: 'brown fox',
    change: (live) => {
      typeOver(live, 'brown fox', 'red hen');
      deleteAt(live, ...ends(at(live, 'The quick ')));
    },
    state: 'orphaned',
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

  test('A11 with hostile positions and without a tie goes by its quote, and throws nothing', () => {
    const live = liveParagraphs('A title', FOX);
    const anchor = quoteOnly(anchorAt(indexOf(live), at(live, 'brown fox')));
    for (const start of ['', '////', 'AAE']) {
      expect(resolve(indexOf(live), { ...anchor, start })).toMatchObject({
        state: 'moved',
        exact: 'brown fox',
      });
    }
    expect(resolve(indexOf(live), { ...anchor, start: 'AAAA', end: 'AAAA' }).state).toBe(
      'orphaned',
    );
    const wild = {
      runs: [
        [2 ** 40, 7, 3],
        [0, 2 ** 50, 2 ** 50],
      ],
      before: [1, 1],
      after: null,
    } as const;
    expect(resolve(indexOf(live), { ...anchor, tie: wild }).state).toBe('orphaned');
  });

  test('A33 made by an earlier version goes by its positions alone, and is tied when the text rests', () => {
    const live = liveParagraphs('A title', FOX);
    const { start, end, ...quote } = anchorAt(indexOf(live), at(live, 'brown fox'));
    const old = { ...quoteOnly({ start, end, ...quote }), start, end };
    expect(resolve(indexOf(live), old)).toMatchObject({ state: 'exact', exact: 'brown fox' });
    const tied = reanchor(indexOf(live), old)!;
    expect(tied).toEqual(anchorAt(indexOf(live), at(live, 'brown fox')));
    insertAt(live, at(live, 'fox').from, 'arctic ');
    expect(resolve(indexOf(live), old)).toMatchObject({ exact: 'brown arctic fox' });
    deleteAt(live, ...ends(at(live, 'brown arctic fox')));
    expect(resolve(indexOf(live), old).state).toBe('orphaned');
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

describe('when the text rests', () => {
  test('A34 words that are gone are noted as lost, and what is typed at their place later is not theirs', () => {
    const live = liveParagraphs('A title', FOX);
    const { from, to } = at(live, 'brown fox');
    const anchor = anchorAt(indexOf(live), { from, to });
    deleteAt(live, from, to);
    const lost = reanchor(indexOf(live), anchor)!;
    expect(lost).toEqual({ ...anchor, tie: { ...anchor.tie, lost: true } });
    expect(reanchor(indexOf(live), lost)).toBe(null);
    insertAt(live, from, 'red hen');
    expect(resolve(indexOf(live), anchor)).toMatchObject({ state: 'changed', exact: 'red hen' });
    expect(resolve(indexOf(live), lost).state).toBe('orphaned');
  });

  test('A34 what was typed over is theirs from then on, and the first words again where they come back', () => {
    const live = liveParagraphs('A title', FOX);
    const undo = new Y.UndoManager(live.getXmlFragment(ARTICLE_ROOT));
    const { from, to } = at(live, 'brown fox');
    const anchor = anchorAt(indexOf(live), { from, to });
    const old = indexOf(live).runsIn({ from, to });
    typeOver(live, 'brown fox', 'red hen');
    const renewed = reanchor(indexOf(live), anchor)!;
    expect(renewed.exact).toBe('brown fox');
    deleteAt(live, ...ends(at(live, 'The quick ')));
    expect(resolve(indexOf(live), renewed)).toMatchObject({ state: 'changed', exact: 'red hen' });
    undo.undo();
    tellMoves(live, movesBetween(old, indexOf(live).runsIn(at(live, 'brown fox'))));
    expect(resolve(indexOf(live), renewed)).toMatchObject({ exact: 'brown fox' });
  });

  test('A35 moved words are tied by their new ids, so that the move is needed no more', () => {
    const live = liveParagraphs('A title', FOX);
    const anchor = anchorAt(indexOf(live), at(live, 'quick brown fox'));
    deleteAt(live, ...ends(at(live, 'brown ')));
    moveTo(live, ...ends(at(live, 'fox jumps')), at(live, 'sleeps').from);
    moveTo(live, ...ends(at(live, 'quick ')), at(live, 'fox').from);
    const found = resolve(indexOf(live), anchor);
    expect(found).toMatchObject({ state: 'changed', exact: 'quick fox' });
    const renewed = reanchor(indexOf(live), anchor)!;
    expect(reanchor(indexOf(live), renewed)).toBe(null);
    live.getArray(MOVES_ROOT).delete(0, live.getArray(MOVES_ROOT).length);
    expect(resolve(indexOf(live), renewed)).toEqual(found);
    expect(resolve(indexOf(live), anchor)).not.toEqual(found);
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
