/** Many copies at once over HTTP: they are made one after the other elsewhere, and the server goes on. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { FORMAT_LIMITS, openFormats } from '../../../server/formats/formats.ts';
import type { Formats } from '../../../server/formats/formats.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

const SLOW = { timeout: 120_000 };
const COPIES = 50;
const PATIENT = { ...FORMAT_LIMITS, maxReadMs: 100_000, maxWriteMs: 100_000, maxWaitMs: 100_000 };

async function serverWith(formats: Formats): Promise<TestServer> {
  const server = await testServer({ formats });
  onTestFinished(() => server.close());
  return server;
}

/** An article that takes long enough to be written for others to notice, were it written here. */
async function longArticle(server: TestServer): Promise<string> {
  const paragraphs = Array.from(
    { length: 150 },
    (_, at) => `Paragraph ${at}. ${'Words. '.repeat(40)}`,
  );
  const { id, layers } = await server.article(`# Long\n\n${paragraphs.join('\n\n')}`);
  for (let at = 0; at < 40; at += 1) {
    const target = { exact: `Paragraph ${at}.` };
    const fields = { layer: layers[0]?.id, kind: 'comment', target, body: `About **${at}**.` };
    const made = await server.ask('POST', `/api/articles/${id}/annotations`, fields);
    expect(made.status).toBe(201);
  }
  return `/api/articles/${id}/export?format=md`;
}

test('FW6 fifty copies at once are all made, while others are answered', SLOW, async () => {
  const formats = openFormats(PATIENT);
  const server = await serverWith(formats);
  const path = await longArticle(server);
  const people = [await server.member('Ann', 'editor'), await server.member('Bob', 'editor')];
  const ask = (at: number) => server.ask('GET', path, undefined, people[at % 2]!.token);

  let written = 0;
  const answeredBefore: number[] = [];
  const copies = Array.from({ length: COPIES }, async (_, at) => {
    const { status, text } = await ask(at);
    written += 1;
    expect(status).toBe(200);
    expect(text).toContain('About **39**.');
  });
  while (written < COPIES) {
    expect((await server.ask('GET', '/healthz')).status).toBe(200);
    answeredBefore.push(written);
    await delay(20);
  }
  await Promise.all(copies);
  expect(answeredBefore[0]).toBeLessThan(COPIES / 2);
  // Answered again and again while they are made.
  expect(new Set(answeredBefore).size).toBeGreaterThan(5);
});

test('FW4 more than can wait are told to come again', SLOW, async () => {
  const server = await serverWith(openFormats({ ...PATIENT, maxProcesses: 1, maxWaiting: 2 }));
  const path = await longArticle(server);
  const replies = await Promise.all(Array.from({ length: 20 }, () => server.ask('GET', path)));
  const refused = replies.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(replies.length);
  for (const { status, json, headers } of refused) {
    expect(status).toBe(503);
    expect(json).toMatchObject({ type: '/problems/server-busy', status: 503 });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
});

test('FW3 a copy that ends its process is a problem, and the next one is made', SLOW, async () => {
  const formats = openFormats(PATIENT);
  let dies = true;
  const write: Formats['write'] = (source) =>
    dies ? Promise.reject(new Error('A worker process ended: SIGSEGV.')) : formats.write(source);
  const server = await serverWith({ ...formats, write });
  const { id } = await server.article('# A piece\n\nSome words.');
  const path = `/api/articles/${id}/export?format=txt`;
  const failed = await server.ask('GET', path);
  expect(failed).toMatchObject({ status: 500, json: { type: '/problems/internal-error' } });
  expect(failed.text).not.toContain('SIGSEGV');
  dies = false;
  expect((await server.ask('GET', path)).status).toBe(200);
});
