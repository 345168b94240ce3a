/** The index of words, without a server: words, phrases, languages, and what it finds against a naive search. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { Question, Source } from '../../../server/search/messages.ts';
import { excerptOf } from '../../../server/search/excerpt.ts';
import { partsOf } from '../../../server/search/wanted.ts';
import { WordIndex } from '../../../server/search/word-index.ts';
import { Words } from '../../../server/search/words.ts';
import { formsIn } from '../../../shared/article/search.ts';
import { randomFrom } from '../../support/random.ts';

const PLACES = 8;

function source(key: string, text: string, facts: Partial<Source> = {}): Source {
  return {
    key,
    kind: 'texts',
    place: 0,
    language: 'en',
    status: null,
    modified: 0,
    people: [],
    parts: [text],
    ...facts,
  };
}

function question(words: string, facts: Partial<Question> = {}): Question {
  return {
    words,
    kinds: ['titles', 'texts', 'threads'],
    places: new Uint8Array(PLACES).fill(1),
    status: null,
    person: null,
    from: -Infinity,
    to: Infinity,
    skip: 0,
    take: 1000,
    ...facts,
  };
}

function indexOf(...texts: readonly (readonly [text: string, language?: string])[]): WordIndex {
  const index = new WordIndex();
  texts.forEach(([text, language = 'en'], at) => index.put(source(`${at}`, text, { language })));
  return index;
}

const finds = (index: WordIndex, words: string): boolean =>
  index.find(question(words)).keys.length > 0;

describe('words', () => {
  test.each([
    ['Straße', 'de', 'strasse'],
    ['ÉCOLE', 'fr', 'ecole'],
    ['ecole\u0301', 'fr', 'ecolé'],
    ['ＷＩＤＥ', 'en', 'wide'],
    ['don’t', 'en', "don't"],
    ['l’homme', 'fr', 'homme'],
    ['Müller', 'de', 'mueller'],
    ['Müller', 'de', 'muller'],
    ['ко\u00adрабль', 'ru', 'Корабль'],
    ['ёлка', 'ru', 'елка'],
    ['東京都庁に行きました', 'ja', '東京'],
    ['我爱北京天安门', 'zh', '北京'],
    ['ภาษาไทยเป็นภาษา', 'th', 'ภาษา'],
    ['“smart” quotes', 'en', '"smart" quotes'],
    ['e-mail', 'en', 'e‑mail'],
  ])('SE4 in “%s” (%s) there is “%s”', (text, language, words) => {
    expect(finds(indexOf([text, language]), words)).toBe(true);
  });

  test.each([
    ['ångström', 'sv', 'angstrom'],
    ['harbour', 'en', 'arbour'],
    ['don’t', 'en', 'dont'],
  ])('SE4 in “%s” (%s) there is no “%s”', (text, language, words) => {
    expect(finds(indexOf([text, language]), words)).toBe(false);
  });

  test('SE4 one question is read as each article’s language has it', () => {
    const index = indexOf(['ångström', 'sv'], ['ångström', 'en']);
    expect(index.find(question('angstrom ')).keys).toEqual(['1']);
    expect(index.find(question('ÅNGSTRÖM ')).keys.toSorted()).toEqual(['0', '1']);
  });
});

test('SE4 a word folded letter by letter is the word folded whole', () => {
  const random = randomFrom(5);
  const letters = Array.from('abiIzäöüßéñøåÆœŁİıйёЁїўәЙ');
  for (const language of ['en', 'de', 'sv', 'tr', 'ru', 'be', 'vi', 'pl', 'und']) {
    const words = new Words(language);
    const forms = formsIn(language);
    for (let nth = 0; nth < 300; nth += 1) {
      const word = Array.from(
        { length: 1 + random(8) },
        () => letters[random(letters.length)],
      ).join('');
      expect(words.formsOf(word), `${word} in ${language}`).toEqual(forms(word));
    }
  }
});

describe('questions', () => {
  test.each([
    ['night bridge', true],
    ['night boat', false],
    ['bri', true],
    ['bri night', false],
    ['night bri', true],
    ['b', false],
    ['"bridge at night"', true],
    ['"bridge night"', false],
    ['“at night”', true],
    ['«at night»', true],
    ['"bridge at ni', true],
    ['"bridge at ni"', false],
    ['night. The', true],
    ['', false],
    ['— ?!', false],
  ])('SE5 “%s” is found: %s', (words, isFound) => {
    expect(finds(indexOf(['The bridge at night.']), words)).toBe(isFound);
  });

  test('SE5 no phrase goes over the end of a part', () => {
    const index = new WordIndex();
    index.put(source('a', '', { parts: ['the end', 'begins here'] }));
    expect(finds(index, '"end begins"')).toBe(false);
    expect(finds(index, 'end begins')).toBe(true);
  });

  test('SE5 what is longer than any question is cut, not refused', () => {
    expect(partsOf('a1 '.repeat(100))).toHaveLength(16);
  });
});

describe('sentences', () => {
  const show = (text: string, words: string, language = 'en'): string =>
    excerptOf([text], partsOf(words), new Words(language), language)
      .pieces.map((piece) => (piece.isFound ? `[${piece.words}]` : piece.words))
      .join('');

  test.each([
    [
      'One. The bridge at night was shut. Two.',
      'bridge night',
      'The [bridge] at [night] was shut.',
    ],
    ['One.\nA bridge.\nTwo.', 'bri', 'A [bridge].'],
    ['A night. Now a bridge at night.', 'bridge night', 'Now a [bridge] at [night].'],
    ['A bridge at night.', '"at night"', 'A bridge [at night].'],
    ['L’École est là.', 'ecole', 'L’[École] est là.'],
    ['Nothing of it.', 'else', 'Nothing of it.'],
  ])('SE6 of “%s” for “%s”', (text, words, shown) => {
    expect(show(text, words)).toBe(shown);
  });

  test('SE6 a long one is cut, and shows the words', () => {
    const shown = show(`${'many words '.repeat(100)}zebra ${'and more '.repeat(100)}`, 'zebra');
    expect(shown).toMatch(/^….*\[zebra\].*…$/);
    expect(shown.length).toBeLessThan(400);
  });
});

test.each([1, 2, 3, 4])('SE12 what is found is what a naive search finds, seed %i', (seed) => {
  const random = randomFrom(seed);
  const alphabet = ['ab', 'abc', 'b', 'ba', 'bab', 'c', 'ca', 'cab'];
  const words = (many: number): string[] =>
    Array.from({ length: many }, () => alphabet[random(alphabet.length)] ?? '');
  const index = new WordIndex();
  const there = new Map<string, { words: string[]; place: number }>();
  for (let step = 0; step < 3000; step += 1) {
    const key = `${random(60)}`;
    if (random(4) === 0) {
      index.remove(key);
      there.delete(key);
    } else {
      const made = { words: words(1 + random(12)), place: random(PLACES) };
      index.put(source(key, made.words.join(' '), { place: made.place }));
      there.set(key, made);
    }
    if (step === 1500) while (index.tidy(0)) /* to the end */ ;
    if (step % 30 !== 0) continue;
    const phrase = words(1 + random(2));
    const last = words(1)[0] ?? '';
    const places = Uint8Array.from({ length: PLACES }, () => random(2));
    const found = index.find(question(`"${phrase.join(' ')}" ${last}`, { places }));
    const wanted = [...there]
      .filter(([, { place, words: all }]) => {
        const hasPhrase = all.some((_, at) => phrase.every((one, by) => all[at + by] === one));
        const hasLast = all.some((one) => (last.length > 1 ? one.startsWith(last) : one === last));
        return places[place] === 1 && hasPhrase && hasLast;
      })
      .map(([one]) => one);
    expect(found.keys.toSorted()).toEqual(wanted.toSorted());
    expect(found.counts.texts).toBe(wanted.length);
  }
});

test('SE15 no word of it keeps the text that it came from', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const index = new WordIndex();
  const filler = 'a cat saw a dog. '.repeat(60_000);
  const before = heap();
  for (let count = 0; count < 20; count += 1) {
    // As long as what V8 cuts out without copying it, and new in each text: as it is written, and as it is folded.
    const letter = String.fromCharCode(97 + count).repeat(20);
    const text = Buffer.from(`${filler} ${letter} Ä${letter}`).toString();
    index.put(source(`text/${count}`, text));
  }
  expect((heap() - before) / filler.length).toBeLessThan(5);
  expect(index.find(question('tttttttttttttttttttt')).keys).toEqual(['text/19']);
});
