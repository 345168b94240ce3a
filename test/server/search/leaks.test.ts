/** What somebody may not read is not found, not counted, and changes nothing of what is found: for each role, with a word for each field. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchAnswer } from '../../../shared/wire/routes/search.ts';
import { hurriedTime } from '../../support/hurried-time.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { askAt, testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { randomFrom } from '../../support/random.ts';

const PEOPLE = [
  'viewer',
  'commenter',
  'editor',
  'moderator',
  'owner',
  'guest',
  'granted',
  'removed',
] as const;
type Who = (typeof PEOPLE)[number];

/** Those who may write threads where they may write any. */
const WRITERS = ['commenter', 'editor', 'moderator', 'owner', 'guest'] as const;

let server: TestServer;
const headers = new Map<Who, Record<string, string>>();
const articles: ArticleReply[] = [];
/** Each word that is in one field of one thing. */
const canaries: string[] = [];
let trashed: string;

const ask = (who: Who, method: string, path: string, body?: unknown): Promise<Reply> =>
  askAt(server.url, method, path, body, '', headers.get(who) ?? {});

async function seek(who: Who, q: string, rest = ''): Promise<SearchAnswer> {
  const { status, json, text } = await ask(
    who,
    'GET',
    `/api/search?q=${encodeURIComponent(q)}${rest}`,
  );
  expect(status, text).toBe(200);
  return json;
}

function canary(): string {
  const word = `canary${canaries.length}x`;
  canaries.push(word);
  return word;
}

async function thread(
  who: Who,
  article: string,
  layer: string,
  words = canary(),
): Promise<string | null> {
  const made = await ask(who, 'POST', `/api/articles/${article}/annotations`, {
    layer,
    kind: 'suggestion',
    target: { exact: 'quay' },
    body: `About ${words} here.`,
    replacement: `instead ${canary()}`,
    tags: [canary()],
  });
  if (made.status !== 201) return null;
  await ask(who, 'POST', `/api/articles/${article}/annotations/${made.json.id}/replies`, {
    body: `Answer ${canary()}`,
  });
  return made.json.id;
}

beforeAll(async () => {
  server = await testServer({ now: hurriedTime() });
  for (let n = 0; n < 2; n += 1)
    articles.push(
      await server.article(`# Harbour ${canary()}\n\nThe quay at dawn. It has ${canary()} in it.`),
    );
  const [first, second] = articles as [ArticleReply, ArticleReply];
  const tokens = new Map<Who, string>();
  for (const who of ['viewer', 'commenter', 'editor', 'moderator', 'owner', 'removed'] as const) {
    const { id, token } = await server.member(`Person ${who}`, who === 'removed' ? 'owner' : who);
    tokens.set(who, token);
    if (who === 'removed') await server.ask('DELETE', `/api/members/${id}`);
  }
  const granted = await server.member('Person granted', 'viewer');
  tokens.set('granted', granted.token);
  const grant = await server.ask('POST', `/api/articles/${second.id}/members`, {
    member: granted.id,
    role: 'moderator',
  });
  expect(grant.status).toBeLessThan(300);
  for (const [who, token] of tokens) headers.set(who, { authorization: `Bearer ${token}` });
  const share = await makeShare(server, first.id);
  headers.set('guest', { cookie: (await guestOf(server, share.secret)).cookie });
  for (const article of articles)
    for (const audience of ['public', 'members', 'editors', 'moderators', 'private']) {
      const layer = { name: `For ${audience}`, color: 'blue', audience };
      await server.ask('POST', `/api/articles/${article.id}/layers`, layer);
    }
  for (const who of WRITERS)
    for (const article of articles) {
      const { json } = await ask(who, 'GET', `/api/articles/${article.id}/layers`);
      const layers: string[] = (json.items ?? []).map(({ id }: { id: string }) => id);
      for (const layer of [...layers, 'notes']) await thread(who, article.id, layer);
    }
  const gone = await server.article(`# Gone ${canary()}\n\nThe quay, and ${canary()}.`);
  trashed = gone.id;
  await server.ask('DELETE', `/api/articles/${gone.id}`);
});
afterAll(() => server.close());

/** All words that the person gets to read by the other routes, which have tests of their own. */
async function readableBy(who: Who): Promise<string> {
  const answers = await Promise.all(
    [...articles.map(({ id }) => id), trashed].flatMap((id) =>
      ['text', 'annotations'].map((what) => ask(who, 'GET', `/api/articles/${id}/${what}`)),
    ),
  );
  expect(answers.every(({ json }) => !json?.next)).toBe(true);
  return answers.map(({ status, text }) => (status === 200 ? text : '')).join('\n');
}

describe('what somebody may not read', () => {
  test('SE1 is not found and not counted: each word of each field, for each role', async () => {
    for (const who of PEOPLE) {
      if (who === 'removed') continue;
      const readable = await readableBy(who);
      let found = 0;
      for (const word of canaries) {
        const { items, counts, next } = await seek(who, word);
        const isTheirs = new RegExp(`${word}\\b`).test(readable);
        // A title is in the text, too.
        expect(items.length > 0, `${word} for ${who}`).toBe(isTheirs);
        expect(counts['all'], `${word} for ${who}`).toBe(items.length);
        expect(next).toBeNull();
        if (isTheirs) found += 1;
      }
      expect(found, who).toBeGreaterThan(0);
      // Nor by the beginning of a word, and not by a question that has it beside others.
      const all = await seek(who, 'canary');
      const pages = [...all.items];
      for (let { next } = all; next !== null;) {
        const page = await seek(who, 'canary', `&cursor=${next}`);
        pages.push(...page.items);
        next = page.next;
      }
      expect(pages).toHaveLength(all.counts['all'] ?? -1);
      for (const { sentence } of pages) {
        const words = sentence.map((piece) => piece.words).join('');
        for (const word of words.match(/canary\d+x/g) ?? []) expect(readable).toContain(word);
      }
    }
  }, 60_000);

  test('SE1 nobody is answered who may read nothing', async () => {
    expect((await ask('removed', 'GET', '/api/search?q=harbour')).status).toBe(401);
    expect((await askAt(server.url, 'GET', '/api/search?q=harbour', undefined, '')).status).toBe(
      401,
    );
  });

  test('SE1 the layer of another, named in the question, is as if it were not there', async () => {
    const { json } = await ask('moderator', 'GET', `/api/articles/${articles[0]?.id}/layers`);
    for (const { id, audience } of json.items) {
      if (audience !== 'moderators' && audience !== 'private') continue;
      for (const who of ['viewer', 'commenter', 'editor', 'guest'] as const)
        expect(await seek(who, 'about', `&layer=${id}`)).toEqual(
          await seek(who, 'about', '&layer=none'),
        );
    }
  });

  test('SE2 changes neither what is found, nor its order, nor a count', async () => {
    const random = randomFrom(7);
    const questions = ['about', 'quay', 'a', 'quay dawn', '"the quay"', 'answer', 'harbour'];
    const seekers = ['viewer', 'commenter', 'guest'] as const;
    const answers = () => Promise.all(seekers.flatMap((who) => questions.map((q) => seek(who, q))));
    const before = await answers();
    for (let round = 0; round < 20; round += 1) {
      const article = articles[random(articles.length)] as ArticleReply;
      const { json } = await ask('moderator', 'GET', `/api/articles/${article.id}/layers`);
      const hidden = json.items.find(
        ({ audience }: { audience: string }) => audience === 'moderators',
      );
      const words = questions[random(questions.length)] ?? '';
      const many = `${words} `.repeat(1 + random(40));
      expect(
        await thread('moderator', article.id, round % 2 ? 'notes' : hidden.id, many),
      ).not.toBeNull();
    }
    expect(await answers()).toEqual(before);
  });

  test('SE3 is found no more from the moment on at which a right ends', async () => {
    const [first] = articles as [ArticleReply];
    const { json } = await ask('owner', 'GET', `/api/articles/${first.id}/layers`);
    const layer = json.items.find(({ audience }: { audience: string }) => audience === 'public');
    const word = 'ephemeral';
    await thread('owner', first.id, layer.id, word);
    expect((await seek('viewer', word)).counts['all']).toBe(1);
    const path = `/api/articles/${first.id}/layers/${layer.id}`;
    await server.ask('PATCH', path, { audience: 'moderators' });
    expect(await seek('viewer', word)).toMatchObject({ items: [], counts: { all: 0 } });
    expect((await seek('moderator', word)).counts['all']).toBe(1);
    await server.ask('PATCH', path, { audience: 'members' });
    expect((await seek('viewer', word)).counts['all']).toBe(1);
    await server.ask('DELETE', path);
    expect((await seek('owner', word)).counts['all']).toBe(0);
  });

  test('SE3 in the trash is found no more, and again when it is brought back', async () => {
    const doomed = await server.article('# Doomed\n\nA zeppelin.');
    expect((await seek('viewer', 'zeppelin')).counts['all']).toBe(1);
    await server.ask('DELETE', `/api/articles/${doomed.id}`);
    expect((await seek('owner', 'zeppelin')).counts['all']).toBe(0);
    await server.ask('POST', `/api/trash/${doomed.id}/restore`);
    expect((await seek('viewer', 'zeppelin')).counts['all']).toBe(1);
  });
});
