/** Holds the rules of all `SPEC.md` files and the tests together: no rule without a test, no test without its rule. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasTests, rulesIn, testNames } from './house/rules.ts';
import { parseSource, ROOT, sourcesIn } from './support/source-tree.ts';

const rules = rulesIn(ROOT);
const names = sourcesIn('test').filter(hasTests).flatMap(testNames);

describe('the rules', () => {
  test('B20 each has at least one test', () => {
    const proven = new Set(names.map(({ rule }) => rule));
    const bare = rules.filter(({ id }) => !proven.has(id));
    expect(bare.map(({ id, at }) => `${at} ${id}`)).toEqual([]);
  });

  test('B20 each is there once, with its sentence', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(rules.filter(({ sentence }) => !/^\S.*\.$/.test(sentence))).toEqual([]);
  });
});

test('D16 the table of attacks names rules that there are, and benches', () => {
  const known = new Set(rules.map(({ id }) => id));
  const table = readFileSync(`${ROOT}test/hostile/README.md`, 'utf8');
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.length).toBeGreaterThan(35);
  for (const [, attack, bounds = '', measured = ''] of rows) {
    const named = bounds.match(/\b[A-Z]{1,2}\d+\b/g) ?? [];
    expect([attack, named.length > 0, named.filter((id) => !known.has(id))]).toEqual([
      attack,
      true,
      [],
    ]);
    const benches = measured.match(/[a-z]+:[a-z-]+/g) ?? [];
    expect(benches.filter((bench) => !(bench in scripts))).toEqual([]);
  }
});

describe('the tests', () => {
  test('B20 each begins with a rule that is there', () => {
    const known = new Set(rules.map(({ id }) => id));
    const strange = names.filter(({ rule }) => rule === null || !known.has(rule));
    expect(strange.map(({ at, name }) => `${at} “${name}”`)).toEqual([]);
  });

  test.each<[string, string[]]>([
    ["test('W1 plain', f);", ['W1']],
    ["it('W1 plain', f);", ['W1']],
    ["test.each([1])('W2 each %s', f);", ['W2']],
    ["test.each([['W3 a', 1], ['W4 b', 2]])('%s', f);", ['W3', 'W4']],
    ['test.skipIf(x)(`W5 ${name}`, f);', ['W5']],
    ["test('no rule', f);", ['?']],
    ["test.each(rows)('%s', f); const rows = [['W6 a']];", ['W6']],
    ["for (const [rule] of [['W7', 'a']]) test(`${rule} is kept`, f);", ['W7']],
    ["describe('W8 not a test', f);", []],
  ])('B20 the names in %j are seen', (text, expected) => {
    const found = testNames(parseSource('test/x.test.ts', text));
    expect(found.map(({ rule }) => rule ?? '?')).toEqual(expected);
  });
});
