/** The rules of all `SPEC.md` files, and the names of the tests that prove them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, isNode } from '../support/source-tree.ts';
import type { Place, Source, SyntaxNode } from '../support/source-tree.ts';

/** A numbered promise, such as `B20`, with its one sentence. */
export interface Rule {
  readonly id: string;
  readonly sentence: string;
  /** File and line. */
  readonly at: string;
}

/** The name of a test as far as it can be read without running it. */
export interface TestName {
  readonly name: string;
  /** The id that it begins with; null where it begins with none. */
  readonly rule: string | null;
  /** File and line. */
  readonly at: string;
}

const RULE = /^- \*\*([A-Z]{1,3}\d+)\*\* (.*)$/;
const NAMED = /^([A-Z]{1,3}\d+)(?: |$)/;

/** The rules of the checkout at `root`, file by file. */
export function rulesIn(root: string): Rule[] {
  return filesUnder('.', root)
    .filter((path) => /(^|\/)SPEC\.md$/.test(path))
    .flatMap((path) => rulesOf(path, readFileSync(join(root, path), 'utf8')));
}

/** Whether a file has tests in it that run: contracts are run by the tests of what keeps them. */
export function hasTests({ path }: Source): boolean {
  return path.endsWith('.test.ts') || path.endsWith('.contract.ts');
}

/**
 * The names of a file's tests. A name that is made of its row alone (`%s`, `$name`, `${name}`) stands in the table: any string
 * in a list or object of the file that begins with an id.
 */
export function testNames(source: Source): TestName[] {
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

function rulesOf(path: string, spec: string): Rule[] {
  return spec.split('\n').flatMap((text, line) => {
    const [, id, sentence] = RULE.exec(text) ?? [];
    return id === undefined || sentence === undefined
      ? []
      : [{ id, sentence, at: `${path}:${line + 1}` }];
  });
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
