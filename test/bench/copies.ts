/**
 * `npm run bench:copies [-- --words 100000] [--threads 10000]`: a copy of a long article in each format over HTTP, its time and the
 * memory of the process that writes it, and what others feel who type meanwhile. Linux only.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../../server/storage/open.ts';
import { COPY_FORMATS } from '../../shared/article/formats.ts';
import { testServer } from '../support/server.ts';
import { annotate, longText } from './annotated-article.ts';
import { TOKEN } from './killable-server.ts';
import { Prober } from './neighbours/prober.ts';
import { verdict, WatchedServer } from './watched-server.ts';

const { values } = parseArgs({
  options: {
    words: { type: 'string', default: '100000' },
    threads: { type: 'string', default: '10000' },
    only: { type: 'string', multiple: true },
  },
});

/** The bars, for each format. */
const [MAX_SECONDS, MAX_MB, MAX_KEY_MS] = [20, 1024, 50];
/** Before the first copy, and between two of them. */
const QUIET_MS = 3000;

const folder = mkdtempSync(join(tmpdir(), 'galley-copies-'));
try {
  const [article, elsewhere] = await fill();
  const server = await WatchedServer.open(folder);
  const probers = await Promise.all(
    [article, elsewhere].map((room) => Prober.open(server.port, server.path(room))),
  );
  try {
    process.stdout.write(
      `${values.words} words, ${values.threads} threads; ${cpus()[0]?.model ?? 'unknown processor'} × ${availableParallelism()}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}\n`,
    );
    for (const { name } of COPY_FORMATS)
      if (values.only === undefined || values.only.includes(name))
        await measure(server, article, name, probers);
  } finally {
    for (const prober of probers) prober.close();
    await server.kill();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Puts the long article with its threads into the store, and another one. */
async function fill(): Promise<readonly [string, string]> {
  const store = await openStore(folder);
  const server = await testServer({ environment: { GALLEY_OWNER_TOKEN: TOKEN } }, store);
  const author = (await server.parts.accounts.owner())?.id ?? '';
  const long = await server.parts.articles.find(await idOf(longText(Number(values.words))));
  const elsewhere = await idOf('# Elsewhere\n\nA quiet place.');
  if (long === null) throw new Error('There is no article.');
  const layers = (await server.ask('GET', `/api/articles/${long.id}`, undefined, TOKEN)).json
    .layers;
  await annotate(server, { ...long, layers }, author, Number(values.threads));
  await server.close();
  return [long.id, elsewhere];

  async function idOf(content: string): Promise<string> {
    const body = { content, format: 'markdown' };
    return (await server.ask('POST', '/api/articles', body, TOKEN)).json.id;
  }
}

async function measure(
  server: WatchedServer,
  article: string,
  format: string,
  probers: readonly Prober[],
): Promise<void> {
  await delay(QUIET_MS);
  for (const worker of workersOf(server.pid)) writeFileSync(`/proc/${worker}/clear_refs`, '5');
  let peak = 0;
  const look = setInterval(
    () => (peak = Math.max(peak, ...workersOf(server.pid).map(peakMb))),
    200,
  );
  const start = performance.now();
  const response = await server.ask('GET', `/api/articles/${article}/export?format=${format}`);
  const bytes = (await response.arrayBuffer()).byteLength;
  const seconds = (performance.now() - start) / 1000;
  const keys = probers.map((prober) => prober.since(start));
  clearInterval(look);
  peak = Math.max(peak, ...workersOf(server.pid).map(peakMb));
  const p95 = keys.map((sorted) => sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0);
  const isDone = response.status === 200;
  const size = isDone ? `${(bytes / 1e6).toFixed(1)} MB` : `status ${response.status}`;
  verdict(`${format}: within ${MAX_SECONDS} s`, `${seconds.toFixed(1)} s, ${size}`, isDone && seconds < MAX_SECONDS); // prettier-ignore
  verdict(`${format}: at most ${MAX_MB} MB`, `${peak.toFixed(0)} MB`, peak < MAX_MB);
  verdict(
    `${format}: others’ keys at p95 under ${MAX_KEY_MS} ms`,
    `${p95.map((ms) => ms.toFixed(0)).join(' there, ')} elsewhere`,
    p95.every((ms) => ms < MAX_KEY_MS),
  );
}

function workersOf(server: number): number[] {
  try {
    return execFileSync('pgrep', ['-P', String(server)]).toString().split('\n').filter(Boolean).map(Number); // prettier-ignore
  } catch {
    return []; // none yet
  }
}

function peakMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has ended
  }
}
