// Builds client and server into dist/: all of it, or with --stale only what differs from its sources.
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** What the page that people work in may weigh. */
const MAX_WORKSPACE_KB = 350;

/**
 * `made` is the file without which there is no build; `stamp` keeps the digest of the sources that it was made from.
 * @typedef {{name: string, made: string, stamp: string, from: string[], build: () => Promise<string>}} Target
 */

/** @type {readonly Target[]} */
const TARGETS = [
  {
    name: 'client',
    made: 'dist/client/.vite/manifest.json',
    stamp: 'dist/client.sources',
    from: ['client', 'shared', 'vite.config.ts'],
    build: buildClient,
  },
  {
    name: 'server',
    made: 'dist/server/main.js',
    stamp: 'dist/server.sources',
    from: ['server', 'shared'],
    build: buildServer,
  },
];

/** @param {boolean} onlyStale */
async function buildAll(onlyStale) {
  // Left by an `npm pack` that failed, it would stand before package-lock.json at the next install.
  await rm(`${ROOT}npm-shrinkwrap.json`, { force: true });
  for (const target of TARGETS) {
    const digest = await digestOf(['build.js', 'package-lock.json', ...target.from]);
    if (onlyStale && (await isCurrent(target, digest))) continue;
    process.stderr.write(`Building the ${target.name}… `);
    await rm(ROOT + target.stamp, { force: true });
    process.stderr.write(`${await target.build()}\n`);
    await mkdir(`${ROOT}dist`, { recursive: true });
    // Last, so that a build which was broken off is done again; and of the sources as they were before it.
    await writeFile(ROOT + target.stamp, digest);
  }
}

/**
 * @param {Target} target
 * @param {string} digest
 */
async function isCurrent({ made, stamp }, digest) {
  const isMade = await access(ROOT + made).then(
    () => true,
    () => false,
  );
  return isMade && (await readFile(ROOT + stamp, 'utf8').catch(() => '')) === digest;
}

/**
 * The digest of names and contents. Times would miss a deleted file, and don't survive a copy or a fresh clone.
 * @param {readonly string[]} paths Files, and folders with all that is in them.
 */
async function digestOf(paths) {
  const files = (await Promise.all(paths.map(filesIn))).flat().toSorted();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash('sha256');
  files.forEach((file, index) => {
    const content = contents[index] ?? '';
    hash.update(`\n${file.slice(ROOT.length)} ${content.length}\n`).update(content);
  });
  return hash.digest('hex');
}

/** @param {string} path */
async function filesIn(path) {
  if ((await stat(ROOT + path)).isFile()) return [ROOT + path];
  const entries = await readdir(ROOT + path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
}

async function buildClient() {
  const { build } = await import('vite');
  await build({ configFile: `${ROOT}vite.config.ts`, logLevel: 'warn' });
  const kilobytes = Math.round((await workspaceBytes()) / 1000);
  const says = `the workspace loads ${kilobytes} kB of scripts and styles (gzip)`;
  if (kilobytes > MAX_WORKSPACE_KB) {
    throw new Error(`${says}, and ${MAX_WORKSPACE_KB} kB is the most it may.`);
  }
  return `${says}.`;
}

async function buildServer() {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: {
      main: `${ROOT}server/main.ts`,
      'format-worker': `${ROOT}server/formats/format-worker.ts`,
      'index-worker': `${ROOT}server/search/index-worker.ts`,
      'fold-worker': `${ROOT}server/sync/fold-worker.ts`,
      'own-words-worker': `${ROOT}server/personal-data/own-words-worker.ts`,
    },
    platform: 'node',
    // Packages stay in node_modules; only our own files are bundled.
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id),
    logLevel: 'warn',
  });
  await bundle.write({
    dir: `${ROOT}dist/server`,
    format: 'esm',
    entryFileNames: '[name].js',
    cleanDir: true,
    sourcemap: true,
  });
  await bundle.close();
  return 'done.';
}

/** What the workspace's page loads: its entry, its chunk, and all that these import at once. */
async function workspaceBytes() {
  const manifest = JSON.parse(await readFile(`${ROOT}dist/client/.vite/manifest.json`, 'utf8'));
  /** @type {Set<string>} */
  const seen = new Set();
  const visit = (/** @type {string} */ key) => {
    if (seen.has(key)) return;
    if (manifest[key] === undefined) throw new Error(`the build has no ${key} to be weighed.`);
    seen.add(key);
    for (const next of manifest[key].imports ?? []) visit(next);
  };
  visit('index.html');
  visit('workspace/workspace-page.ts');
  const files = new Set(
    [...seen].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]),
  );
  const sizes = [...files].map(
    async (file) => gzipSync(await readFile(`${ROOT}dist/client/${file}`)).length,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** @param {unknown} error */
function sentenceFor(error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  return code === 'ERR_MODULE_NOT_FOUND' && /'(vite|rolldown)'/.test(message)
    ? 'the tools for that are not here; run “npm install” first.'
    : message;
}

try {
  await buildAll(process.argv.includes('--stale'));
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exitCode = 1;
}
