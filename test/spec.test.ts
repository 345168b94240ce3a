/** Holds the rules of all `SPEC.md` files and the tests together: no rule without a test, no test without its rule. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesUnder, ROOT, isNode, parseSource, sourcesIn } from './support/source-tree.ts';
import type { Place, Source, SyntaxNode } from './support/source-tree.ts';

const RULE = /^- \*\*([A-Z]{1,3}\d+)\*\* (.*)$/;
const NAMED = /^([A-Z]{1,3}\d+)(?: |$)/;

const rules = filesUnder('.')
  .filter((path) => /(^|\/)SPEC\.md$/.test(path))
  .flatMap((path) => rulesOf(path, readFileSync(join(ROOT, path), 'utf8')));
const names = sourcesIn('test')
  .filter(({ path }) => path.endsWith('.test.ts') || path.endsWith('.contract.ts'))
  .flatMap(testNames);

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

interface Rule {
  readonly id: string;
  readonly sentence: string;
  /** File and line. */
  readonly at: string;
}

interface TestName {
  readonly name: string;
  /** The id that it begins with; null where it begins with none. */
  readonly rule: string | null;
  /** File and line. */
  readonly at: string;
}

function rulesOf(path: string, spec: string): Rule[] {
  return spec.split('\n').flatMap((text, line) => {
    const [, id, sentence] = RULE.exec(text) ?? [];
    return id === undefined || sentence === undefined
      ? []
      : [{ id, sentence, at: `${path}:${line + 1}` }];
  });
}

/** A name that is made of its row alone (`%s`, `$name`, `${name}`) stands in the table: any string of the file that names a rule. */
function testNames(source: Source): TestName[] {
  const found: TestName[] = [];
  const toName = (name: string, line: number): TestName => {
    const rule = NAMED.exec(name)?.[1] ?? null;
    return { name, rule, at: `${source.path}:${line}` };
  };
  for (const { node, line } of source.places) {
    const name = isTest(node) ? nameOf(node) : null;
    if (name === null) continue;
    if (/^(%s|\$\w|$)/.test(name)) found.push(...tableNames(source).map((row) => toName(...row)));
    else found.push(toName(name, line));
  }
  return found;
}

function tableNames({ places }: Source): [string, number][] {
  const strings = places.filter(isInRow).map(({ node, line }) => [node['value'], line] as const);
  return strings.flatMap(([value, line]): [string, number][] =>
    typeof value === 'string' && NAMED.test(value) ? [[value, line]] : [],
  );
}

function isInRow({ node, parent }: Place): boolean {
  return node.type === 'Literal' && /^(ArrayExpression|Property)$/.test(parent?.type ?? '');
}

/** `test(…)`, `test.skip(…)`, `test.each(…)(…)`: a call whose innermost name is `test` or `it`, and that gets a name. */
function isTest(node: SyntaxNode): boolean {
  if (node.type !== 'CallExpression' || !Array.isArray(node['arguments'])) return false;
  let callee: unknown = node['callee'];
  while (isNode(callee)) {
    if (callee.type === 'Identifier') return ['test', 'it'].includes(String(callee['name']));
    callee = callee.type === 'MemberExpression' ? callee['object'] : callee['callee'];
  }
  return false;
}

function nameOf(node: SyntaxNode): string | null {
  const [first] = node['arguments'] as readonly unknown[];
  if (!isNode(first)) return null;
  if (first.type === 'Literal') return typeof first['value'] === 'string' ? first['value'] : null;
  if (first.type !== 'TemplateLiteral') return null;
  const [start] = first['quasis'] as readonly { readonly value: { readonly raw: string } }[];
  return start?.value.raw ?? null;
}
