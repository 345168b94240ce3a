/** Readers' reports: taken without an account, tied to the right words, limited, and answered by a receipt. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { stockClient, until } from '../../support/sync-client.ts';

let server: TestServer;
let article: ArticleReply;
let editor: { id: string; token: string };
let now = new Date('2026-05-01T10:00:00Z');
let network = 0;

beforeAll(async () => {
  server = await testServer({
    environment: { GALLEY_PROXIES: '1', GALLEY_REPORTS_PER_HOUR: '10' },
    now: () => now,
  });
  editor = await server.member('Edith', 'editor');
});
beforeEach(async () => {
  article = await server.article('# Tale\n\nA cat saw a cat.\n\nThe **ende** came.');
  await server.ask('PATCH', at(''), { status: 'published' });
});
afterAll(() => server.close());

const at = (rest: string) => `/api/articles/${article.id}${rest}`;

/** From a network of its own where none is given. */
async function report(body: unknown, from = `10.0.0.${(network += 1)}`): Promise<Reply> {
  const response = await fetch(`${server.url}${at('/reports')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}

const receipt = (secret: string) => server.ask('GET', `/api/reports/${secret}`, undefined, '');
const text = async () => (await server.ask('GET', at('/text'))).text;

async function reports() {
  const { json } = await server.ask('GET', at('/annotations?kind=report'));
  return json.items;
}

async function settle(id: string, status: string): Promise<Reply> {
  return server.ask('POST', at(`/annotations/${id}/status`), { status }, editor.token);
}

describe('which words', () => {
  test.each<[string, object]>([
    ['the words before it', { exact: 'cat', prefix: 'saw a ' }],
    ['the words behind it', { exact: 'cat', suffix: '.' }],
    ['its place', { exact: 'cat', from: 17 }],
    ['all of them', { exact: 'cat', prefix: 'saw a ', suffix: '.\nThe', from: 17 }],
  ])('Q1 the second of two equal words is told by %s', async (_name, sent) => {
    expect((await report({ ...sent, suggestion: 'dog' })).status).toBe(202);
    const [made] = await reports();
    expect(made).toMatchObject({
      kind: 'report',
      author: 'reader',
      replacement: 'dog',
      anchoring: { state: 'exact', from: 17, to: 20 },
    });
  });

  test.each<[string, object, number]>([
    ['words that are not there', { exact: 'cow' }, 422],
    ['words that are there twice', { exact: 'cat' }, 422],
    ['no words', { exact: '' }, 400],
    ['no JSON object', [], 400],
    ['a kind of its own', { exact: 'saw', kind: 'comment' }, 400],
    ['an author', { exact: 'saw', author: 'x' }, 400],
    ['a long note', { exact: 'saw', note: 'x'.repeat(1001) }, 400],
    ['too much in all', { exact: 'saw', note: 'x'.repeat(1000), suggestion: 'x'.repeat(998) }, 413],
  ])('Q2 %s: refused, and nothing is kept', async (_name, body, status) => {
    const reply = await report(body);
    expect([reply.status, reply.json.status]).toEqual([status, status]);
    expect(await reports()).toEqual([]);
  });

  test.each(['draft', 'archived'])('Q3 an article that is %s takes none', async (status) => {
    await server.ask('PATCH', at(''), { status });
    expect((await report({ exact: 'saw' })).status).toBe(404);
    expect(await reports()).toEqual([]);
  });

  test('Q4 hostile text stays text', async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&\u202E\u0000';
    const { json } = await report({ exact: 'saw', suggestion: hostile, note: hostile });
    const [made] = await reports();
    expect(made).toMatchObject({ replacement: hostile, body: hostile });
    const page = await server.ask('GET', `/reports/${json.receipt}`, undefined, '');
    const html = (await server.ask('GET', at('/export?format=html'))).text;
    for (const shown of [page.text, html]) {
      expect(shown).toContain('&lt;script&gt;alert(1)');
      expect(shown).not.toMatch(/<script>alert|<img[^>]*onerror/i);
    }
    await settle(made.id, 'accepted');
    const { slug } = (await server.ask('GET', at(''))).json;
    const read = await server.ask('GET', `/read/${slug}`, undefined, '');
    expect(read.text).not.toMatch(/<script>alert|<img[^>]*onerror/i);
  });
});

describe('how often', () => {
  const MINUTE = 60_000;

  test('Q5 ten an hour from one network, then 429 with the time to wait', async () => {
    for (let number = 0; number < 10; number += 1) {
      expect((await report({ exact: 'saw' }, '192.0.2.1')).status).toBe(202);
      now = new Date(now.getTime() + MINUTE);
    }
    const refused = await report({ exact: 'saw' }, '192.0.2.1');
    expect([refused.status, refused.json.type]).toEqual([429, '/problems/too-many-requests']);
    expect(Number(refused.headers.get('retry-after'))).toBe(50 * 60);
    expect(await reports()).toHaveLength(10);
    expect((await report({ exact: 'saw' }, '192.0.2.2')).status).toBe(202);
    now = new Date(now.getTime() + 50 * MINUTE);
    expect((await report({ exact: 'saw' }, '192.0.2.1')).status).toBe(202);
    expect((await report({ exact: 'saw' }, '192.0.2.1')).status).toBe(429);
  });

  test('Q5 a burst does not pass the limit together', async () => {
    const burst = await Promise.all(
      Array.from({ length: 15 }, () => report({ exact: 'saw' }, '192.0.2.9')),
    );
    expect(burst.filter(({ status }) => status === 202)).toHaveLength(10);
  });

  test.each<[string, (number: number) => string, boolean]>([
    ['the addresses of one /64', (n) => `2001:db8:0:1::${n.toString(16)}`, true],
    [
      'other writings of one address',
      (n) => ['2001:DB8:0:2::1', '2001:0db8:0000:0002::1'][n % 2]!,
      true,
    ],
    ['an address and its IPv6 form', (n) => ['192.0.2.77', '::ffff:192.0.2.77'][n % 2]!, true],
    ['an address with changing ports', (n) => `192.0.2.79:${1000 + n}`, true],
    [
      'bracketed addresses with ports, and one in hexadecimal',
      (n) => [`[::ffff:c000:250]:${n}`, '::ffff:192.0.2.80', '192.0.2.80'][n % 3]!,
      true,
    ],
    ['bracketed addresses of one /64', (n) => `[2001:db8:0:3::${n}]:${1000 + n}`, true],
    ['what the sender claims before the proxy', (n) => `198.51.100.${n}, 192.0.2.78`, true],
    ['several /64', (n) => `2001:db8:1:${n.toString(16)}::1`, false],
    ['several addresses', (n) => `203.0.113.${n}`, false],
  ])('Q6 %s count as one network: %s', async (_name, address, isOne) => {
    const statuses: number[] = [];
    for (let number = 1; number <= 11; number += 1)
      statuses.push((await report({ exact: 'saw' }, address(number))).status);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 202));
    expect(statuses[10]).toBe(isOne ? 429 : 202);
  });

  test('Q6 without a proxy nobody is believed about where they are', async () => {
    const open = await testServer({ environment: { GALLEY_REPORTS_PER_HOUR: '1' } });
    const own = await open.article('# Tale');
    await open.ask('PATCH', `/api/articles/${own.id}`, { status: 'published' });
    const send = async (from: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': from };
      const body = JSON.stringify({ exact: 'Tale' });
      const path = `${open.url}/api/articles/${own.id}/reports`;
      return (await fetch(path, { method: 'POST', headers, body })).status;
    };
    expect([await send('192.0.2.1'), await send('192.0.2.2')]).toEqual([202, 429]);
    await open.close();
  });
});

describe('what became of it', () => {
  test('Q7 the receipt tells of the words and the outcome, and of nobody’s name', async () => {
    const { json } = await report({ exact: 'ende', suggestion: 'end', note: 'A typo.' });
    expect(json.receipt).toMatch(/^[\w-]{43}$/);
    expect(json.url).toBe(
      `${server.url.replace('127.0.0.1', 'localhost')}/reports/${json.receipt}`,
    );
    const open = await receipt(json.receipt);
    expect(open.json).toMatchObject({
      status: 'open',
      exact: 'ende',
      suggestion: 'end',
      settled: null,
      article: { title: 'Tale' },
    });
    const [made] = await reports();
    await settle(made.id, 'accepted');
    const settled = await receipt(json.receipt);
    expect(settled.json).toMatchObject({ status: 'accepted', settled: now.toISOString() });
    for (const trace of ['Edith', editor.id, made.id]) expect(settled.text).not.toContain(trace);
    expect(await text()).toBe('Tale\nA cat saw a cat.\nThe end came.');
  });

  test('Q15 the receipt tells nothing of an article that isn’t published any more', async () => {
    const { json } = await report({ exact: 'ende' });
    for (const status of ['draft', 'archived']) {
      await server.ask('PATCH', `/api/articles/${article.id}`, { status, title: 'Secret' });
      const told = await receipt(json.receipt);
      expect([told.status, told.text.includes('Secret')]).toEqual([404, false]);
    }
    await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
    expect((await receipt(json.receipt)).status).toBe(200);
  });

  test.each(['nothing', '__proto__', '%00', 'x'.repeat(4000)])(
    'Q7 there is no receipt %s',
    async (secret) => {
      expect((await receipt(secret)).status).toBe(404);
      expect((await server.ask('GET', `/reports/${secret}`, undefined, '')).status).toBe(404);
    },
  );
});

describe('settling while the text is alive', () => {
  /** Types as an editor would, and waits until the server has it. */
  async function edit(change: (paragraph: Y.XmlText) => void): Promise<void> {
    const client = stockClient(server, article.id, editor.token);
    await client.synced;
    const block = client.doc.getXmlFragment('article').get(1) as Y.XmlElement;
    const before = await text();
    change(block.get(0) as Y.XmlText);
    await until(async () => (await text()) !== before, 'the edit at the server');
    client.destroy();
  }

  test('Q8 accepting corrects the right word after the sentence has grown before it', async () => {
    await report({ exact: 'cat', from: 17, suggestion: 'dog' });
    await edit((words) => words.insert(0, 'Once a cat and '));
    const [made] = await reports();
    expect((await settle(made.id, 'accepted')).json.status).toBe('accepted');
    expect(await text()).toBe('Tale\nOnce a cat and A cat saw a dog.\nThe ende came.');
  });

  test('Q9 words that were changed are not replaced: 409 says how they read now', async () => {
    await report({ exact: 'cat', from: 17, suggestion: 'dog' });
    await edit((words) => words.insert(14, 'r'));
    const changed = await text();
    const [made] = await reports();
    const reply = await settle(made.id, 'accepted');
    expect([reply.status, reply.json.type]).toEqual([409, '/problems/words-changed']);
    expect(reply.json.present).toBe('cart');
    expect(await text()).toBe(changed);
    expect((await reports())[0].status).toBe('open');
  });

  test('Q9 words that have gone are not replaced elsewhere', async () => {
    await report({ exact: 'cat', from: 17, suggestion: 'dog' });
    await edit((words) => words.delete(0, words.length));
    const [made] = await reports();
    expect((await settle(made.id, 'accepted')).json.type).toBe('/problems/words-changed');
    expect(await text()).toBe('Tale\n\nThe ende came.');
    expect((await reports())[0]).toMatchObject({ status: 'open', anchor: { exact: 'cat' } });
  });

  test('Q10 a failed store leaves text and status as they were', async () => {
    const memory = await testServer();
    const own = await memory.article('# Tale\n\nA cat.');
    const path = `/api/articles/${own.id}`;
    const made = await memory.ask('POST', `${path}/annotations`, {
      layer: own.layers[0]?.id,
      kind: 'suggestion',
      target: { exact: 'cat' },
      replacement: 'dog',
    });
    memory.store.failNext(new Error('No space left on device'));
    const one = `${path}/annotations/${made.json.id}`;
    const failed = await memory.ask('POST', `${one}/status`, { status: 'accepted' });
    expect([failed.status, failed.json.type]).toEqual([503, '/problems/store-unavailable']);
    expect(failed.text).not.toContain('No space');
    expect((await memory.ask('GET', `${path}/text`)).text).toBe('Tale\nA cat.');
    expect((await memory.ask('GET', one)).json.status).toBe('open');
    const again = () => memory.ask('POST', `${one}/status`, { status: 'accepted' });
    await until(async () => (await again()).status === 200, 'the store to take it after all');
    expect((await memory.ask('GET', `${path}/text`)).text).toBe('Tale\nA dog.');
    await memory.close();
  });
});
