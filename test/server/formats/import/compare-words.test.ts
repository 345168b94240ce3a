/** What was edited in a copy, found by comparing words: over edits by chance in texts of several scripts. */
import { describe, expect, test } from 'vitest';
import { compareWords } from '../../../../server/formats/import/compare-words.ts';
import { randomFrom } from '../../../support/random.ts';

const WORDS =
  'the ferry and harbour of a winter; “quiet” — it’s паром ходил каждый день, и مدينة على البحر 渡轮每天 早上 é ü 1,250 H₂O'.split(
    ' ',
  );
const PARTS = [' ', ' ', ' ', ' ', '\n', '  ', '\u00a0'];

function randomText(random: (below: number) => number, words: number): string {
  return Array.from(
    { length: words },
    () => `${WORDS[random(WORDS.length)]}${PARTS[random(PARTS.length)]}`,
  ).join('');
}

/** Words and signs alone. */
function bare(text: string): string {
  return text.replace(/[\s\uFFFC]/g, '');
}

function taken(text: string, edits: ReturnType<typeof compareWords>['edits']): string {
  return edits.toReversed().reduce((made, { from, to, replacement }) => made.slice(0, from) + replacement + made.slice(to), text); // prettier-ignore
}

function edited(text: string, random: (below: number) => number): string {
  let words = text.split(/(?<=\s)/);
  for (let left = random(6); left > 0; left -= 1) {
    const at = random(words.length);
    const fresh = `${WORDS[random(WORDS.length)]}${PARTS[random(PARTS.length)]}`;
    const kind = random(4);
    if (kind === 0) words.splice(at, 1 + random(3));
    else if (kind === 1) words.splice(at, 0, fresh, fresh.toUpperCase());
    else if (kind === 2) words.splice(at, 1, fresh);
    else words = [...words.slice(0, at), '\n', ...words.slice(at)];
  }
  return words.join('');
}

describe('comparing words', () => {
  test('RC1 all edits taken give the words of the copy', () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const random = randomFrom(seed);
      const text = randomText(random, 1 + random(60));
      const copy = edited(text, random);
      const { edits, passages } = compareWords(text, copy);
      expect(passages).toBe(0);
      // Where nothing is left of the text, or nothing was in it, there is nothing to propose on.
      if (bare(text) === '') continue;
      expect(bare(taken(text, edits)), `seed ${seed}`).toBe(bare(copy));
      for (const { from, to, replacement } of edits) {
        expect(text.slice(from, to).trim(), `seed ${seed}`).toBe(text.slice(from, to));
        expect(to, `seed ${seed}`).toBeGreaterThan(from);
        expect(text.slice(from, to), `seed ${seed}`).not.toBe(replacement);
      }
    }
  });

  test('RC1 blanks, breaks, pictures and soft hyphens are no edits', () => {
    const text = 'Title\nOne  two\uFFFC three.\nFour five\u00adsix';
    expect(compareWords(text, 'Title One two three. \n\n\uFFFC Four fivesix ').edits).toEqual([]);
  });

  test('RC1 an edit is no longer than what was edited', () => {
    const text = 'The ferry sails at nine. It was the last one.\nNobody has seen it since.';
    const copy = 'The ferry sails at ten. It was the very last one.\nNobody has seen it.';
    expect(compareWords(text, copy).edits.map(({ from, to, replacement }) => [text.slice(from, to), replacement])).toEqual([
      ['nine', 'ten'],
      ['the', 'the very'],
      ['since', ''],
    ]); // prettier-ignore
  });

  test('RC1 a paragraph that was put in belongs to the one before it', () => {
    const { edits } = compareWords('Title\nFirst words.\nLast words.', 'Title\nFirst words.\nNew ones.\nLast words.'); // prettier-ignore
    expect(edits).toEqual([{ from: 17, to: 18, replacement: '.\nNew ones.' }]);
  });

  test('RC1 words put before a paragraph belong to it', () => {
    const { edits } = compareWords('Title\nFirst words.', 'Title\nThe first First words.');
    expect(edits).toEqual([{ from: 6, to: 11, replacement: 'The first First' }]);
  });

  test('RC1 what stands in the copy is found in the text', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = randomFrom(seed);
      // Words of their own, so that each has one place.
      const words = Array.from({ length: 30 }, (_, at) => `w${at}`);
      const text = words.join(' ');
      const copy = words.flatMap((word) => (random(5) === 0 ? (random(2) === 0 ? [] : ['new', word]) : [word])).join(random(2) === 0 ? ' ' : '\n'); // prettier-ignore
      const { inText } = compareWords(text, copy);
      for (const word of words) {
        const at = copy.search(new RegExp(`\\b${word}\\b`));
        if (at === -1) continue;
        const found = inText({ from: at, to: at + word.length });
        expect(found && text.slice(found.from, found.to), `seed ${seed}`).toBe(word);
      }
    }
  });

  test('RC1 a text that is another one altogether is told, and nothing of it is proposed', () => {
    const random = randomFrom(1);
    const other = () => Array.from({ length: 9000 }, () => `x${random(1e9)}`).join(' ');
    expect(compareWords(other(), other())).toMatchObject({ edits: [], passages: 1 });
  });
});
