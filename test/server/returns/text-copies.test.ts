/** HTML and Markdown copies that leave, are worked on and come back, as articles of their own and onto the one that they were made of. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await server.article('# First'); // starts the process that reads files
}, 60_000);
afterAll(() => server.close());

const TEXT = `# The ferry

The ferry sails at nine each morning. Nobody minds the wait.

It was built in 1962 by the yard at the mouth of the river.

The last crossing is at dusk.`;

/** With a thread that has an answer, one that is settled, an open suggestion, and a note of fewer readers. */
async function article() {
  const made = await server.article(TEXT);
  const at = `/api/articles/${made.id}`;
  const comments = layerIn(made, 'Comments');
  const board = (await server.ask('POST', `${at}/layers`, { name: 'Board', color: 'blue', audience: 'moderators' })).json.id as string; // prettier-ignore
  const add = async (kind: string, exact: string, more: object, layer = comments) => {
    const body = { layer, kind, target: { exact }, ...more };
    const { json, status, text } = await server.ask('POST', `${at}/annotations`, body);
    expect(status, text).toBe(201);
    return json.id as string;
  };
  const asked = await add('comment', 'nine', { body: 'In **winter**, too?', tags: ['facts'] });
  await server.ask('POST', `${at}/annotations/${asked}/replies`, { body: 'At ten then.' });
  await server.ask('PUT', `${at}/annotations/${asked}/reactions/👍`);
  const settled = await add('comment', '1962', { body: 'I think 1961.' });
  await server.ask('POST', `${at}/annotations/${settled}/status`, { status: 'resolved' });
  const proposed = await add('suggestion', 'dusk', { replacement: 'nightfall' });
  const hidden = await add('comment', 'river', { body: 'Secretwords' }, board);
  return { ...made, at, board, comments, asked, settled, proposed, hidden };
}

function layerIn({ layers }: ArticleReply, name: string): string {
  return layers.find((one) => one.name === name)!.id;
}

const FORMATS = [
  ['html', 'copy.html'],
  ['md', 'copy.md'],
] as const;

async function copyOf(at: string, format: string, token?: string): Promise<string> {
  const { status, text } = await server.ask('GET', `${at}/export?format=${format}`, undefined, token); // prettier-ignore
  expect(status).toBe(200);
  return text;
}

async function send(path: string, name: string, file: string, token?: string) {
  const form = new FormData();
  form.set('file', new Blob([file]), name);
  return server.ask('POST', path, form, token);
}

// oxlint-disable-next-line typescript/no-explicit-any -- what is expected of them stands in the tests
async function threadsOf(at: string): Promise<any[]> {
  return (await server.ask('GET', `${at}/annotations?status=all`)).json.items;
}

const NOTHING = { comments: 0, replies: 0, suggestions: 0, resolved: 0, reopened: 0 };

describe.each(FORMATS)('a copy as %s', (format, name) => {
  test('I50 is an article with the layers and threads of the old one, by people whom nobody has verified', async () => {
    const { at } = await article();
    const came = await send('/api/articles', name, await copyOf(at, format));
    expect(came.status).toBe(201);
    expect(came.json.warnings).toEqual(['4 notes came with it.']);
    const back = `/api/articles/${came.json.id}`;
    expect((await server.ask('GET', `${back}/text`)).text).toBe((await server.ask('GET', `${at}/text`)).text); // prettier-ignore
    const [left, found] = await Promise.all([threadsOf(at), threadsOf(back)]);
    for (const one of found) expect(one.author).toBe('file:Olga Owner');
    // oxlint-disable-next-line typescript/no-explicit-any -- as above
    const told = ({ kind, body, replacement, tags, status, created, anchoring, replies }: any) => ({
      kind, body, replacement, tags, status, created, words: anchoring.exact,
      // oxlint-disable-next-line typescript/no-explicit-any -- as above
      replies: replies.map((one: any) => [one.body, one.created]),
    }); // prettier-ignore
    expect(found.map(told)).toEqual(left.map(told));
    const audiences = came.json.layers.map((one: { audience: string }) => one.audience);
    expect(audiences).toContain('moderators');
  });

  test('RC19 that nobody has touched brings nothing', async () => {
    const { at } = await article();
    const before = await threadsOf(at);
    const came = await send(`${at}/import`, name, await copyOf(at, format));
    expect(came.json).toMatchObject({ ...NOTHING, known: 4, lost: 0, passages: 0, isDated: true });
    expect(await threadsOf(at)).toEqual(before);
  });

  test('RC19 brings edits as suggestions and replies under the names in the file, once, and what was written meanwhile stays', async () => {
    const { at, asked, comments } = await article();
    const file = (await copyOf(at, format)).replace('minds the wait', 'minds the long wait');
    const worked =
      format === 'html'
        ? file.replace('</li>\n</ol>', '</li>\n<li><b>Rita</b> So be it.</li></ol>')
        : file.replace('At ten then.\n', 'At ten then.\n\n    - **Rita**: So be it.\n');
    const suggest = { layer: comments, kind: 'suggestion', target: { exact: 'The ferry sails' }, replacement: 'The old white ferry sails' }; // prettier-ignore
    const { json } = await server.ask('POST', `${at}/annotations`, suggest);
    await server.ask('POST', `${at}/annotations/${json.id}/status`, { status: 'accepted' });
    const said = { ...NOTHING, replies: 1, suggestions: 1, authors: ['Rita'], lost: 0 };
    expect((await send(`${at}/import?preview=true`, name, worked)).json).toMatchObject(said);
    expect((await send(`${at}/import`, name, worked)).json).toMatchObject(said);
    const all = await threadsOf(at);
    const thread = all.find(({ id }) => id === asked);
    expect(thread.replies.map((one: { author: string; body: string }) => [one.author, one.body])).toContainEqual(['file:Rita', 'So be it.']); // prettier-ignore
    expect(all.find(({ replacement }) => replacement === 'the long')).toMatchObject({ kind: 'suggestion', anchor: { exact: 'the' } }); // prettier-ignore
    expect((await send(`${at}/import`, name, worked)).json).toMatchObject(NOTHING);
    expect(await threadsOf(at)).toEqual(all);
  });

  test('RC20 tells nothing of layers that whoever takes it can’t read, and brings nothing to them', async () => {
    const { at, board, hidden } = await article();
    const editor = await server.member('Ed', 'editor');
    const own = await copyOf(at, format, editor.token);
    for (const secret of [board, hidden, 'Secretwords', 'Board']) expect(own).not.toContain(secret);
    const whole = await copyOf(at, format);
    for (const secret of [board, hidden, 'Secretwords']) expect(whole).toContain(secret);
    const before = await threadsOf(at);
    const worked = whole.replace('Comment · open', 'Comment · resolved');
    const came = await send(`${at}/import`, name, worked.replaceAll(/Comment · open(?=[^]*Secretwords)/g, 'Comment · resolved'), editor.token); // prettier-ignore
    expect(came.status).toBe(200);
    expect((await threadsOf(at)).find(({ id }) => id === hidden)).toEqual(before.find(({ id }) => id === hidden)); // prettier-ignore
    expect(JSON.stringify(came.json)).not.toContain('Secret');
  });

  test('RC5 a time that is none, or that no order has, is that of the return, and the words come once', async () => {
    const { at, asked } = await article();
    const file = await copyOf(at, format);
    for (const [nth, time] of ['2025-13-45 99:99', '9999-01-01 00:00', '+275760-09-12T00:00:00Z'].entries()) {
      const reply =
        format === 'html'
          ? `<li><b>Rita</b> <time datetime="${time.replace(' ', 'T')}">then</time> So be it ${nth}.</li>`
          : `    - **Rita**, ${time} UTC: So be it ${nth}.`;
      const worked =
        format === 'html'
          ? file.replace('</li>\n</ol>', `</li>\n${reply}</ol>`)
          : file.replace('At ten then.\n', `At ten then.\n\n${reply}\n`);
      expect((await send(`${at}/import`, name, worked)).json).toMatchObject({ ...NOTHING, replies: 1 });
      expect((await send(`${at}/import`, name, worked)).json).toMatchObject(NOTHING);
    }
    const thread = (await threadsOf(at)).find(({ id }) => id === asked);
    for (const { created } of thread.replies) {
      expect(created).toMatch(/^20\d\d-/);
      expect(Date.parse(created)).toBeLessThan(Date.now() + 60_000);
    }
  }); // prettier-ignore

  test('RC20 of another article is refused', async () => {
    const [one, other] = [await article(), await article()];
    const file = await copyOf(one.at, format);
    expect(await send(`${other.at}/import`, name, file)).toMatchObject({ status: 409 });
  });
});
