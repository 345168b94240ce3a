/**
 * `npm run bench:stalls [ROUNDS] [--notes]`: how long the server does nothing else while somebody sends the largest frame, imports or exports a
 * large article, or settles a suggestion in one. Linux only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import { LIMITS } from '../../shared/wire/messages.ts';
import { Random } from '../fuzz/random.ts';
import { Client } from './sync/client.ts';
import { COPY_FORMATS } from '../../shared/article/formats.ts';
import { WatchedServer } from './watched-server.ts';
import type { Stall } from './watched-server.ts';

const rounds = Number(process.argv[2] ?? 3);
const MIB = 1 << 20;
const ANNOTATIONS = 500;
/** What is done behind an answer, such as keeping anchors on their words. */
const AFTER_MS = 1500;
/** The goal for one thing at a time. */
const MAX_MS = 50;
const FORMATS = COPY_FORMATS.map(({ name }) => name);

const folder = mkdtempSync(join(tmpdir(), 'galley-stalls-'));
const server = await WatchedServer.open(folder);
const stalls = new Map<string, Stall>();

try {
  for (let round = 0; round < rounds; round += 1) await measure(round);
} finally {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`the least of ${rounds} rounds; load ${loadavg()[0]?.toFixed(1)}\n`);
for (const [what, { wallMs, cpuMs }] of stalls) {
  const mark = cpuMs <= MAX_MS ? '      ' : ' LONG ';
  process.stdout.write(
    `${mark}${what.padEnd(64)}${cpuMs.toFixed(0).padStart(6)} ms of processor${wallMs.toFixed(0).padStart(7)} ms\n`,
  );
}

async function measure(round: number): Promise<void> {
  const random = new Random(1 + round);
  await manyNotes(random);
  if (process.argv.includes('--notes')) return;
  for (const [name, ...updates] of frames()) await sendFrame(name, updates);
  for (const [format, megabytes] of [
    ['text', 5],
    ['markdown', 5],
    ['html', 5],
  ] as const)
    await watch(`import of ${megabytes} MB as ${format}`, () =>
      server.article(content(format, megabytes * MIB - 1000, random), format),
    );
  const id = await server.article(content('markdown', MIB, random));
  await annotate(id, random);
  await watch('the text of 1 MB for the first newcomer', async () => (await editor(id)).close());
  const typist = await editor(id);
  await watch('one key in 1 MB with 500 threads', async () => void typist.update(paragraph('x')));
  typist.close();
  await watch('a suggestion is made in 1 MB', () => suggest(id));
  const suggestion = await suggest(id);
  await watch('a suggestion is accepted in 1 MB', () =>
    demand('POST', `/api/articles/${id}/annotations/${suggestion}/status`, { status: 'accepted' }),
  );
  await watch('all annotations are listed', () => demand('GET', `/api/articles/${id}/annotations`));
  for (const format of FORMATS)
    await watch(`export of 1 MB with 500 threads as ${format}`, async () => {
      const answer = await server.ask('GET', `/api/articles/${id}/export?format=${format}`);
      await answer.arrayBuffer();
      return answer.status;
    });
}

/** Notes over as much of a text as they may quote, and such whose words are gone: what each pause in the typing sets off. */
async function manyNotes(random: Random): Promise<void> {
  const long = await server.article(content('markdown', 200_000, random));
  await annotate(long, random, { notes: 2000, length: 15_000 });
  const typist = await editor(long);
  await watch('a key and the pause after it in 200 kB with 2,000 long notes', async () => {
    typist.update(paragraph('x'));
  });
  await watch('these notes are listed', () => demand('GET', `/api/articles/${long}/annotations`));
  typist.close();
  const gone = await server.article(content('markdown', 100_000, random));
  await annotate(gone, random, { notes: 400, length: 300 });
  const remover = await editor(gone);
  const doc = new Y.Doc();
  for (const update of remover.document) Y.applyUpdate(doc, update);
  const before = Y.encodeStateVector(doc);
  const root = doc.getXmlFragment('article');
  root.delete(1, root.length - 1);
  await watch('the words of 400 notes are taken out, and the pause after it', async () => {
    remover.update(Y.encodeStateAsUpdate(doc, before));
  });
  for (const nth of ['first', 'second'])
    await watch(`these notes are listed a ${nth} time`, () =>
      demand('GET', `/api/articles/${gone}/annotations`),
    );
  remover.close();
}

/** Keeps the least stall of all rounds: the rest is what the machine did besides. */
async function watch(what: string, act: () => Promise<unknown>): Promise<void> {
  await delay(200);
  await server.stall();
  if ((await act()) === 400) return; // a format that isn't there
  await delay(AFTER_MS);
  const stall = await server.stall();
  const known = stalls.get(what);
  if (known === undefined || stall.cpuMs < known.cpuMs) stalls.set(what, stall);
}

/** The last of the updates is watched. */
async function sendFrame(name: string, updates: readonly Uint8Array[]): Promise<void> {
  const update = updates.at(-1) ?? new Uint8Array();
  const client = await editor(await server.article('# A large frame\n\nStart.'));
  let ended = '';
  client.listen(
    () => undefined,
    (reason) => (ended = reason),
  );
  for (const before of updates.slice(0, -1)) client.update(before);
  await delay(AFTER_MS);
  const what = `a frame of ${(update.byteLength / MIB).toFixed(2)} MiB: ${name}`;
  await watch(what, async () => void client.update(update));
  if (ended !== '') process.stderr.write(`${what}: ${ended}\n`);
  client.close();
}

/** As large as a frame or its structs may be. */
function frames(): [string, ...Uint8Array[]][] {
  const words = 'word '.repeat(LIMITS.maxFrameBytes / 5 - 100);
  const update = (fill: (root: Y.XmlFragment) => void): Uint8Array => {
    const doc = new Y.Doc();
    doc.transact(() => fill(doc.getXmlFragment('article')));
    return Y.encodeStateAsUpdate(doc);
  };
  const many =
    (count: number, each: string) =>
    (root: Y.XmlFragment): void =>
      root.insert(
        0,
        Array.from({ length: count }, () => element(each)),
      );
  const marked = (root: Y.XmlFragment): void => {
    const block = element('some words '.repeat(1000));
    root.insert(0, [block]);
    const text = block.get(0) as Y.XmlText; // as it was made
    for (let at = 0; at < 6000; at += 1) text.format(at, 1, { strong: at % 2 === 0 ? {} : null });
  };
  const paragraphs = update(many(6600, 'words '.repeat(18)));
  return [
    ['one paragraph', update(many(1, words))],
    ['6,600 paragraphs of 108 bytes', paragraphs],
    ['all of them are deleted', paragraphs, withoutAll(paragraphs)],
    ['6,600 short paragraphs', update(many(6600, 'word'))],
    ['a paragraph of thousands of marks', update(marked)],
  ];
}

/** What deletes all that the update has put in. */
function withoutAll(update: Uint8Array): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const before = Y.encodeStateVector(doc);
  const root = doc.getXmlFragment('article');
  root.delete(0, root.length);
  return Y.encodeStateAsUpdate(doc, before);
}

function element(words: string): Y.XmlElement {
  const block = new Y.XmlElement('paragraph');
  block.insert(0, [new Y.XmlText(words)]);
  return block;
}

function paragraph(words: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getXmlFragment('article').insert(0, [element(words)]);
  return Y.encodeStateAsUpdate(doc);
}

/** Paragraphs of some hundred characters, here and there with marks, lists and headings. */
function content(format: 'text' | 'markdown' | 'html', bytes: number, random: Random): string {
  const parts: string[] = [];
  for (let length = 0; length < bytes;) {
    const words = Array.from({ length: 40 + random.below(60) }, () => word(random)).join(' ');
    const part = styled(format, words, random);
    parts.push(part);
    length += part.length + 2;
  }
  return parts.join('\n\n').slice(0, bytes);
}

function styled(format: 'text' | 'markdown' | 'html', words: string, random: Random): string {
  const kind = random.below(10);
  if (format === 'text') return words;
  if (format === 'html')
    return kind === 0
      ? `<h2>${words.slice(0, 40)}</h2>`
      : `<p><b>${words.slice(0, 9)}</b> ${words}</p>`;
  if (kind === 0) return `## ${words.slice(0, 40)}`;
  return kind === 1
    ? `- ${words}`
    : `**${words.slice(0, 9)}** ${words} [a link](https://example.org)`;
}

function word(random: Random): string {
  return random
    .next()
    .toString(36)
    .slice(2, 4 + random.below(8));
}

async function annotate(
  id: string,
  random: Random,
  { notes, length }: { readonly notes: number; readonly length: number } = {
    notes: ANNOTATIONS,
    length: 60,
  },
): Promise<void> {
  const text = await (await server.ask('GET', `/api/articles/${id}/text`)).text();
  const layer = await commentLayer(id);
  for (let at = 0; at < notes; at += 20)
    await Promise.all(
      Array.from({ length: 20 }, () => {
        const from = random.below(text.length - length - 140);
        const target = { from, to: from + 10 + random.below(length) };
        return demand('POST', `/api/articles/${id}/annotations`, {
          layer,
          kind: 'comment',
          target,
          body: 'A **remark** on these words.',
        });
      }),
    );
}

async function suggest(id: string): Promise<string> {
  const target = { from: 500_000, to: 500_020 };
  const body = { layer: await commentLayer(id), kind: 'suggestion', target, replacement: 'better' };
  const answer = await demand('POST', `/api/articles/${id}/annotations`, body);
  return ((await answer.json()) as { id: string }).id;
}

async function commentLayer(id: string): Promise<string> {
  const answer = await demand('GET', `/api/articles/${id}`);
  const { layers } = (await answer.json()) as { layers: { id: string; name: string }[] };
  return layers.find(({ name }) => name === 'Comments')?.id ?? '';
}

async function demand(method: string, path: string, body?: object): Promise<Response> {
  const answer = await server.ask(method, path, body);
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer;
}

function editor(id: string): Promise<Client> {
  return Client.join(server.port, { path: server.path(id), envelope: new Uint8Array() });
}
