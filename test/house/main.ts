/**
 * `npm run house`: prints the figures of the house. What each of them counts is said in `figures.ts` and `exports.ts`.
 * `--root PATH` counts another checkout, also one of long ago; `--json` is for comparison by a program;
 * `--undocumented` lists each export without a doc comment instead.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, sourcesOf } from '../support/source-tree.ts';
import type { Source } from '../support/source-tree.ts';
import { exportsOf } from './exports.ts';
import { figuresOf, provenBy } from './figures.ts';
import type { Figures, Part } from './figures.ts';
import { rulesIn } from './rules.ts';
import { tableOf } from './table.ts';

const FOLDERS = ['client', 'server', 'shared'];

const { values: asked } = parseArgs({
  options: {
    root: { type: 'string', default: ROOT },
    json: { type: 'boolean', default: false },
    undocumented: { type: 'boolean', default: false },
  },
});
const root = resolve(asked.root);
if (!FOLDERS.every((folder) => existsSync(resolve(root, folder))))
  throw new Error(`${root} is no checkout of this project: it has no ${FOLDERS.join(', ')}.`);

const sources = sourcesOf(root, FOLDERS);
if (asked.undocumented) say(undocumented(sources).join('\n'));
else {
  const figures = allFigures();
  say(asked.json ? JSON.stringify(figures, null, 2) : tableOf(figures));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function undocumented(all: readonly Source[]): string[] {
  return all
    .flatMap(exportsOf)
    .filter(({ doc }) => doc === null)
    .map(({ at, name }) => `${at} ${name}`);
}

function allFigures(): Readonly<Record<string, Figures>> {
  const tests = sourcesOf(root, ['test']);
  const rules = rulesIn(root);
  const proven = provenBy(tests);
  const under = <T>(all: readonly T[], folder: string, pathOf: (one: T) => string): T[] =>
    all.filter((one) => pathOf(one).startsWith(`${folder}/`));
  const parts = FOLDERS.map((folder): [string, Part] => [
    folder,
    {
      sources: under(sources, folder, ({ path }) => path),
      tests: under(tests, `test/${folder}`, ({ path }) => path),
      rules: under(rules, folder, ({ at }) => at),
    },
  ]);
  const all: [string, Part] = ['all', { sources, tests, rules }];
  return Object.fromEntries([...parts, all].map(([name, part]) => [name, figuresOf(part, proven)]));
}
