/** The figures of a part of the house: how long, how deep, how well documented, how typed and how tested it is. */
import { circlesOfFiles, circlesOfRooms, deepestChain } from '../support/import-graph.ts';
import type { Place, Source } from '../support/source-tree.ts';
import { exportsOf, membersOf } from './exports.ts';
import { hasTests, testNames } from './rules.ts';
import type { Rule } from './rules.ts';
import type { Unused } from './uses.ts';

/** What lies in a part, and what proves it. */
export interface Part {
  readonly sources: readonly Source[];
  /** All TypeScript under `test` that belongs to it. */
  readonly tests: readonly Source[];
  readonly unused: Unused;
  readonly rules: readonly Rule[];
}

/** The middle one, the one below which nine of ten lie, and the largest. */
export type Spread = readonly [median: number, p90: number, max: number];

/** A part in numbers; `count` stands beside what it is a share of. */
export interface Figures {
  readonly files: number;
  readonly lines: number;
  readonly linesPerFile: Spread;
  readonly filesUnder20: number;
  readonly filesOver300: number;
  readonly functions: number;
  readonly linesPerFunction: Spread;
  /** Lines that have a comment on them, for 100 lines that have code on them; a line may have both. */
  readonly commentsPer100: number;
  readonly exports: number;
  readonly exportsDocumented: number;
  readonly members: number;
  readonly membersDocumented: number;
  /** Values that no other file imports, and those that only tests import; see `uses.ts`. */
  readonly exportedForNobody: number;
  readonly exportedForTests: number;
  /** Each as `a > b > a`; an import of types counts. */
  readonly circlesOfFiles: readonly string[];
  readonly circlesOfRooms: readonly string[];
  /** The longest way of imports that are left in the built code. */
  readonly chain: readonly string[];
  readonly any: number;
  readonly casts: number;
  readonly castsPer1000: number;
  readonly nonNull: number;
  /** Lines of files that hold tests, for each line of source. */
  readonly testsPerLine: number;
  /** The same with all that tests are made of, without benches. */
  readonly testCodePerLine: number;
  readonly rules: number;
  readonly rulesTested: number;
}

/** Counts a part. Its circles lie within it, and its chain ends at the first file outside of it. */
export function figuresOf(part: Part, proven: ReadonlySet<string>): Figures {
  const { sources, tests, unused, rules } = part;
  const lines = sum(sources.map((source) => source.lines));
  const places = sources.flatMap((source) => source.places);
  const functions = sources.flatMap(functionLengths);
  const [exports, members] = [sources.flatMap(exportsOf), sources.flatMap(membersOf)];
  const casts = count(places, isCast);
  const withoutBench = tests.filter(({ path }) => !path.startsWith('test/bench/'));
  return {
    files: sources.length,
    lines,
    linesPerFile: spread(sources.map((source) => source.lines)),
    filesUnder20: count(sources, (source) => source.lines < 20),
    filesOver300: count(sources, (source) => source.lines > 300),
    functions: functions.length,
    linesPerFunction: spread(functions),
    commentsPer100: share(sum(sources.map(commentLines)), sum(sources.map(codeLines)), 100),
    exports: exports.length,
    exportsDocumented: count(exports, ({ doc }) => doc !== null),
    members: members.length,
    membersDocumented: count(members, ({ doc }) => doc !== null),
    exportedForNobody: unused.byAnybody.length,
    exportedForTests: unused.butByTests.length,
    circlesOfFiles: circlesOfFiles(sources),
    circlesOfRooms: circlesOfRooms(sources),
    chain: deepestChain(sources),
    any: count(places, ({ node }) => node.type === 'TSAnyKeyword'),
    casts,
    castsPer1000: share(casts, lines, 1000),
    nonNull: count(places, ({ node }) => node.type === 'TSNonNullExpression'),
    testsPerLine: share(linesOf(tests.filter(hasTests)), lines, 1),
    testCodePerLine: share(linesOf(withoutBench), lines, 1),
    rules: rules.length,
    rulesTested: count(rules, ({ id }) => proven.has(id)),
  };
}

/** The ids of all rules that some test names. */
export function provenBy(tests: readonly Source[]): ReadonlySet<string> {
  const names = tests.filter(hasTests).flatMap(testNames);
  return new Set(names.flatMap(({ rule }) => rule ?? []));
}

/** The lines of each function that has a name: declared, a method or accessor, or given to a variable or property. */
function functionLengths({ text, places }: Source): number[] {
  const ofMethods = new Set(['MethodDefinition', 'TSAbstractMethodDefinition']);
  const holders = new Set(['VariableDeclarator', 'Property', 'PropertyDefinition']);
  return places.flatMap(({ node, parent, key }): number[] => {
    if (!isFunction(node.type) || node['body'] === null || parent === null) return [];
    const isHeld = (key === 'init' || key === 'value') && holders.has(parent.type);
    const isMethod = key === 'value' && ofMethods.has(parent.type);
    if (node.type !== 'FunctionDeclaration' && !isHeld && !isMethod) return [];
    const { start, end } = isHeld || isMethod ? parent : node;
    return [text.slice(start, end).split('\n').length];
  });
}

function isFunction(type: string): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type);
}

function commentLines({ comments }: Source): number {
  // Each begins on a line of its own but for two on one line, which nobody writes.
  return sum(comments.map(({ text }) => text.split('\n').length));
}

function codeLines({ text, comments }: Source): number {
  const code = comments.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
    text,
  );
  return code.split('\n').filter((line) => line.trim() !== '').length;
}

/** `x as T`, but not `x as const`, which claims nothing. */
function isCast({ node }: Place): boolean {
  if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return false;
  const { typeName } = (node['typeAnnotation'] ?? {}) as { typeName?: { name?: string } };
  return typeName?.name !== 'const';
}

function linesOf(sources: readonly Source[]): number {
  return sum(sources.map(({ lines }) => lines));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

function count<T>(all: readonly T[], isOne: (one: T) => boolean): number {
  return all.filter(isOne).length;
}

/** Of so many wholes, rounded to two places. */
function share(of: number, whole: number, wholes: number): number {
  return whole === 0 ? 0 : Math.round((of / whole) * wholes * 100) / 100;
}

/** By the nearest rank. */
function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((one, other) => one - other);
  const at = (part: number): number => sorted[Math.ceil(part * sorted.length) - 1] ?? 0;
  return [at(0.5), at(0.9), at(1)];
}
