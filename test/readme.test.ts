/** The README says what is so: its tables name what the code names, and its links lead somewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { COMMANDS } from '../server/command-line/commands.ts';
import { RESTORE } from '../server/command-line/restore.ts';
import { helpText } from '../server/command-line/help.ts';
import { SETTINGS } from '../server/config.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(`${ROOT}README.md`, 'utf8');

/** Rows of the table under a heading, without its head. */
function tableUnder(heading: string): string[][] {
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map(withoutCode),
  );
}

const withoutCode = (cell: string): string => cell.trim().replaceAll('`', '');

test('D1 the README and “galley help” name the settings that there are, in the same words', () => {
  const settings = SETTINGS.map(({ name, says, usual }) => [name, says, usual]);
  expect(tableUnder('Settings')).toEqual(settings);
  const inHelp = helpText().split('Settings (environment variables)\n')[1] ?? '';
  const lines = inHelp.split('\n').map((line) => /^ +(\w+) +(.+) \((.+?)\)$/.exec(line)?.slice(1));
  expect(lines).toEqual(settings);
});

test('D2 the README and “galley help” name the commands that there are', () => {
  const usages = ['serve', ...[...COMMANDS, RESTORE].flatMap(({ usage }) => usage.split(' | '))];
  const named = tableUnder('Commands').flatMap(([cell = '']) => cell.split('<br>'));
  expect(named).toEqual(usages.map((usage) => `galley ${usage}`));
  const inHelp = [...helpText().matchAll(/^ {2}galley (.+)$/gm)].flatMap(([, usage = '']) =>
    usage.split(' | '),
  );
  expect(inHelp).toEqual([...usages, 'help']);
});

/** Names of files in a README, each by its path from there, from the root, or from the folder above. */
function missingIn(readmePath: string): string[] {
  const text = readFileSync(ROOT + readmePath, 'utf8');
  const folder = dirname(readmePath);
  const named = [...text.matchAll(/`([a-z./-]+\.(?:ts|js|css))`/g)].map(([, path = '']) => path);
  const isThere = (path: string): boolean =>
    [folder, '.', dirname(folder)].some((from) => existsSync(join(ROOT, from, path)));
  return named.filter((path) => !isThere(path)).map((path) => `${readmePath}: ${path}`);
}

test('D6 each file that a folder’s README names is there', () => {
  const readmes = ['client', 'server', 'shared', 'test'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
      .filter((path) => basename(path) === 'README.md' && !path.includes('node_modules'))
      .map((path) => join(top, path)),
  );
  expect(readmes.length).toBeGreaterThan(20);
  expect(readmes.flatMap(missingIn)).toEqual([]);
});

test('D3 whatever the README and CONTRIBUTING link to or name in the repository is there', () => {
  const contributing = readFileSync(`${ROOT}CONTRIBUTING.md`, 'utf8');
  const linked = [...(readme + contributing).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(
    ([, path = '']) => path,
  );
  const named = [...contributing.matchAll(/`((?:client|server|shared|test)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  expect(linked.length).toBeGreaterThan(5);
  expect(named.length).toBeGreaterThan(5);
  expect([...linked, ...named].filter((path) => !existsSync(ROOT + path))).toEqual([]);
});
