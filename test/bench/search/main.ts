/**
 * `npm run bench:search [-- --articles 10000]`: search in 10,000 articles of 1,000 words with 50,000 threads: how soon after a start,
 * how fast, with how much memory, and whether what is found is what a naive search finds, also after 1,000 edits, a stop and a kill.
 * Linux only.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { SearchAnswer } from '../../../shared/wire/routes/search.ts';
import { randomFrom } from '../../support/random.ts';
import { firstText } from '../../support/typist.ts';
import { tokensOfEditors } from '../tokens.ts';
import { TOKEN } from '../killable-server.ts';
import { verdict, WatchedServer } from '../watched-server.ts';
import { fillLibrary, naiveSearch, word, words, wordsOf } from './library.ts';
import type { Sources } from './library.ts';

const flag = process.argv.indexOf('--articles');
const articles = flag === -1 ? 10_000 : Number(process.argv[flag + 1]);
const EDITS = 1000;
const QUESTIONS = 1000;
const COMPARED = 60;
/** A text has rested by then. */
const REST_MS = 4000;

/** No phrase goes over it. */
const GAP = Array.from({ length: 5 }, () => '\n');

const random = randomFrom(3);
const folder = mkdtempSync(join(tmpdir(), 'galley-search-'));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  say(`filling a store with ${articles} articles`);
  const sources = await fillLibrary(folder, articles);
  say('starting');
  let begun = performance.now();
  const server = await WatchedServer.open(folder, ['--expose-gc']);
  try {
    await server.stall();
    await ask(server, 'q=warm');
    const ready = performance.now() - begun;
    const spent = `${seconds(ready)} (${seconds(server.cpuMs())} of processor)`;
    verdict('from the start of the process to the first answer', spent, ready < 10_000);
    const startStall = await server.stall();
    say(`longest stall of the loop while loading: ${startStall.cpuMs.toFixed(0)} ms of processor`);
    const seekers = await tokensOfEditors(server.port, TOKEN, 10);
    await measure(server, seekers, 'one at a time', 1);
    await measure(server, seekers, 'four at a time', 4);
    const stall = await server.stall();
    verdict(
      'longest stall of the loop meanwhile',
      `${stall.cpuMs.toFixed(0)} ms`,
      stall.cpuMs < 50,
    );
    memory(server);
    await compare(server, sources, 'as it was filled');
    const typed = await edit(server, sources, seekers);
    await delay(REST_MS);
    for (const article of typed) await readText(server, article, sources);
    await compare(server, sources, `after ${EDITS} edits`);
    await server.kill('SIGTERM');
    begun = performance.now();
    await server.start();
    await ask(server, 'q=warm');
    const again = performance.now() - begun;
    verdict('from another start to the first answer', seconds(again), again < 10_000);
    await compare(server, sources, 'after a stop');
    await edit(server, sources, seekers);
    await server.kill();
    await server.start();
    await refresh(server, sources);
    await compare(server, sources, 'killed right after edits');
    memory(server);
  } finally {
    await server.kill();
  }
  process.stdout.write(`load ${loadavg()[0]?.toFixed(1)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(
  server: WatchedServer,
  tokens: readonly string[],
  what: string,
  lanes: number,
): Promise<void> {
  const times: number[] = [];
  const questions = Array.from({ length: QUESTIONS }, (_, nth) =>
    encodeURIComponent(question(nth)),
  );
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let nth = lane; nth < questions.length; nth += lanes) {
        const since = performance.now();
        await ask(server, `q=${questions[nth]}`, tokens[nth % tokens.length]);
        times.push(performance.now() - since);
      }
    }),
  );
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  const shown = `${at(0.5).toFixed(0)} / ${at(0.95).toFixed(0)} / ${at(0.999).toFixed(0)} ms`;
  verdict(`${QUESTIONS} questions, ${what}: median / p95 / longest`, shown, at(0.95) < 100);
}

/** As people ask: words that are frequent and rare, several, phrases, and beginnings of words. */
function question(nth: number): string {
  const language = nth % 5 === 0 ? 1 : 0;
  switch (nth % 6) {
    case 0:
      return word(language);
    case 1:
      return words(language, 2);
    case 2:
      return words(language, 3);
    case 3:
      return `"${words(language, 2)}"`;
    case 4:
      return word(language).slice(0, 1 + random(3));
    default:
      return `${words(language, 1)} ${word(language).slice(0, 2)}`;
  }
}

function memory(server: WatchedServer): void {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const anonymous = Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  const { now } = server.memory();
  const shown = `${anonymous.toFixed(0)} MB (${now.toFixed(0)} MB with what is mapped of files)`;
  verdict('all memory of the process: heaps, buffers, index', shown, anonymous < 512);
}

async function compare(server: WatchedServer, sources: Sources, when: string): Promise<void> {
  const tokens = await tokensOfEditors(server.port, TOKEN, 3);
  let wrong = 0;
  for (let nth = 0; nth < COMPARED; nth += 1) {
    const asked = question(nth);
    const wanted = naiveSearch(sources, asked);
    const found = await all(server, asked, tokens[nth % tokens.length], wanted.length);
    const isRight =
      found.count === wanted.length &&
      (found.urls === null || JSON.stringify(found.urls) === JSON.stringify(wanted.toSorted()));
    if (!isRight) {
      wrong += 1;
      say(`${asked}: ${found.count} found, ${wanted.length} there`);
    }
  }
  verdict(`${COMPARED} answers as those of a naive search, ${when}`, `${wrong} wrong`, wrong === 0);
}

/** How many there are, and which, where they aren't very many. */
async function all(server: WatchedServer, asked: string, token = TOKEN, wanted = 0) {
  const q = `q=${encodeURIComponent(asked)}`;
  const first = await ask(server, q, token);
  const count = first.counts['all'] ?? 0;
  if (wanted > 60) return { count, urls: null };
  const items = [...first.items];
  for (let { next } = first; next !== null;) {
    const page = await ask(server, `${q}&cursor=${next}`, token);
    items.push(...page.items);
    next = page.next;
  }
  return { count, urls: items.map(({ url }) => url.replace(/#text=.*/, '#text')).sort() };
}

/** Types into texts, and writes, answers, changes and deletes threads. */
async function edit(
  server: WatchedServer,
  sources: Sources,
  tokens: readonly string[],
): Promise<ReadonlySet<string>> {
  say(`${EDITS} edits`);
  const typed = new Set(Array.from({ length: EDITS / 4 }, () => `article-${random(articles)}`));
  for (const article of typed) await type(server, article);
  for (let nth = EDITS / 4; nth < EDITS; nth += 1) {
    const article = random(articles);
    const path = `/api/articles/article-${article}/annotations`;
    const id = `c-${article}-${random(5)}`;
    const place = `/articles/article-${article}#thread-${id}`;
    const there = sources.get(place);
    const body = words(article % 5 === 0 ? 1 : 0, 20);
    const token = tokens[nth % tokens.length] ?? TOKEN;
    if (nth % 4 === 0) {
      const target = { from: 0, to: 2 };
      const note = {
        id: `n-${nth}-${random(1e6)}`,
        layer: `c-${article}`,
        kind: 'comment',
        target,
        body,
      };
      const made = await send(server, 'POST', path, note, token);
      if (made.ok)
        sources.set(`/articles/article-${article}#thread-${note.id}`, {
          kind: 'threads',
          words: wordsOf(body),
        });
    } else if (there !== undefined && nth % 4 === 1) {
      await send(server, 'POST', `${path}/${id}/replies`, { body }, token);
      sources.set(place, { ...there, words: [...there.words, ...GAP, ...wordsOf(body)] });
    } else if (there !== undefined && nth % 4 === 2) {
      await send(server, 'DELETE', `${path}/${id}`, undefined, TOKEN);
      sources.delete(place);
    } else
      await send(
        server,
        'PATCH',
        `/api/articles/article-${article}`,
        { status: 'published' },
        TOKEN,
      );
  }
  return typed;
}

async function send(
  server: WatchedServer,
  method: string,
  path: string,
  body: object | undefined,
  token: string,
): Promise<Response> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.status >= 500 || answer.status === 429)
    throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer;
}

async function type(server: WatchedServer, article: string): Promise<void> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://127.0.0.1:${server.port}/sync`, article, doc, {
    params: { token: TOKEN },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket, // the same but for browser-only events
  });
  await new Promise((resolve) => provider.once('sync', resolve));
  const text = firstText(doc);
  text.insert(0, `${words(0, 3)} `);
  text.delete(40, 10);
  await delay(20);
  provider.destroy();
  doc.destroy();
}

async function readText(server: WatchedServer, article: string, sources: Sources): Promise<void> {
  const answer = await server.ask('GET', `/api/articles/${article}/text`);
  const text = wordsOf((await answer.text()).replace(/^.*\n/, '')); // without the title
  sources.set(`/articles/${article}#text`, { kind: 'texts', words: text });
}

/** Reads again what a kill may have come before. */
async function refresh(server: WatchedServer, sources: Sources): Promise<void> {
  for (let nth = 0; nth < articles; nth += 1) await readText(server, `article-${nth}`, sources);
}

async function ask(server: WatchedServer, query: string, token = TOKEN): Promise<SearchAnswer> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/search?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`${query}: ${await answer.text()}`);
  return (await answer.json()) as SearchAnswer; // as the server answers it
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
