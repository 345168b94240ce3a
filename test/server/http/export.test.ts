/** Annotated copies over HTTP: what was asked for, what one may read, and under which names. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AUDIENCES } from '../../../shared/article/article.ts';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';

let server: TestServer;
let article: ArticleReply;
let people: Record<'commenter' | 'editor' | 'viewer', { id: string; token: string }>;
const formats = COPY_FORMATS.map(({ name }) => name);

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# Über “Tale”\n\nA cat saw a dog.');
  people = {
    viewer: await server.member('Vera Viewer', 'viewer'),
    commenter: await server.member('Carl Commenter', 'commenter'),
    editor: await server.member('Edith Editor', 'editor'),
  };
  await server.ask('PATCH', at(''), { status: 'published' });
  await server.ask('POST', at('/reports'), { exact: 'dog', note: 'Reported thing' }, '');
  const said = await annotate('Comments', 'cat', 'Open thing', people.commenter.token);
  await server.ask('POST', at(`/annotations/${said}/replies`), { body: 'Replied thing' });
  const done = await annotate('Comments', 'saw', 'Resolved thing', people.editor.token);
  await server.ask(
    'POST',
    at(`/annotations/${done}/status`),
    { status: 'resolved', note: 'Noted thing' },
    people.editor.token,
  );
  await server.ask('PATCH', at(`/annotations/${said}`), { assignee: people.editor.id });
});
afterAll(() => server.close());

const at = (rest: string) => `/api/articles/${article.id}${rest}`;
const layer = (name: string) => article.layers.find((one) => one.name === name)?.id ?? '';

async function annotate(name: string, exact: string, body: string, token: string) {
  const fields = { layer: layer(name), kind: 'comment', target: { exact }, body };
  return (await server.ask('POST', at('/annotations'), fields, token)).json.id;
}

const copy = (query: string, token?: string): Promise<Reply> =>
  server.ask('GET', at(`/export?${query}`), undefined, token);

const hasText = (format: string): boolean =>
  COPY_FORMATS.find(({ name }) => name === format)!.notes[0] !== 'only';

describe.each(formats)('as %s', (format) => {
  test('H26 a copy is a file with the text and the threads', async () => {
    const reply = await copy(`format=${format}`);
    expect(reply.status).toBe(200);
    const { mediaType, ending } = COPY_FORMATS.find(({ name }) => name === format)!;
    expect(reply.headers.get('content-type')).toBe(mediaType);
    expect(reply.headers.get('content-disposition')).toContain('attachment');
    expect(reply.headers.get('content-disposition')).toContain(ending);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    for (const words of ['Open thing', 'Replied thing', 'Resolved thing', 'Reported thing'])
      expect(reply.text).toContain(words);
    for (const name of ['Carl Commenter', 'Edith Editor', 'Olga Owner'])
      expect(reply.text).toContain(name);
  });

  test('H27 layers and statuses choose what is in it', async () => {
    const reports = await copy(`format=${format}&layers=${layer('Reports')}`);
    expect(reports.text).toContain('Reported thing');
    expect(reports.text).not.toContain('Open thing');
    const resolved = await copy(`format=${format}&status=resolved`);
    expect(resolved.text).toContain('Resolved thing');
    expect(resolved.text).not.toMatch(/Open thing|Reported thing/);
    const both = await copy(`format=${format}&status=resolved,open&layers=${layer('Comments')}`);
    expect(both.text).toMatch(/Open thing[^]*Resolved thing/);
    expect(both.text).not.toContain('Reported thing');
    const all = await copy(`format=${format}&status=all`);
    expect(all.text).toMatch(/Open thing[^]*Resolved thing/);
    const none = await copy(`format=${format}&layers=`);
    if (hasText(format)) expect(none.text).toContain('Tale');
    expect(none.text).not.toMatch(/thing/);
  });

  test.each(['viewer', 'commenter'] as const)(
    'H28 a %s’s copy has nothing of the layers that they may not read',
    async (role) => {
      const reply = await copy(`format=${format}`, people[role].token);
      expect(reply.text).toContain('Open thing');
      for (const trace of ['Reported thing', layer('Reports'), 'Reports'])
        expect(reply.text).not.toContain(trace);
    },
  );

  test('H29 pseudonyms hide names and ids, and tell people apart', async () => {
    const { json } = await server.ask('GET', '/api/members');
    const reply = await copy(`format=${format}&names=pseudonyms`);
    for (const { id, name } of json.items) {
      expect(reply.text).not.toContain(id);
      expect(reply.text).not.toContain(name);
    }
    for (const name of ['Person 1', 'Person 2', 'Person 3']) expect(reply.text).toContain(name);
    expect(reply.text).not.toContain('Former member');
  });
});

describe.each(formats)('one’s own, as %s', (format) => {
  let notes: string;
  beforeAll(async () => {
    const fields = { layer: 'notes', kind: 'suggestion', target: { exact: 'cat' } };
    const words = { body: 'Secretly noted', replacement: 'secretfox', tags: ['secrettag'] };
    const { token } = people.editor;
    const made = await server.ask('POST', at('/annotations'), { ...fields, ...words }, token);
    notes = made.json.layer;
    const reply = { body: 'Secretly replied' };
    await server.ask('POST', at(`/annotations/${made.json.id}/replies`), reply, token);
  });

  test.each(['', '&status=open', '&names=pseudonyms'])(
    'H32 a copy has nothing of one’s own notes where no layers are named (%s)',
    async (query) => {
      const reply = await copy(`format=${format}${query}`, people.editor.token);
      expect(reply.text).toContain('Open thing');
      expect(reply.text).not.toContain(notes);
      expect(reply.text).not.toMatch(/secret|My notes/i);
    },
  );

  test('H32 its owner gets a private layer by naming it, and nobody else does', async () => {
    const alone = await copy(`format=${format}&layers=${notes}`, people.editor.token);
    for (const words of ['Secretly noted', 'secretfox', 'secrettag', 'Secretly replied'])
      expect(alone.text).toContain(words);
    expect(alone.text).not.toContain('Open thing');
    const layers = `${layer('Comments')},${notes}`;
    const both = await copy(`format=${format}&layers=${layers}`, people.editor.token);
    expect(both.text).toContain('Open thing');
    expect(both.text).toContain('Secretly noted');
    const others = await copy(`format=${format}&layers=${layers}`);
    expect(others.status).toBe(400);
    expect(others.text).not.toMatch(/secret/i);
  });
});

test.each(formats)(
  'H43 the copy of an article whose text is gone has its threads, as %s',
  async (format) => {
    const other = await server.article('# Tale\n\nA cat.');
    const note = {
      layer: other.layers[0]?.id,
      kind: 'comment',
      target: { exact: 'cat' },
      body: 'Why?',
    };
    await server.ask('POST', `/api/articles/${other.id}/annotations`, note);
    const room = await server.parts.rooms.text(other.id);
    await room?.edit((fragment) => fragment.delete(0, fragment.length));
    const reply = await server.ask('GET', `/api/articles/${other.id}/export?format=${format}`);
    expect([reply.status, reply.text.includes('Why?')]).toEqual([200, true]);
  },
);

describe('where no layers are named', () => {
  test.each<['owner' | 'editor' | 'viewer', string[]]>([
    ['owner', ['public', 'members', 'editors', 'moderators']],
    ['editor', ['public', 'members', 'editors']],
    ['viewer', ['public', 'members']],
  ])('H32 the copy of the %s has the layers for %j', async (role, expected) => {
    const { id } = await server.article('# Tale\n\nA cat saw a dog.');
    const about = `/api/articles/${id}`;
    for (const audience of AUDIENCES) {
      // The annotation needs its layer.
      const made = await server.ask('POST', `${about}/layers`, { name: audience, audience });
      const body = `A note for ${audience}.`;
      const fields = { layer: made.json.id, kind: 'comment', target: { exact: 'cat' }, body };
      // The annotation needs its layer.
      expect((await server.ask('POST', `${about}/annotations`, fields)).status).toBe(201);
    }
    const token = role === 'owner' ? undefined : people[role].token;
    const { text } = await server.ask('GET', `${about}/export?format=txt`, undefined, token);
    expect([...text.matchAll(/A note for (\w+)\./g)].map(([, name]) => name)).toEqual(expected);
  });

  test('H32 the API description says what is in a copy', async () => {
    const { json } = await server.ask('GET', '/api/openapi.json');
    const { parameters } = json.paths['/api/articles/{id}/export'].get;
    const { schema } = parameters.find(({ name }: { name: string }) => name === 'layers');
    expect(schema.description).toMatch(/private .* named/);
  });

  test('H27 a hundred layers can be named', async () => {
    const { id } = await server.article('# Tale\n\nA cat saw a dog.');
    const made = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        server.ask('POST', `/api/articles/${id}/layers`, { name: `Layer ${at}` }),
      ),
    );
    const layers = made.map(({ json }) => json.id).join('%2C');
    const path = `/api/articles/${id}/export?format=txt&layers=${layers}`;
    expect((await server.ask('GET', path)).status).toBe(200);
  });
});

describe('what can not be had', () => {
  test.each<[string, RegExp]>([
    ['format=docs', /“docs”.*formats are html/],
    ['', /“format”/],
    ['format=html&layers=nothing', /no layer “nothing”/],
    ['format=html&status=open,lost', /no status “lost”/],
    ['format=html&status=all,lost', /no status “lost”/],
    ['format=html&names=nicknames', /“names”/],
    ['format=html&author=me', /author/],
    [`format=${'x'.repeat(500)}`, /“format”/],
  ])('H27 ?%s is a problem that says what is wrong', async (query, says) => {
    const reply = await copy(query);
    expect(reply.status).toBe(400);
    expect(reply.json.detail).toMatch(says);
  });

  test('H28 a layer that one may not read sounds like one that is not there', async () => {
    const hidden = await copy(`format=txt&layers=${layer('Reports')}`, people.viewer.token);
    const none = await copy('format=txt&layers=nothing', people.viewer.token);
    expect(hidden.status).toBe(none.status);
    expect(hidden.text.replace(layer('Reports'), 'nothing')).toBe(none.text);
  });
});
