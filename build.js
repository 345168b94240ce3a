// Builds client and server into dist/: all of it, or with --stale only what is older than its sources.
import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

const TARGETS = [
  { made: 'dist/client/.vite/manifest.json', from: ['client', 'shared'], build: buildClient },
  { made: 'dist/server/main.js', from: ['server', 'shared'], build: buildServer },
];

/** Builds what is older than its sources. */
export async function buildStale() {
  for (const target of TARGETS) if (await isStale(target)) await target.build();
}

async function buildAll() {
  for (const target of TARGETS) await target.build();
}

async function isStale({ made, from }) {
  const built = await stat(ROOT + made).catch(() => null);
  if (built === null) return true;
  const files = ['package-lock.json', 'vite.config.ts', 'build.js'].map((name) => ROOT + name);
  for (const folder of from) {
    const entries = await readdir(ROOT + folder, { recursive: true, withFileTypes: true });
    files.push(...entries.map((entry) => `${entry.parentPath}/${entry.name}`));
  }
  const changed = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  return Math.max(...changed) > built.mtimeMs;
}

async function buildClient() {
  const { build } = await import('vite');
  await build({ configFile: `${ROOT}vite.config.ts`, logLevel: 'warn' });
  process.stderr.write(`${await workspaceSize()}\n`);
}

async function buildServer() {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: `${ROOT}server/main.ts`,
    platform: 'node',
    // Packages stay in node_modules; only our own files are bundled.
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id),
    logLevel: 'warn',
  });
  await bundle.write({
    dir: `${ROOT}dist/server`,
    format: 'esm',
    entryFileNames: 'main.js',
    sourcemap: true,
  });
  await bundle.close();
}

/** What the workspace's page loads: its entry, its chunk, and all that these import at once. */
async function workspaceSize() {
  const manifest = JSON.parse(await readFile(`${ROOT}dist/client/.vite/manifest.json`, 'utf8'));
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key) || manifest[key] === undefined) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) visit(next);
  };
  visit('index.html');
  visit('pages/workspace-page.ts');
  const files = new Set(
    [...seen].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]),
  );
  let bytes = 0;
  for (const file of files) bytes += gzipSync(await readFile(`${ROOT}dist/client/${file}`)).length;
  return `The workspace loads ${Math.round(bytes / 1000)} kB of scripts and styles (gzip).`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await (process.argv.includes('--stale') ? buildStale() : buildAll());
}
