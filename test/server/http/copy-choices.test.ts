/** What may be chosen of an annotated copy, the same for every format; a new format is covered by its line in the table. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import type { CopyFormat } from '../../../shared/article/formats.ts';
import { NOTE_PLACES, SUGGESTIONS } from '../../../shared/article/copy-choices.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { isWithText, wordsOfCopy } from '../../support/copy-words.ts';

let server: TestServer;
let article: ArticleReply;
let editor: { id: string; token: string };

beforeAll(async () => {
  server = await testServer();
  article = await server.article(
    '# Harbour\n\nThe ferry leaves at nine. It returns at noon, they say.',
  );
  editor = await server.member('Edith Editor', 'editor');
  await annotate({ exact: 'ferry', kind: 'comment', body: 'Saidfirst' });
  await annotate({ exact: 'returns', kind: 'question', body: 'Askedthen' }, editor.token);
  await annotate({
    exact: 'nine',
    kind: 'suggestion',
    replacement: 'half past eight',
    body: 'Proposedearly',
  });
  await annotate(
    { exact: 'noon', kind: 'comment', body: 'Saidlast', tags: ['tagged'] },
    editor.token,
  );
  const done = await annotate({
    exact: 'say',
    kind: 'suggestion',
    replacement: 'claim',
    body: 'Declinedlong',
  });
  await server.ask('POST', at(`/annotations/${done}/status`), { status: 'declined' }, editor.token);
});
afterAll(() => server.close());

const at = (rest: string): string => `/api/articles/${article.id}${rest}`;
const layerOf = (name: string): string => article.layers.find((one) => one.name === name)!.id;

async function annotate(
  { exact, ...fields }: { exact: string } & Record<string, unknown>,
  token?: string,
): Promise<string> {
  const sent = { layer: layerOf('Comments'), target: { exact }, ...fields };
  const { status, json } = await server.ask('POST', at('/annotations'), sent, token);
  expect(status).toBe(201);
  return json.id;
}

/** The bytes that came, and the words that a reader of the file finds in them. */
async function taken(format: CopyFormat, query: string): Promise<Reply & { words: string }> {
  const reply = await server.ask('GET', at(`/export?format=${format.name}${query}`));
  expect(reply.status, reply.text).toBe(200);
  return { ...reply, words: await wordsOfCopy(format, reply.text) };
}

const BODIES = ['Saidfirst', 'Askedthen', 'Proposedearly', 'Saidlast', 'Declinedlong'];
const bodiesIn = (words: string): string[] => BODIES.filter((body) => words.includes(body));
const has = (format: CopyFormat, notes: string): boolean =>
  format.notes.some((place) => place === notes);

describe.each(COPY_FORMATS)('as $name', (format) => {
  test('H64 kinds choose what is in it, together with statuses', async () => {
    const comments = await taken(format, '&kinds=comment');
    expect(bodiesIn(comments.words)).toEqual(['Saidfirst', 'Saidlast']);
    const two = await taken(format, '&kinds=question,suggestion&status=open');
    expect(bodiesIn(two.words)).toEqual(['Askedthen', 'Proposedearly']);
    expect(bodiesIn((await taken(format, '&kinds=')).words)).toEqual([]);
  });

  test('H64 the times within which threads were begun choose what is in it', async () => {
    const { json } = await server.ask('GET', at('/annotations'));
    const created = (body: string): string =>
      json.items.find((one: { body: string }) => one.body === body).created;
    const [from, to] = [created('Askedthen'), created('Saidlast')];
    const between = await taken(format, `&from=${from}&to=${to}`);
    expect(bodiesIn(between.words)).toEqual(['Askedthen', 'Proposedearly', 'Saidlast']);
    const day = from.slice(0, 10);
    const until = to.slice(0, 10);
    expect(
      bodiesIn((await taken(format, `&from=${day}&to=${until}`)).words).length,
    ).toBeGreaterThan(2);
    expect(bodiesIn((await taken(format, '&from=2999-01-01')).words)).toEqual([]);
    expect(bodiesIn((await taken(format, '&to=1999-12-31')).words)).toEqual([]);
  });

  test('H65 without names it has no name and no id of anybody, and is still whole', async () => {
    const { words, text } = await taken(format, '&names=none');
    expect(bodiesIn(words)).toEqual(BODIES);
    for (const file of [words, text])
      expect(file).not.toMatch(/Olga|Owner|Edith|Editor|Person \d|Former member/);
    for (const { id } of (await server.ask('GET', '/api/members')).json.items)
      expect(text).not.toContain(id);
  });

  test.runIf(has(format, 'none'))('H66 a clean copy tells nothing of notes', async () => {
    const { words } = await taken(format, '&notes=none');
    expect(words).toContain('The ferry leaves at nine. It returns at noon, they say.');
    expect(words).not.toMatch(/Saidfirst|Askedthen|Proposed|Said|Declined|tagged|Olga|Edith/);
    expect(words).not.toMatch(/Annotated|Layers|Comments|\[\^?1\]|http|half past/);
  });

  test.runIf(has(format, 'only'))(
    'H66 the notes alone have no more of the text than they quote',
    async () => {
      const { words } = await taken(format, '&notes=only');
      expect(bodiesIn(words)).toEqual(BODIES);
      expect(words).toContain('returns');
      expect(words).not.toContain('The ferry leaves at nine. It returns at noon');
    },
  );

  test.each(NOTE_PLACES.filter((place) => !has(format, place)))(
    'H66 where it has no notes like %s the answer says what it has',
    async (place) => {
      const reply = await server.ask('GET', at(`/export?format=${format.name}&notes=${place}`));
      expect(reply.status).toBe(400);
      expect(reply.json.detail).toContain(`“notes=${place}”`);
      expect(reply.json.detail).toContain(format.notes.join(', '));
    },
  );

  test('H83 it begins with front matter where the format can have that, else the answer says so', async () => {
    const reply = await server.ask('GET', at(`/export?format=${format.name}&frontMatter=true`));
    expect(reply.status).toBe(format.hasFrontMatter ? 200 : 400);
    if (format.hasFrontMatter)
      expect(reply.text).toMatch(/^---\ntitle: "Harbour"\nlang: "en"\nslug: "harbour"\n---\n\n# Harbour\n/); // prettier-ignore
    else expect(reply.json.detail).toContain('front matter');
  });

  test.runIf(isWithText(format))(
    'H67 the words of open suggestions are in the text, and the other threads where they belong',
    async () => {
      const { words } = await taken(format, '&suggestions=accepted');
      expect(words).toContain('leaves at half past eight');
      expect(words).not.toContain('leaves at nine');
      expect(bodiesIn(words)).toEqual(BODIES.filter((body) => body !== 'Proposedearly'));
      expect(words).toContain('they say');
      expect(words).not.toMatch(/words were|no longer|changed|moved|orphaned/);
    },
  );

  test.runIf(isWithText(format) && has(format, 'none'))(
    'H67 a clean copy can have the words of suggestions, of those layers alone that were chosen',
    async () => {
      const clean = await taken(format, '&suggestions=accepted&notes=none');
      expect(clean.words).toContain('leaves at half past eight');
      const others = await taken(
        format,
        `&suggestions=accepted&notes=none&layers=${layerOf('Reports')}`,
      );
      expect(others.words).toContain('leaves at nine');
      expect(others.text).not.toContain('half past');
    },
  );

  test('H67 declined suggestions are left out, settled ones stay', async () => {
    const { words } = await taken(format, '&suggestions=declined');
    expect(bodiesIn(words)).toEqual(BODIES.filter((body) => body !== 'Proposedearly'));
    expect(words).not.toContain('half past');
  });

  test.each(SUGGESTIONS.filter((one) => !format.suggestions.includes(one)))(
    'H67 where it has no place for suggestions as %s the answer says so',
    async (suggestions) => {
      const path = at(`/export?format=${format.name}&suggestions=${suggestions}`);
      const reply = await server.ask('GET', path);
      expect([reply.status, reply.json.detail]).toEqual([400, expect.stringContaining(`“suggestions=${suggestions}”`)]); // prettier-ignore
    },
  );

  test.each(format.notes.map((notes) => `&notes=${notes}`))(
    'H68 the same address gives the same bytes at another time (%s)',
    async (query) => {
      const first = await taken(format, query);
      const later = await taken(format, query);
      expect(first.headers.get('date')).toBeDefined();
      expect(later.text).toBe(first.text);
    },
  );
});

test.each<[string, RegExp]>([
  ['format=html&kinds=comment,rant', /no kind “rant”/],
  ['format=html&notes=margin', /“notes”/],
  ['format=html&suggestions=all', /“suggestions”/],
  ['format=html&from=yesterday', /“from”/],
  ['format=html&to=2026-02-31', /“to”/],
  ['format=html&from=2026-03-02&to=2026-03-01', /“from” is later/],
])('H64 ?%s is a problem that says what is wrong', async (query, says) => {
  const reply = await server.ask('GET', at(`/export?${query}`));
  expect(reply.status).toBe(400);
  expect(reply.json.detail).toMatch(says);
});

test('H64 the API description says each choice, and which of them each format has', async () => {
  const { json } = await server.ask('GET', '/api/openapi.json');
  const { parameters } = json.paths['/api/articles/{id}/export'].get;
  const said = new Map<string, string>(
    parameters.map((one: { name: string; schema: object }) => [
      one.name,
      JSON.stringify(one.schema),
    ]),
  );
  for (const name of ['kinds', 'names', 'notes', 'suggestions', 'from', 'to'])
    expect(said.get(name), name).toContain('description');
  for (const { name, notes } of COPY_FORMATS)
    expect(said.get('notes')).toContain(`${name}: ${notes.join(', ')}`);
});
