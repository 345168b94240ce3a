/**
 * `npm run house`: prints the figures of the house. What each of them counts is said in `figures.ts`, `exports.ts` and `uses.ts`.
 * `--root PATH` counts another checkout, also one of long ago; `--json` is for comparison by a program. Instead of figures,
 * `--undocumented` lists each export without a doc comment, `--unused` each that no file of the product imports.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, sourcesOf } from '../support/source-tree.ts';
import { exportsOf } from './exports.ts';
import type { Export } from './exports.ts';
import { figuresOf, provenBy } from './figures.ts';
import type { Figures, Part } from './figures.ts';
import { rulesIn } from './rules.ts';
import { tableOf } from './table.ts';
import { unusedExports } from './uses.ts';

const FOLDERS = ['client', 'server', 'shared'];

const { values: asked } = parseArgs({
  options: {
    root: { type: 'string', default: ROOT },
    json: { type: 'boolean', default: false },
    undocumented: { type: 'boolean', default: false },
    unused: { type: 'boolean', default: false },
  },
});
const root = resolve(asked.root);
if (!FOLDERS.every((folder) => existsSync(resolve(root, folder))))
  throw new Error(`${root} is no checkout of this project: it has no ${FOLDERS.join(', ')}.`);

const sources = sourcesOf(root, FOLDERS);
const tests = sourcesOf(root, ['test']);
const unused = unusedExports(sources, tests);
process.stdout.write(`${answer()}\n`);

function answer(): string {
  const bare = sources.flatMap(exportsOf).filter(({ doc }) => doc === null);
  if (asked.undocumented) return bare.map(line).join('\n');
  if (asked.unused)
    return [
      ...unused.byAnybody.map((found) => `${line(found)}: nobody`),
      ...unused.butByTests.map((found) => `${line(found)}: tests`),
    ].join('\n');
  return asked.json ? JSON.stringify(allFigures(), null, 2) : tableOf(allFigures());
}

function line({ at, name }: Export): string {
  return `${at} ${name}`;
}

function allFigures(): Readonly<Record<string, Figures>> {
  const rules = rulesIn(root);
  const proven = provenBy(tests);
  const all: Part = { sources, tests, unused, rules };
  const parts = FOLDERS.map((folder) => [folder, partIn(folder, all)] as const);
  return Object.fromEntries(
    [...parts, ['all', all] as const].map(([name, part]) => [name, figuresOf(part, proven)]),
  );
}

function partIn(folder: string, all: Part): Part {
  const isHere = ({ path }: { path: string }): boolean => path.startsWith(`${folder}/`);
  const standsHere = ({ at }: { at: string }): boolean => at.startsWith(`${folder}/`);
  return {
    sources: all.sources.filter(isHere),
    tests: all.tests.filter(({ path }) => path.startsWith(`test/${folder}/`)),
    unused: {
      byAnybody: all.unused.byAnybody.filter(standsHere),
      butByTests: all.unused.butByTests.filter(standsHere),
    },
    rules: all.rules.filter(standsHere),
  };
}
