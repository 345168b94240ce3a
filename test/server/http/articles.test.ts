/** Articles over HTTP: brought in, listed, changed, deleted, and what happens to what can't be read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { testServer } from '../../support/server.ts';
import type { Reply, TestServer } from '../../support/server.ts';
import { stockClient } from '../../support/sync-client.ts';

let server: TestServer;
let tokens: Record<'viewer' | 'commenter' | 'editor' | 'moderator', string>;

beforeAll(async () => {
  server = await testServer();
  tokens = {
    viewer: (await server.member('Vera', 'viewer')).token,
    commenter: (await server.member('Carl', 'commenter')).token,
    editor: (await server.member('Edith', 'editor')).token,
    moderator: (await server.member('Mona', 'moderator')).token,
  };
});
afterAll(() => server.close());

function upload(
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  type = '',
): Promise<Reply> {
  const form = new FormData();
  form.set('file', new Blob([content], { type }), name);
  return server.ask('POST', '/api/articles', form);
}

const text = async (id: string) => (await server.ask('GET', `/api/articles/${id}/text`)).text;

async function library(): Promise<string> {
  return (await server.ask('GET', '/api/articles')).text;
}

describe('bringing in', () => {
  test('H11 JSON gives an article with its two layers', async () => {
    const body = { title: 'Given', content: 'One.\n\nTwo.', format: 'text', language: 'de-ch' };
    const reply = await server.ask('POST', '/api/articles', body, tokens.editor);
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({
      title: 'Given',
      slug: 'given',
      status: 'draft',
      language: 'de-CH',
      direction: 'ltr',
      url: `/articles/${reply.json.id}`,
      readUrl: '/read/given',
      epoch: 1,
      layers: [
        { name: 'Comments', audience: 'members', purpose: 'comments', writable: true },
        { name: 'Reports', audience: 'editors', purpose: 'reports' },
      ],
    });
    expect(await text(reply.json.id)).toBe('Given\nOne.\nTwo.');
  });

  test.each([
    ['notes.txt', 'A title\n\nSome text.', 'text/plain', 'A title\nSome text.'],
    ['notes.md', '# A title\n\n*Some* text.', 'text/plain', 'A title\nSome text.'],
    ['Ünï “1”.html', '<h1>A title</h1><p>Some text.</p>', '', 'A title\nSome text.'],
    ['nameless', '# A title\n\nSome text.', 'text/markdown', 'A title\nSome text.'],
  ])('H11 a file %s is read by its kind', async (name, content, type, expected) => {
    const reply = await upload(name, content, type);
    expect(reply.status).toBe(201);
    expect(await text(reply.json.id)).toBe(expected);
  });

  test.each([
    [undefined, 'Untitled', '\n'],
    [{}, 'Untitled', '\n'],
    [{ title: 'A title alone', language: 'ar' }, 'A title alone', 'A title alone\n'],
  ])('H35 %j makes an article to be written', async (body, title, begun) => {
    const own = await testServer(); // its words change, and the library says so a second later
    const { status, json } = await own.ask('POST', '/api/articles', body);
    const words = async () => (await own.ask('GET', `/api/articles/${json.id}/text`)).text;
    expect(status).toBe(201);
    expect(json).toMatchObject({ title, direction: json.language === 'ar' ? 'rtl' : 'ltr' });
    expect(await words()).toBe(begun);
    await own.ask('PATCH', `/api/articles/${json.id}`, { title: 'Named later' });
    expect(await words()).toBe('Named later\n');
    await own.close();
  });

  test('H11 what was left out is said', async () => {
    const content =
      '<p>One<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><p><a href="#cmnt_ref1" id="cmnt1">[a]</a></p>';
    const reply = await server.ask('POST', '/api/articles', { content, format: 'html' });
    expect(reply.json.warnings).toEqual(['1 comment was left out.']);
  });

  test('I22 a clean-up is previewed, and done only where it is asked for', async () => {
    const around = '<div class="sidebar"><ul><li><a href="/1">Most read</a></li></ul></div>';
    const words =
      '<p>The ferry leaves the harbour at nine, and nobody knows why it does.</p>'.repeat(9);
    const content = `<h1>The ferry</h1><div class="body">${words}</div>${around}`;
    const page = { content, format: 'html' };
    const preview = await server.ask('POST', '/api/articles/clean-up', page);
    expect(preview.json).toMatchObject({
      stays: { words: 119, pictures: 0 },
      goes: { words: 2, pictures: 0, passages: ['Most read'] },
    });
    const textFor = async (address: string, body: object): Promise<string> => {
      const { json } = await server.ask('POST', address, body);
      return (await server.ask('GET', `/api/articles/${json.id}/text`)).text;
    };
    expect(await textFor('/api/articles', page)).toContain('Most read');
    expect(await textFor('/api/articles', { ...page, cleanUp: true })).not.toContain('Most read');
    expect(await textFor('/api/articles?cleanUp=true', page)).not.toContain('Most read');
  });

  test('H11 two of one title get addresses of their own', async () => {
    const [one, other] = [await server.article('# Twice'), await server.article('# Twice')];
    expect([one.slug, other.slug]).toEqual(['twice', 'twice-2']);
  });
});

describe('what can not be read', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]);
  const bad: readonly [string, () => Promise<Reply>, number, RegExp][] = [
    [
      'an unknown format',
      () => post({ content: 'x', format: 'rtf' }),
      400,
      /rtf.*formats are text/,
    ],
    ['an unknown ending', () => upload('a.xyz', 'x'), 400, /a\.xyz.*formats are/],
    ['an office file of another kind', () => upload('a.odt', 'x'), 400, /a\.odt.*save it as Word/],
    ['a picture', () => upload('a.txt', png), 422, /PNG image/],
    ['wrong UTF-8', () => upload('a.txt', Uint8Array.of(65, 0xff, 66)), 422, /byte 1 .*UTF-8/],
    ['binary data', () => upload('a.md', Uint8Array.of(65, 0, 66)), 422, /byte 1 is zero/],
    ['an empty file', () => upload('a.txt', ''), 400, /empty/],
    [
      'a page that only scripts would fill',
      () => post({ content: '<body><script>app()</script><div id="root"></div>', format: 'html' }),
      400,
      /empty/,
    ],
    ['blanks alone', () => post({ content: ' \n\t', format: 'markdown' }), 400, /empty/],
    ['a file of 50 MB', () => upload('a.txt', 'x'.repeat(50e6)), 413, /at most 5 MB/],
    ['text of 6 MB', () => post({ content: 'x'.repeat(6 << 20), format: 'text' }), 413, /5 MB/],
    ['JSON of 50 MB', () => post({ content: 'x'.repeat(50e6), format: 'text' }), 413, /5 MB/],
    ['broken JSON', () => raw('{"content": '), 400, /no JSON/],
    ['no object', () => raw('[]'), 400, /The body: .*object/],
    ['null', () => raw('null'), 400, /no JSON/],
    ['wrong types', () => post({ content: 1, format: 'text' }), 400, /“content”: .*string/],
    ['a missing field', () => post({ content: 'x' }), 400, /“format”/],
    ['a field too many', () => post({ content: 'x', format: 'text', id: 'mine' }), 400, /id/],
    [
      'a prototype',
      () => raw('{"content":"x","format":"text","__proto__":{"a":1}}'),
      400,
      /__proto__/,
    ],
    [
      'a wrong language',
      () => post({ content: 'x', format: 'text', language: 'no tag' }),
      400,
      /BCP 47/,
    ],
    [
      'a form without its file',
      () => server.ask('POST', '/api/articles', emptyForm()),
      400,
      /“file”/,
    ],
    [
      'a file in another field',
      () => server.ask('POST', '/api/articles', strayForm()),
      400,
      /upload/,
    ],
    [
      'a form that breaks off',
      () => raw('--b\r\n', 'multipart/form-data; boundary=b'),
      400,
      /upload/,
    ],
    ['a form without boundary', () => raw('x', 'multipart/form-data'), 400, /upload/],
  ];

  test.each(bad)(
    'H12 %s is refused in a clear sentence and leaves nothing',
    async (_name, send, status, says) => {
      const before = await library();
      const reply = await send();
      expect(reply.status).toBe(status);
      expect(reply.json).toMatchObject({ status, detail: expect.stringMatching(says) });
      expect(reply.json.detail).toMatch(/[^.]\.$/);
      expect(await library()).toBe(before);
    },
  );

  const post = (body: unknown) => server.ask('POST', '/api/articles', body);

  async function raw(body: string, type = 'application/json'): Promise<Reply> {
    const headers = {
      authorization: 'Bearer the-owner-of-the-test-workspace',
      'content-type': type,
    };
    const response = await fetch(`${server.url}/api/articles`, { method: 'POST', headers, body });
    const answer = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text: answer,
      json: JSON.parse(answer),
    };
  }

  function emptyForm(): FormData {
    const form = new FormData();
    form.set('note', 'x');
    return form;
  }

  function strayForm(): FormData {
    const form = new FormData();
    form.set('attachment', new Blob(['x']), 'a.txt');
    return form;
  }
});

describe('the library', () => {
  test('H13 is searched, filtered, and cut into pages that hold everything once', async () => {
    const own = await testServer();
    for (let number = 0; number < 105; number += 1) await own.article(`# Piece ${number}`);
    const other = await own.article('# Ötzi’s ÄRGER');
    await own.ask('PATCH', `/api/articles/${other.id}`, { status: 'archived' });
    const titles: string[] = [];
    let next: string | null = '0';
    let pages = 0;
    while (next !== null) {
      const { json } = await own.ask('GET', `/api/articles?query=piece&cursor=${next}`);
      titles.push(...json.items.map(({ title }: { title: string }) => title));
      next = json.next;
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(new Set(titles).size).toBe(105);
    const found = await own.ask('GET', `/api/articles?query=${encodeURIComponent('ärger')}`);
    expect(found.json).toMatchObject({ items: [{ id: other.id, status: 'archived', open: 0 }] });
    const drafts = await own.ask('GET', '/api/articles?status=draft&query=ötzi');
    expect(drafts.json).toEqual({ items: [], next: null, archived: 1 });
    await own.close();
  });

  test.each([
    ['cursor=garbage', /cursor/],
    ['cursor=-1', /cursor/],
    ['cursor=99999999999', /cursor/],
    ['status=lost', /status/],
    ['status=draft&status=archived', /status/],
    [`query=${'x'.repeat(8000)}`, /query/],
    ['author=me', /author/],
    ['__proto__=1', /__proto__/],
  ])('H13 ?%s is a problem that names the field', async (query, says) => {
    const reply = await server.ask('GET', `/api/articles?${query}`);
    expect(reply.status).toBe(400);
    expect(reply.json.detail).toMatch(says);
  });

  test('LO1 is listed by its last edit, by title, and by open threads that one may read; the archive stands apart', async () => {
    const own = await testServer();
    const [ten, two, put] = [
      await own.article('# Piece 10'),
      await own.article('# Piece 2'),
      await own.article('# Away'),
    ];
    await own.ask('PATCH', `/api/articles/${put.id}`, { status: 'archived' });
    const notes = `/api/articles/${two.id}/annotations`;
    const desk = await own.ask('POST', `/api/articles/${ten.id}/layers`, {
      name: 'Desk',
      audience: 'moderators',
    });
    const note = (layer: string) => ({
      layer,
      kind: 'comment',
      target: { from: 0, to: 2 },
      body: 'x',
    });
    await own.ask('POST', notes, note(two.layers[0]!.id));
    const secret = (): Promise<Reply> =>
      own.ask('POST', `/api/articles/${ten.id}/annotations`, note(desk.json.id));
    await Promise.all([secret(), secret()]);
    const vera = await own.member('Vera', 'viewer');
    const listed = async (query: string, token?: string): Promise<string[]> => {
      const { json } = await own.ask('GET', `/api/articles?${query}`, undefined, token);
      return json.items.map(({ id }: { id: string }) => id);
    };
    expect(await listed('status=current&sort=title')).toEqual([two.id, ten.id]);
    expect(await listed('status=current&sort=open')).toEqual([ten.id, two.id]);
    expect(await listed('status=current&sort=open', vera.token)).toEqual([two.id, ten.id]);
    expect(await listed('status=archived')).toEqual([put.id]);
    expect((await listed('')).length).toBe(3);
    expect((await own.ask('GET', '/api/articles?sort=size')).status).toBe(400);
    await own.close();
  });

  test('LO2 says who changed an article last: who brought it in, renamed it, or wrote in it', async () => {
    const own = await testServer();
    const { id } = await own.article('# Piece\n\nWords.');
    const editor = async (): Promise<unknown> =>
      (await own.ask('GET', '/api/articles')).json.items[0].editor;
    const owner = await editor();
    expect(typeof owner).toBe('string');
    const [ed, wanda] = [await own.member('Ed', 'editor'), await own.member('Wanda', 'editor')];
    await own.ask('PATCH', `/api/articles/${id}`, { language: 'de' }, ed.token);
    expect(await editor()).toBe('Ed');
    const typist = stockClient(own, id, wanda.token);
    await typist.synced;
    const block = typist.doc.getXmlFragment('article').get(1) as Y.XmlElement;
    (block.get(0) as Y.XmlText).insert(0, 'More ');
    await expect.poll(editor, { timeout: 10_000 }).toBe('Wanda');
    typist.destroy();
    await own.close();
  });

  test('H13 a cursor behind the end gives an empty page', async () => {
    const { json } = await server.ask('GET', '/api/articles?cursor=5000');
    expect(json).toMatchObject({ items: [], next: null });
  });
});

test.each([
  ['istanbul', 'İstanbul’da bir gün', 'tr'],
  ["don't look", 'Don’t  look', 'en'],
  ['ёлка', 'Ничья ЕЛКА', 'ru'],
])('H34 the library finds by %j what is called %j', async (query, title, language) => {
  const body = { title, content: 'Text.', format: 'text', language };
  const { id } = (await server.ask('POST', '/api/articles', body)).json;
  const found = await server.ask('GET', `/api/articles?query=${encodeURIComponent(query)}`);
  expect(found.json.items.map((item: { id: string }) => item.id)).toEqual([id]);
});

describe('an article', () => {
  test('H14 is renamed, in its text too, published under its address, and deleted', async () => {
    const { id } = await server.article('# Old name\n\nText.');
    const path = `/api/articles/${id}`;
    const changed = await server.ask('PATCH', path, {
      title: 'New name',
      slug: 'Own-Slug',
      status: 'published',
      language: 'AR',
    });
    expect(changed.json).toMatchObject({
      title: 'New name',
      slug: 'own-slug',
      status: 'published',
      language: 'ar',
      direction: 'rtl',
    });
    expect(await text(id)).toBe('New name\nText.');
    const read = await server.ask('GET', '/read/own-slug', undefined, '');
    expect(read.status).toBe(200);
    expect((await server.ask('DELETE', path)).status).toBe(204);
    for (const gone of [path, `${path}/text`, `${path}/layers`, `${path}/annotations`]) {
      expect((await server.ask('GET', gone)).status).toBe(404);
    }
    expect((await server.ask('GET', '/read/own-slug', undefined, '')).status).toBe(404);
  });

  test.each([
    'W̊ord',
    'H̱anukkah',
    'ΜΑΪ́ΟΥ',
    'ΜΑΪ́ΟΣ ΚΑῚ ΟΔΌΣ',
    'J̌ungle',
    'T̈ est A\u02be',
    'İSTANBUL',
    'STRASSE ẞ',
    'Ångström ﬁeld ①',
    'Ё́лка',
    '한국 ㄱ',
    'ⅣＦＵＬＬ',
    'Aʾ ½ ŉ',
    'ᾼΩΙ͂ ᾟ',
  ])('H33 %s is published at its address, in each case and normal form', async (title) => {
    const body = { title, content: 'Text.', format: 'text' };
    const { id, slug } = (await server.ask('POST', '/api/articles', body)).json;
    const at = `/api/articles/${id}`;
    const { readUrl } = (await server.ask('PATCH', at, { status: 'published' })).json;
    const read = async (path: string) => (await server.ask('GET', path, undefined, '')).text;
    expect(await read(readUrl)).toContain('>Text.</p>');
    for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'])
      expect(await read(`/read/${encodeURIComponent(slug.normalize(form))}`)).toContain('Text.');
    const again = (await server.ask('PATCH', at, { slug: slug.normalize('NFD') })).json;
    expect(again.slug).toBe(slug);
    expect(await read(again.readUrl)).toContain('Text.');
  });

  test('H33 an address that an older release kept in another form is found, and taken', async () => {
    const { id } = await server.article('# Old form');
    await server.ask('PATCH', `/api/articles/${id}`, { status: 'published' });
    const slug = 'W̊ord-of-old'.toLowerCase();
    await server.store.transaction(async ({ catalogue }) => {
      const article = await catalogue.get('articles', id);
      catalogue.put('articles', { ...article!, slug });
    });
    const read = await server.ask('GET', `/read/${encodeURIComponent(slug)}`, undefined, '');
    expect(read.status).toBe(200);
    expect((await server.article('# W̊ord of old')).slug).toBe('ẘord-of-old-2');
  });

  test.each([
    [{ slug: 'two words' }, 400],
    [{ slug: '../x' }, 400],
    [{ slug: 'taken' }, 409],
    [{ title: ' ' }, 400],
    [{ status: 'gone' }, 400],
    [{ language: '??' }, 400],
    [{ author: 'me' }, 400],
  ])('H14 %j is refused and changes nothing', async (change, status) => {
    await server.article('# Taken');
    const { id } = await server.article('# Kept');
    const before = await library();
    expect((await server.ask('PATCH', `/api/articles/${id}`, change)).status).toBe(status);
    expect(await library()).toBe(before);
  });

  const NOWHERE = ['nothing', '__proto__', 'constructor', 'a%2Fb', '%00', 'x'.repeat(3000)];
  test.each(NOWHERE)('H15 an article that is not there is 404 on every route: %s', async (id) => {
    const path = `/api/articles/${id}`;
    const target = { exact: 'x' };
    const note = { layer: 'x', kind: 'comment', target };
    const asked: readonly [string, string, unknown?][] = [
      ['GET', ''],
      ['PATCH', '', { title: 'x' }],
      ['DELETE', ''],
      ['GET', '/text'],
      ['GET', '/layers'],
      ['POST', '/layers', { name: 'x' }],
      ['PATCH', '/layers/x', { name: 'x' }],
      ['DELETE', '/layers/x'],
      ['GET', '/annotations'],
      ['POST', '/annotations', note],
      ['POST', '/annotations', { ...note, layer: 'notes' }],
      ['GET', '/annotations/x'],
      ['PATCH', '/annotations/x', { body: 'x' }],
      ['DELETE', '/annotations/x'],
      ['POST', '/annotations/x/replies', { body: 'x' }],
      ['POST', '/annotations/x/status', { status: 'resolved' }],
      ['POST', '/annotations/x/anchor', { target }],
      ['GET', '/export?format=html'],
      ['POST', '/reports', { exact: 'x' }],
    ];
    for (const [method, rest, body] of asked) {
      const reply = await server.ask(method, path + rest, body);
      expect([method, rest, reply.status]).toEqual([method, rest, 404]);
    }
  });

  test('H15 a layer’s room is not reached by way of an article’s address', async () => {
    const { id, layers } = await server.article('# Title\n\nWords.');
    const layer = layers[0]?.id ?? '';
    const room = `/api/articles/${id}%2F${layer}`;
    expect((await server.ask('GET', `${room}/annotations/x`)).status).toBe(404);
    expect(
      (await server.ask('POST', `${room}/annotations/x/anchor`, { target: { from: 0, to: 1 } }))
        .status,
    ).toBe(404);
    // The layer itself is none the worse for it.
    const made = await server.ask('POST', `/api/articles/${id}/annotations`, {
      layer,
      kind: 'comment',
      target: { exact: 'Words' },
    });
    expect(made.status).toBe(201);
  });

  test.each([
    ['viewer', '...'],
    ['commenter', '...'],
    ['editor', '++.'],
    ['moderator', '+++'],
  ] as const)('H16 importing, changing, deleting by a %s: %s', async (role, row) => {
    const { id } = await server.article('# Mine');
    const replies = [
      await server.ask('POST', '/api/articles', { content: 'x', format: 'text' }, tokens[role]),
      await server.ask('PATCH', `/api/articles/${id}`, { title: 'x' }, tokens[role]),
      await server.ask('DELETE', `/api/articles/${id}`, undefined, tokens[role]),
    ];
    for (const [at, { status, json }] of replies.entries()) {
      const allowed = row[at] === '+';
      expect(status < 300).toBe(allowed);
      if (!allowed) expect(json).toMatchObject({ status: 403, rule: expect.any(String) });
    }
  });
});
