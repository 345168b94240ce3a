/** A JSON copy has all of an article: an empty server makes the same of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let [here, there]: TestServer[] = [];
beforeAll(async () => {
  [here, there] = await Promise.all([testServer(), testServer()]);
});
afterAll(() => Promise.all([here?.close(), there?.close()]));

// oxlint-disable-next-line typescript/no-explicit-any -- what is expected of them stands in the tests
type Json = any;

/** A red dot of one pixel. */
const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

const TEXT = `# The ferry

The ferry sails at nine each morning. Nobody **minds** the wait.

![A dot](${DOT})

| Year | Boats |
| --- | --- |
| 1962 | one |

Паром ходил каждый день. 渡轮每天早上九点开。 The end 👨‍👩‍👧.`;

/** An article with layers of three audiences and notes of every kind in every state. */
async function fullArticle(server: TestServer): Promise<string> {
  const { id, layers } = await server.article(TEXT);
  const made = async (method: string, path: string, body: object): Promise<Json> => {
    const { json, status, text } = await server.ask(method, `/api/articles/${id}${path}`, body);
    expect(status, text).toBeLessThan(300);
    return json;
  };
  const comments = layers.find(({ name }) => name === 'Comments')!.id;
  const board = (await made('POST', '/layers', { name: 'Board', color: 'blue', audience: 'moderators' })).id; // prettier-ignore
  const note = async (kind: string, exact: string, more: object = {}, layer = comments) =>
    (await made('POST', '/annotations', { layer, kind, target: { exact }, ...more })).id;
  const asked = await note('comment', 'nine', { body: 'In **winter**, too?', tags: ['facts'] });
  await made('POST', `/annotations/${asked}/replies`, { body: 'At ten then.' });
  await made('PUT', `/annotations/${asked}/pin`, {}).catch(() => undefined);
  const settled = await note('comment', '1962', { body: 'I think 1961.' });
  await made('POST', `/annotations/${settled}/status`, { status: 'resolved' });
  await note('suggestion', 'minds', { replacement: 'mind' });
  const taken = await note('suggestion', 'Nobody', { replacement: 'No one' });
  await made('POST', `/annotations/${taken}/status`, { status: 'accepted' });
  const gone = await note('comment', 'каждый день', { body: 'Gone.' });
  const cut = await note('suggestion', ' ходил каждый день', { replacement: '' });
  await made('POST', `/annotations/${cut}/status`, { status: 'accepted' });
  expect(gone).toBeTruthy();
  await note('highlight', '早上九点', { color: 'green' });
  await note('question', '👨‍👩‍👧', { body: 'Who?' }, board);
  await made('PATCH', `/layers/${board}`, { locked: true });
  return id;
}

async function copyOf(server: TestServer, id: string): Promise<Json> {
  const { status, text } = await server.ask('GET', `/api/articles/${id}/export?format=json`);
  expect(status).toBe(200);
  return JSON.parse(text);
}

async function bring(server: TestServer, copy: unknown, token?: string) {
  const form = new FormData();
  const words = typeof copy === 'string' ? copy : JSON.stringify(copy);
  form.set('file', new Blob([words]), 'copy.json');
  return server.ask('POST', '/api/articles', form, token);
}

/** What is the same wherever it is: without ids and addresses of a server, and people by their names. */
function canonical({ article, doc, text, layers, people, annotations, pictures }: Json): unknown {
  const { title, language, direction } = article;
  const nameOf = (id: string | null): string =>
    people.find((one: Json) => one.id === id)?.name.replace(' (from a file)', '') ?? id;
  const layerOf = (id: string): string => layers.find((one: Json) => one.id === id).name;
  return {
    title, language, direction, doc, text, pictures,
    layers: layers.map(({ id: _, created: _made, ...layer }: Json) => layer),
    annotations: annotations.map(({ via: _, anchors: _was, assignee: _whose, revision: _often, ...one }: Json) => ({
      ...one,
      layer: layerOf(one.layer),
      author: nameOf(one.author),
      statusBy: one.statusBy && nameOf(one.statusBy),
      // Which of the two it is rests on ids of characters, which are new.
      anchoring: { ...one.anchoring, state: one.anchoring.state === 'moved' ? 'exact' : one.anchoring.state },
      // Where the words were, and what was beside them, is said of the text as it is now.
      anchor: one.anchor.exact,
      replies: one.replies.map((reply: Json) => ({ ...reply, author: nameOf(reply.author) })),
      reactions: one.reactions.map(({ emoji, by }: Json) => ({ emoji, by: nameOf(by)?.replaceAll('\u00A0', ' ') })),
    })),
  }; // prettier-ignore
}

describe('a JSON copy', () => {
  test('I40 makes the same article with all of its notes on an empty server', async () => {
    const left = await copyOf(here!, await fullArticle(here!));
    expect(left.annotations.length).toBe(8);
    expect(left.pictures).toHaveLength(1);
    const came = await bring(there!, left);
    expect(came.status).toBe(201);
    expect(came.json.warnings).toEqual(['8 notes came with it.']);
    const back = await copyOf(there!, came.json.id);
    expect(canonical(back)).toEqual(canonical(left));
    // Once more is the same again.
    const again = await bring(there!, back);
    expect(canonical(await copyOf(there!, again.json.id))).toEqual(canonical(left));
    const { status } = await there!.ask('GET', left.pictures[0].address);
    expect(status).toBe(200);
  });

  test('I40 nobody in it becomes a member, and no note of fewer readers is opened to more', async () => {
    const left = await copyOf(here!, await fullArticle(here!));
    const editor = await there!.member('Ed', 'editor');
    const came = await bring(there!, left, editor.token);
    expect(came.json.warnings).toEqual(['7 notes came with it.', '1 note could not be taken along.']); // prettier-ignore
    const path = `/api/articles/${came.json.id}/annotations?status=all`;
    const { json } = await there!.ask('GET', path);
    for (const one of json.items) expect(one.author).toMatch(/^file:/);
    expect(JSON.stringify(json)).not.toContain('Who?');
  });

  test('I40 one that is damaged, of a later version, or of something else is refused with a sentence', async () => {
    const left = await copyOf(here!, await fullArticle(here!));
    const cases: [unknown, string][] = [
      ['{"a', 'The file is no JSON.'],
      [{ a: 1 }, 'This JSON is no copy of an article: its “format” isn’t “galley”.'],
      [{ ...left, version: 2 }, 'This copy was made by a later version of Galley.'],
      [{ ...left, doc: undefined }, 'This copy has no text, or one that no article can have.'],
      [{ ...left, doc: { type: 'script' } }, 'This copy has no text, or one that no article can have.'], // prettier-ignore
      [{ ...left, annotations: [{ ...left.annotations[0], status: 'x' }] }, 'This copy is damaged at “annotations.0.status”.'], // prettier-ignore
    ];
    for (const [copy, detail] of cases)
      expect(await bring(there!, copy)).toMatchObject({ status: 400, json: { detail } });
  });

  test('I40 what the gate of a live text refuses is in no text that is made of one', async () => {
    const left = await copyOf(here!, await fullArticle(here!));
    const words = JSON.stringify(left.doc);
    const cell = { type: 'table_cell', attrs: { colspan: 1e9 }, content: [{ type: 'paragraph' }] };
    const table = { type: 'table', content: [{ type: 'table_row', content: [cell] }] };
    const link = { type: 'link', attrs: { href: 'javascript:alert(1)' } };
    const linked = { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [link] }] };
    const docs = [
      { ...left.doc, content: [...left.doc.content, table] },
      { ...left.doc, content: [...left.doc.content, linked] },
      JSON.parse(words.replace(/"src":"[^"]+"/, '"src":"javascript:alert(1)"')),
      JSON.parse(words.replace(/"colwidth":null/, '"colwidth":"wide"')),
    ];
    for (const doc of docs) {
      expect(JSON.stringify(doc)).not.toBe(words);
      const came = await bring(there!, { ...left, doc });
      expect(came).toMatchObject({ status: 400, json: { detail: expect.stringMatching(/^This copy has no text/) } }); // prettier-ignore
    }
  });

  test('I40 hostile fields come out as harmless ones', async () => {
    const left = await copyOf(here!, await fullArticle(here!));
    const [first, ...others] = left.annotations;
    const hostile = {
      ...first,
      id: '__proto__',
      created: 'never',
      modified: '9999-12-31T00:00:00Z',
      anchoring: { from: 5, to: 1_000_000 },
      replies: [{ id: '../x', author: '__proto__', created: '', modified: '', body: 'x' }],
      reactions: [{ emoji: 'a b', by: 'x' }, { emoji: '👍', by: 'constructor' }],
    }; // prettier-ignore
    const people = [{ id: first.author, name: '\u202EOlga\n<b>' }];
    const came = await bring(there!, { ...left, people, annotations: [hostile, ...others] });
    expect(came.status).toBe(201);
    const back = await copyOf(there!, came.json.id);
    const made = back.annotations.find((one: Json) => one.replies[0]?.body === 'x');
    expect(made.anchoring.state).toBe('orphaned');
    expect(made.author).toBe('file:Olga <b>');
    expect(made.replies[0].author).toBe('file:Unknown');
    expect(made.reactions).toEqual([{ emoji: '👍', by: 'file:Unknown' }]);
    expect(Date.parse(made.modified)).toBeLessThanOrEqual(Date.now() + 1000);
  });

  test('I40 it has no more of anything than people can give here', async () => {
    const left = await copyOf(here!, await fullArticle(here!));
    const [first] = left.annotations;
    const long = 'x'.repeat(20_000);
    const [remark] = left.annotations.flatMap((one: Json) => one.replies);
    const much = {
      ...first,
      kind: 'comment',
      replacement: 'is no proposal',
      tags: [' a ', ' '],
      anchoring: { from: null, to: null },
      anchor: { exact: 'x'.repeat(90_000), prefix: long, suffix: long, from: 0 },
      replies: Array.from({ length: 40 }, () => ({ ...remark, body: long })),
      reactions: [
        { emoji: 'Approved', by: null },
        ...Array.from({ length: 40 }, (_, at) => ({ emoji: String.fromCodePoint(0x1f600 + at), by: null })),
      ],
    }; // prettier-ignore
    const layer = left.layers.find(({ id }: Json) => id === first.layer);
    const layers = Array.from({ length: 3 }, () => layer);
    const came = await bring(there!, { ...left, layers, annotations: [much, much] });
    expect(came.json.warnings).toEqual(['2 notes came with it.']);
    const back = await copyOf(there!, came.json.id);
    expect(back.annotations).toHaveLength(2);
    const [one, other] = back.annotations;
    expect(one.id).not.toBe(other.id);
    expect(new Set(one.replies.map(({ id }: Json) => id)).size).toBe(25);
    expect(one.reactions).toHaveLength(20);
    expect(one).toMatchObject({ replacement: null, tags: ['a'] });
    expect(one.anchor.exact).toHaveLength(1005);
    expect(one.anchor.prefix.length).toBeLessThan(50);
  });
});
