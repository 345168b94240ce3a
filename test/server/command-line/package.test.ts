/** What `npm pack` makes, and what it needs to run. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from '../../support/source-tree.ts';

const BUILT = `${ROOT}dist/server/`;

/** What the built server imports from packages, but in what `--dev` alone loads: `@a/b` for `@a/b/c`. */
async function packagesAsked(): Promise<Set<string>> {
  const files = (await readdir(BUILT)).filter((name) => /^(?!dev-assets).*\.js$/.test(name));
  const sources = await Promise.all(files.map((name) => readFile(BUILT + name, 'utf8')));
  const imports = /^import (?:.* from )?"([^"]+)";|await import\("([^"]+)"\)/gm;
  const names = sources.flatMap((source) =>
    [...source.matchAll(imports)].map(([, at, later]) => at ?? later ?? ''),
  );
  const foreign = names.filter((name) => !name.startsWith('.') && !isBuiltin(name));
  return new Set(foreign.map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name));
}

test('K7 a package has what is built, the samples and what one reads, and no sources', async () => {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['pack', '--dry-run', '--json', '--ignore-scripts'],
    { cwd: ROOT },
  );
  const [packed] = JSON.parse(stdout) as { readonly files: readonly { readonly path: string }[] }[];
  const paths = packed?.files.map(({ path }) => path) ?? [];
  for (const needed of [
    'server/bin.js',
    'dist/server/main.js',
    'dist/server/format-worker.js',
    'dist/client/index.html',
    'README.md',
    'LICENSE',
    'SECURITY.md',
  ])
    expect(paths).toContain(needed);
  expect(paths.some((path) => path.startsWith('data/samples/'))).toBe(true);
  expect(paths.filter((path) => /\.ts$|^(test|client|shared|data\/store)\//.test(path))).toEqual(
    [],
  );
});

test('K7 the built server asks for no package that is there for building or testing alone', async () => {
  const { dependencies } = JSON.parse(await readFile(`${ROOT}package.json`, 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const asked = await packagesAsked();
  expect(asked.size).toBeGreaterThan(10);
  expect([...asked].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
});
