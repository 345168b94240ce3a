/** The figures count what they say they count, tried on made-up files. */
import { expect, test } from 'vitest';
import { parseSource } from '../support/source-tree.ts';
import type { Source } from '../support/source-tree.ts';
import { figuresOf, provenBy } from './figures.ts';
import { unusedExports } from './uses.ts';

const SOURCES = [
  parseSource(
    'shared/a.ts',
    `/** The first file. */
import { b } from './b.ts';

/** Says what it does. */
export function a(x: unknown): number {
  // on two lines
  return (x as number) + b;
}

const list = ['a'] as const; // no cast
export const short = (): string => list[0]!;
`,
  ),
  parseSource(
    'shared/b.ts',
    `/** The second file. */
export const b = 1;
export class Room {
  open(given: any): void {
    void given;
  }
}
`,
  ),
];
const TESTS = [
  parseSource(
    'test/shared/a.test.ts',
    "import { a } from '../../shared/a.ts';\ntest('K1 is', () => a(1));",
  ),
  parseSource('test/bench/a.ts', 'export const c = 1;'),
];
const RULES = ['K1', 'K2'].map((id) => ({ id, sentence: 'It is.', at: 'shared/SPEC.md:1' }));

test('B19 the figures of a part are counted', () => {
  const part = {
    sources: SOURCES,
    tests: TESTS,
    unused: unusedExports(SOURCES, TESTS),
    rules: RULES,
  };
  expect(figuresOf(part, provenBy(TESTS))).toEqual({
    files: 2,
    lines: 18,
    linesPerFile: [7, 11, 11],
    filesUnder20: 2,
    filesOver300: 0,
    functions: 3,
    linesPerFunction: [3, 4, 4],
    commentsPer100: 41.67, // five lines with comments, twelve with code
    exports: 4,
    exportsDocumented: 2,
    members: 1,
    membersDocumented: 0,
    exportedForNobody: 2,
    exportedForTests: 1,
    circlesOfFiles: [],
    circlesOfRooms: [],
    chain: ['shared/a.ts', 'shared/b.ts'],
    any: 1,
    casts: 1,
    castsPer1000: 55.56,
    nonNull: 1,
    testsPerLine: 0.11,
    testCodePerLine: 0.11,
    rules: 2,
    rulesTested: 1,
  });
});

test.each<[string, string, string[]]>([
  ["import { a } from './x.ts';", '', ['b']],
  ["import { a as b } from './x.ts';", '', ['b']],
  ["import * as x from './x.ts';", '', []],
  ["const x = import('./x.ts');", '', []],
  ["export { a } from './x.ts';", '', ['b']],
  ["import type { a, b } from './x.ts';", '', []],
  ['', "import { a, b } from '../shared/x.ts';", ['a for tests', 'b for tests']],
])('B19 what is used of a file is seen: %j', (text, testText, expected) => {
  const sources: Source[] = [
    parseSource('shared/x.ts', 'export const a = 1; export const b = 2; export type C = 1;'),
    parseSource('shared/y.ts', text),
  ];
  const unused = unusedExports(sources, [parseSource('test/x.test.ts', testText)]);
  expect([
    ...unused.byAnybody.map(({ name }) => name),
    ...unused.butByTests.map(({ name }) => `${name} for tests`),
  ]).toEqual(expected);
});

test('B19 an element is used by its tag', () => {
  const element = `export class GalleyX {}
declare global { interface HTMLElementTagNameMap { 'galley-x': GalleyX } }`;
  expect(unusedExports([parseSource('client/x.ts', element)], []).byAnybody).toEqual([]);
});
