/** Notes that other programs have made of an article, brought onto it over HTTP. The files are as these programs write them. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { LayerRoom } from '../../../server/sync/layer-room.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

const { perform } = LayerRoom.prototype;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await server.article('# First'); // starts the process that reads files
}, 60_000);
afterAll(() => server.close());

const TEXT = `# The ferry

The ferry sails at nine each morning. Nobody minds the wait, and nobody minds the rain.

It was built in 1962 by the yard at the mouth of the river.

The last crossing is at dusk.`;

// oxlint-disable-next-line typescript/no-explicit-any -- what is expected of them stands in the tests
type Json = any;

async function article() {
  const { id, layers } = await server.article(TEXT);
  const layer = layers.find(({ name }) => name === 'Comments')!.id;
  return { id, layer, at: `/api/articles/${id}` };
}

async function bring(at: string, name: string, file: unknown, query = '', token?: string) {
  const form = new FormData();
  form.set('file', new Blob([typeof file === 'string' ? file : JSON.stringify(file)]), name);
  return server.ask('POST', `${at}/import${query}`, form, token);
}

async function notesOf(at: string): Promise<Json[]> {
  return (await server.ask('GET', `${at}/annotations?status=all`)).json.items;
}

/** A row as the API of Hypothesis gives it. */
function row(id: string, exact: string | null, text: string, more: object = {}): Json {
  const quote = { type: 'TextQuoteSelector', exact, prefix: '', suffix: '' };
  const place = { type: 'TextPositionSelector', start: 4000, end: 4010 };
  const range = { type: 'RangeSelector', startContainer: '/div[2]/p[1]', startOffset: 3, endContainer: '/div[2]/p[1]', endOffset: 9 }; // prettier-ignore
  return {
    id,
    created: '2026-03-01T09:12:00.123456+00:00',
    updated: '2026-03-02T09:12:00.123456+00:00',
    user: 'acct:rita@hypothes.is',
    user_info: { display_name: 'Rita Reader' },
    uri: 'https://desk.example/read/the-ferry',
    text,
    tags: [],
    group: '__world__',
    permissions: { read: ['group:__world__'], update: [], delete: [] },
    target: [{ source: 'https://desk.example/read/the-ferry', ...(exact === null ? {} : { selector: [range, place, quote] }) }],
    document: { title: ['The ferry'] },
    links: {},
    flagged: false,
    hidden: false,
    ...more,
  }; // prettier-ignore
}

const ROWS = [
  row('AAA', 'nine', 'In *winter*, too?', { tags: ['facts', ' to check '] }),
  row('BBB', null, 'At ten then.', { references: ['AAA'], user: 'acct:sam@hypothes.is', user_info: { display_name: null }, created: '2026-03-01T10:00:00+00:00' }),
  row('CCC', null, 'So be it.', { references: ['AAA', 'BBB'], created: '2026-03-01T11:00:00+00:00' }),
  row('DDD', 'built in 1962\n      by the yard', ''),
  row('EEE', 'the old pier', 'Where is it?'),
  row('FFF', 'nobody minds', 'Sure?'),
  row('GGG', null, 'A note on the page.'),
  row('HHH', null, 'Which one?', { target: [{ source: 'x', selector: [{ type: 'TextQuoteSelector', exact: 'The last crossing was at dark', prefix: 'at the mouth of the river.\n', suffix: '.' }] }] }),
]; // prettier-ignore

describe('rows of Hypothesis', () => {
  test('RN1 RN2 come with authors, times, tags and replies, on the words that they quote', async () => {
    const { at } = await article();
    const came = await bring(at, 'rows.json', { total: ROWS.length, rows: ROWS });
    expect(came.status, came.text).toBe(200);
    const notes = await notesOf(at);
    const byBody = (body: string): Json => notes.find((one) => one.body === body);
    expect(byBody('In *winter*, too?')).toMatchObject({
      kind: 'comment',
      author: 'file:Rita Reader',
      created: '2026-03-01T09:12:00.123Z',
      tags: ['facts', 'to check'],
      via: 'import',
      anchoring: { state: 'moved', exact: 'nine' },
      replies: [
        { author: 'file:sam', body: 'At ten then.', created: '2026-03-01T10:00:00.000Z' },
        { author: 'file:Rita Reader', body: 'So be it.' },
      ],
    });
    // A mark without a word, over what another page broke into lines.
    expect(byBody('')).toMatchObject({ kind: 'highlight', anchoring: { state: 'moved', exact: 'built in 1962 by the yard' } }); // prettier-ignore
    expect(byBody('Where is it?')).toMatchObject({ anchor: { exact: 'the old pier' }, anchoring: { state: 'orphaned' } }); // prettier-ignore
    expect(byBody('A note on the page.')).toMatchObject({ anchor: { exact: '' }, anchoring: { state: 'orphaned' } }); // prettier-ignore
    // Worded otherwise, but for its place.
    expect(byBody('Which one?')).toMatchObject({ anchoring: { state: 'changed', exact: expect.stringMatching(/^The last crossing is at d/) } }); // prettier-ignore
    expect(notes.filter(({ anchoring }) => anchoring.state === 'exact')).toEqual([]);
  });

  test('RN2 of several places that are equally good none is taken, but that whose neighbours are quoted', async () => {
    const { at } = await article();
    const twice = 'minds the';
    const selector = (prefix: string, suffix: string) => [{ type: 'TextQuoteSelector', exact: twice, prefix, suffix }]; // prettier-ignore
    const target = (prefix: string, suffix: string) => [{ source: 'x', selector: selector(prefix, suffix) }]; // prettier-ignore
    await bring(at, 'rows.json', [
      row('A', twice, 'Which?'),
      row('B', twice, 'That.', { target: target('wait, and nobody ', ' rain') }),
    ]);
    const [which, that] = ['Which?', 'That.'].map(async (body) => (await notesOf(at)).find((one) => one.body === body)); // prettier-ignore
    expect((await which).anchoring.state).toBe('orphaned');
    const { text } = await server.ask('GET', `${at}/text`);
    expect((await that).anchoring).toMatchObject({ state: 'moved', from: text.lastIndexOf(twice) });
  });

  test('RN3 come once, and later only what is new', async () => {
    const { at } = await article();
    const file = { rows: ROWS };
    const first = await bring(at, 'rows.json', file);
    expect(first.json).toMatchObject({ comments: 5, highlights: 1, replies: 2, known: 0, lost: 0 });
    const before = await notesOf(at);
    const again = await bring(at, 'export.json', { export_date: '2026-03-05', annotations: ROWS });
    expect(again.json).toMatchObject({ comments: 0, highlights: 0, replies: 0, known: 6 });
    expect(await notesOf(at)).toEqual(before);
    const more = row('III', null, 'One more.', { references: ['AAA'] });
    const third = await bring(at, 'rows.json', { rows: [...ROWS, more] });
    expect(third.json).toMatchObject({ comments: 0, replies: 1 });
    // Alone, it still finds the thread that it answers.
    const alone = row('JJJ', null, 'And another.', { references: ['AAA', 'III'] });
    expect((await bring(at, 'rows.json', [alone])).json).toMatchObject({ comments: 0, replies: 1 });
    expect((await bring(at, 'rows.json', [alone])).json).toMatchObject({ replies: 0, known: 1 });
    const asked = (await notesOf(at)).find(({ body }) => body.startsWith('In *winter*'));
    expect(asked.replies).toHaveLength(4);
  });

  test('RN4 a preview says who, what found its words and what didn’t, and does nothing', async () => {
    const { at } = await article();
    const said = {
      placed: 3,
      unplaced: 3,
      unplacedQuotes: ['the old pier', 'nobody minds'],
      authors: ['Rita Reader', 'sam'],
      isDated: true,
    };
    const preview = await bring(at, 'rows.json', { rows: ROWS }, '?preview=true');
    expect(preview.json.unplacedQuotes).toContain('the old pier');
    expect(preview.json).toMatchObject({ ...said, unplaced: expect.any(Number), placed: expect.any(Number), unplacedQuotes: expect.any(Array) }); // prettier-ignore
    expect(preview.json.placed + preview.json.unplaced).toBe(6);
    expect(await notesOf(at)).toEqual([]);
    const { placed, unplaced, authors } = preview.json;
    expect((await bring(at, 'rows.json', { rows: ROWS })).json).toMatchObject({ placed, unplaced, authors }); // prettier-ignore
  });

  test('RN1 come in the CSV of its client, where replies stand alone', async () => {
    const { at } = await article();
    const csv = [
      'Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page',
      '2026-03-01 09:12,https://desk.example,Public,Annotation,nine,rita,"In winter,\ntoo?","facts,to check",',
      '2026-03-01 10:00,https://desk.example,Public,Reply,,sam,At ten then.,,',
      '2026-03-01 10:00,https://desk.example,Public,Reply,,sam,At ten then.,,',
    ].join('\n');
    const came = await bring(at, 'hypothesis.csv', csv);
    expect(came.json).toMatchObject({ comments: 3, placed: 1, unplaced: 2, warnings: [expect.stringContaining('replies')] }); // prettier-ignore
    const asked = (await notesOf(at)).find(({ tags }) => tags.length > 0);
    expect(asked).toMatchObject({ author: 'file:rita', body: 'In winter,\ntoo?', tags: ['facts', 'to check'], created: '2026-03-01T09:12:00.000Z', anchoring: { state: 'moved' } }); // prettier-ignore
    expect((await bring(at, 'hypothesis.csv', csv)).json).toMatchObject({ comments: 0, known: 3 });
  });
});

const quote = (exact: string, prefix = '', suffix = '') => ({ type: 'TextQuoteSelector', exact, prefix, suffix }); // prettier-ignore
const on = (selector: unknown) => ({ source: 'https://desk.example/read/the-ferry', selector });

const ANNOTATIONS = [
  {
    id: 'https://notes.example/1',
    type: 'Annotation',
    motivation: 'commenting',
    creator: { id: 'https://notes.example/rita', type: 'Person', name: 'Rita' },
    created: '2026-03-01T09:12:00Z',
    body: [
      { type: 'TextualBody', value: '<p>Is it <b>so</b>?</p><script>x</script>', format: 'text/html', purpose: 'commenting' },
      { type: 'TextualBody', value: 'facts', purpose: 'tagging' },
    ],
    target: on([{ type: 'FragmentSelector', value: 'a', refinedBy: quote('nine') }, { type: 'TextPositionSelector', start: 0, end: 4 }]),
  },
  { id: 'https://notes.example/2', type: 'Annotation', motivation: 'replying', creator: 'https://notes.example/sam', bodyValue: 'No_ *idea*', target: 'https://notes.example/1' },
  { id: 'https://notes.example/3', type: 'Annotation', motivation: 'highlighting', target: on({ type: 'RangeSelector', startSelector: quote('built in'), endSelector: quote(' by the yard') }) },
  { id: 'https://notes.example/4', type: 'Annotation', motivation: 'editing', body: { type: 'TextualBody', purpose: 'editing', value: 'nightfall' }, target: on(quote('dusk')) },
  { id: 'https://notes.example/5', type: 'Annotation', motivation: 'questioning', body: { type: 'TextualBody', value: 'Which?', format: 'text/plain' }, target: on({ type: 'TextPositionSelector', start: 0, end: 9 }) },
]; // prettier-ignore
const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

describe('W3C Web Annotations', () => {
  test.each([
    ['a list', ANNOTATIONS],
    ['a page', { '@context': CONTEXT, type: 'AnnotationPage', items: ANNOTATIONS }],
    ['a collection', { '@context': CONTEXT, type: 'AnnotationCollection', total: 5, first: { type: 'AnnotationPage', items: ANNOTATIONS } }],
    ['a graph', { '@context': CONTEXT, '@graph': ANNOTATIONS }],
  ])('RN1 RN2 RN3 come as notes from %s, once', async (_name, file) => {
    const { at } = await article();
    const came = await bring(at, 'notes.jsonld', file);
    expect(came.json).toMatchObject({ comments: 2, highlights: 1, suggestions: 1, replies: 1, placed: 3, unplaced: 1, isDated: true });
    const notes = await notesOf(at);
    const found = (kind: string): Json => notes.find((one) => one.kind === kind);
    expect(found('comment')).toMatchObject({
      author: 'file:Rita',
      body: 'Is it **so**?',
      tags: ['facts'],
      anchoring: { state: 'moved', exact: 'nine' },
      replies: [{ author: 'file:https://notes.example/sam', body: 'No\\_ \\*idea\\*' }],
    });
    expect(found('highlight').anchoring).toMatchObject({ state: 'moved', exact: 'built in 1962' });
    expect(found('suggestion')).toMatchObject({ replacement: 'nightfall', anchoring: { exact: 'dusk' } });
    expect(found('question')).toMatchObject({ body: 'Which?', anchoring: { state: 'orphaned' } });
    expect((await bring(at, 'notes.json', file)).json).toMatchObject({ comments: 0, replies: 0, known: 4 });
    expect(await notesOf(at)).toEqual(notes);
  }); // prettier-ignore

  test('RN3 replies of ours have the ids of the file only where replies here can have them', async () => {
    const { at, layer } = await article();
    const note = { layer, kind: 'comment', target: { exact: 'nine' }, body: 'In winter, too?' };
    const { json: made } = await server.ask('POST', `${at}/annotations`, note);
    const copy = (await server.ask('GET', `${at}/export?format=json`)).json;
    const ids = ['__proto__', 'a/b', '..', '\u0000', 'x'.repeat(99)];
    copy.annotations[0].replies = ids.map((id) => ({ id, author: null, created: '', modified: '', body: 'More.' })); // prettier-ignore
    expect((await bring(at, 'copy.json', copy)).json).toMatchObject({ replies: ids.length });
    expect((await bring(at, 'copy.json', copy)).json).toMatchObject({ replies: 0 });
    const [{ replies }] = await notesOf(at);
    for (const { id } of replies) {
      expect(id).toMatch(/^[\w-]{36}$/);
      expect((await server.ask('DELETE', `${at}/annotations/${made.id}/replies/${id}`)).status).toBe(200); // prettier-ignore
    }
  });

  test.each(['jsonld', 'json'])(
    'RN3 of ours, as %s, bring nothing to their article, and what was added to it once',
    async (format) => {
      const { at, layer } = await article();
      const note = { layer, kind: 'comment', target: { exact: 'nine' }, body: 'In winter, too?' };
      const { json: made } = await server.ask('POST', `${at}/annotations`, note);
      await server.ask('POST', `${at}/annotations/${made.id}/replies`, { body: 'At ten.' });
      const { json: own } = await server.ask('POST', `${at}/layers`, { name: 'Board', audience: 'moderators' }); // prettier-ignore
      await server.ask('POST', `${at}/annotations`, {
        ...note,
        layer: own.id,
        body: 'Secretwords',
      });
      const { text: file } = await server.ask('GET', `${at}/export?format=${format}`);
      const before = await notesOf(at);
      const nothing = { comments: 0, replies: 0, suggestions: 0, highlights: 0 };
      expect((await bring(at, `copy.${format}`, file)).json).toMatchObject({
        ...nothing,
        known: 2,
      });
      const editor = await server.member('Ed', 'editor');
      const theirs = await bring(at, `copy.${format}`, file, '', editor.token);
      expect(theirs.json).toMatchObject(nothing);
      expect(theirs.text).not.toContain('Secret');
      expect(await notesOf(at)).toEqual(before);
      const copy = JSON.parse(file);
      if (format === 'json') copy.annotations.find(({ body }: Json) => body.startsWith('In')).replies.push({ id: 'x', author: null, created: '', modified: '', body: 'More.' }); // prettier-ignore
    else copy.items.push({ id: 'urn:x', type: 'Annotation', motivation: 'replying', body: 'More.', target: copy.items.find(({ body }: Json) => body?.[0]?.value.startsWith('In')).id }); // prettier-ignore
      expect((await bring(at, `copy.${format}`, copy)).json).toMatchObject({
        ...nothing,
        replies: 1,
      });
      expect((await bring(at, `copy.${format}`, copy)).json).toMatchObject(nothing);
    },
  );
});

/** As JSON of many levels. */
function deep(before: string, open: string, close: string, after: string): string {
  return `${before}${open.repeat(100_000)}1${close.repeat(100_000)}${after}`;
}

describe('what a file may hold', () => {
  test.each([
    ['no JSON', 'a.json', '{"rows": ['],
    ['JSON of something else', 'a.json', { rows: [{ a: 1 }] }],
    ['JSON-LD without annotations', 'a.jsonld', { '@context': 'x', type: 'Person' }],
    ['a CSV of something else', 'a.csv', 'a,b\n1,2'],
    ['no CSV', 'a.csv', '"a\n,"b"'],
    ['a CSV without rows', 'a.csv', 'Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page'],
    ['nothing', 'a.csv', ' '],
    ['a place in a place without end', 'a.jsonld', deep('{"type":"Annotation","id":"a","target":{"selector":', '{"startSelector":', '}', '}}')],
    ['a row with such a place', 'a.json', deep('[{"id":"a","user":"b","uri":"c","target":[{"selector":', '{"startSelector":', '}', '}]}]')],
    ['a nameless annotation with lists in lists', 'a.jsonld', deep('{"type":"Annotation","x":', '[', ']', '}')],
  ])('RN5 %s is refused with a sentence', async (_name, name, file) => {
    const { at } = await article();
    const came = await bring(at, name, file);
    expect([came.status, came.json.detail]).toEqual([400, expect.stringMatching(/\.$/)]);
  }); // prettier-ignore

  test('RN5 hostile fields come out as harmless ones, and no more of anything than people can give', async () => {
    const { at } = await article();
    const long = 'x'.repeat(90_000);
    const rows = [
      row('A', 'nine', long, { tags: Array.from({ length: 90 }, (_, nth) => `${nth} ${long.slice(0, 200)}`), created: 'never', user_info: { display_name: '\u202EOlga\n<b>' } }),
      row('F', 'nine', 'Far away.', { created: '+275760-09-12T00:00:00Z', user_info: { display_name: '(guest)'.repeat(40_000) } }),
      row('G', 'nine', 'Long ago.', { created: '-000044-03-15T12:00:00Z' }),
      row('B', long, 'Long.', { created: '9999-12-31T00:00:00Z', user_info: 7 }),
      row('A', 'nine', 'The same id.'),
      row('__proto__', 'nine', 'Odd id.', { references: ['__proto__'], tags: { length: 5 } }),
      row('C', 'nine', 'A circle.', { references: ['D'] }),
      row('D', 'nine', 'A circle.', { references: ['C'] }),
      row('E', 'half \uD800', 'Half \uD800.', { target: [null, 7, { selector: { exact: 5 } }] }),
      null,
      7,
      { user: 'x', uri: 'y' },
    ]; // prettier-ignore
    const came = await bring(at, 'rows.json', { rows });
    expect(came.status, came.text).toBe(200);
    const notes = await notesOf(at);
    const cut = notes.find(({ body }) => body.startsWith('xxx'));
    expect(cut).toMatchObject({ author: 'file:Olga <b>' });
    expect(cut.body.length).toBeLessThanOrEqual(20_000);
    expect(cut.tags.length).toBeLessThanOrEqual(20);
    for (const { created, anchor } of notes) {
      expect(Date.parse(created)).toBeLessThanOrEqual(Date.now() + 1000);
      expect(created).toMatch(/^20\d\d-/);
      expect(anchor.exact.length).toBeLessThanOrEqual(20_000);
    }
    expect(notes.some(({ body }) => body === 'The same id.')).toBe(false);
    expect((await bring(at, 'rows.json', { rows })).json).toMatchObject({
      comments: 0,
      replies: 0,
    });
  });

  test('RN15 more replies than a thread takes count as lost, of a new note and of one that is there', async () => {
    const { at } = await article();
    const answers = (to: string, prefix: string) =>
      Array.from({ length: 510 }, (_, nth) => row(`${prefix}${nth}`, null, `Answer ${nth}`, { references: [to] })); // prettier-ignore
    const first = await bring(at, 'rows.json', [row('A', 'nine', 'New.'), ...answers('A', 'x')]);
    expect(first.json).toMatchObject({ comments: 1, replies: 500, lost: 10 });
    await bring(at, 'rows.json', [row('B', 'dusk', 'There.'), row('b', null, 'One.', { references: ['B'] })]); // prettier-ignore
    const second = await bring(at, 'rows.json', answers('B', 'y'));
    expect(second.json).toMatchObject({ comments: 0, replies: 499, lost: 11 });
    const notes = await notesOf(at);
    expect(notes.map(({ replies }) => replies.length)).toEqual([500, 500]);
  });

  test('RN15 replies that come are written a few at a time, and others are served between', async () => {
    const { at } = await article();
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    const answers = Array.from({ length: 400 }, (_, nth) => row(`x${nth}`, null, `Answer ${nth}`, { references: ['A'] })); // prettier-ignore
    const layerRooms = vi.spyOn(LayerRoom.prototype, 'perform');
    const perTurn = new Map<number, number>();
    layerRooms.mockImplementation(function (this: LayerRoom, ...given) {
      perTurn.set(turns, (perTurn.get(turns) ?? 0) + 1);
      return perform.apply(this, given);
    });
    count();
    await bring(at, 'rows.json', [row('A', 'nine', 'New.'), ...answers]);
    isOver = true;
    layerRooms.mockRestore();
    expect([...perTurn.values()].reduce((sum, each) => sum + each)).toBe(401);
    expect(Math.max(...perTurn.values())).toBeLessThanOrEqual(60);
  });

  test('RN5 many notes come in several goes', async () => {
    const many = Array.from({ length: 2100 }, (_, nth) => row(`N${nth}`, 'nine', `${nth}`));
    const { at } = await article();
    const first = await bring(at, 'rows.json', { rows: many }, '?preview=true');
    expect(first.json).toMatchObject({ comments: 2000, warnings: [expect.stringContaining('100 more notes')] }); // prettier-ignore
  });

  test('RN1 go to the layer that is named, where whoever brings them may write', async () => {
    const { at } = await article();
    const { json: own } = await server.ask('POST', `${at}/layers`, { name: 'Readers', audience: 'editors' }); // prettier-ignore
    await bring(at, 'rows.json', { rows: ROWS }, `?layer=${own.id}`);
    for (const { layer } of await notesOf(at)) expect(layer).toBe(own.id);
    const commenter = await server.member('Cam', 'commenter');
    expect((await bring(at, 'rows.json', { rows: ROWS }, '', commenter.token)).status).toBe(403);
  });
});
