/** Copies of several articles at once. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_COPIES } from '../../../shared/wire/routes/copies.ts';
import { openFormats } from '../../../server/formats/formats.ts';
import type { Formats } from '../../../server/formats/formats.ts';
import { RATES } from '../../../server/limits/rates.ts';
import { zipOf } from '../../../server/zip.ts';
import type { ZippedFile } from '../../../server/zip.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

async function archive(query: string, token = OWNER_TOKEN) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/copies?${query}`, { headers });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { response, bytes };
}

async function filesIn(query: string, token?: string): Promise<Record<string, Uint8Array>> {
  const { response, bytes } = await archive(query, token);
  expect(response.status, strFromU8(bytes)).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename=copies.zip');
  return unzipSync(bytes);
}

const copyOf = async (id: string, query: string, token = OWNER_TOKEN): Promise<Uint8Array> => {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/articles/${id}/export?${query}`, { headers });
  return new Uint8Array(await response.arrayBuffer());
};

/** Two articles with a comment in a layer of everybody's, and one in a layer of moderators'. */
async function articles() {
  const made = [];
  for (const title of ['The ferry', 'Паром']) {
    const { id, slug, layers } = await server.article(`# ${title}\n\nIt leaves at nine.`);
    const note = { kind: 'comment', target: { exact: 'nine' } };
    const at = `/api/articles/${id}`;
    const comments = layers.find(({ name }) => name === 'Comments')!.id;
    await server.ask('POST', `${at}/annotations`, { ...note, layer: comments, body: 'Saidopenly' });
    const board = (await server.ask('POST', `${at}/layers`, { name: 'Board', audience: 'moderators' })).json.id; // prettier-ignore
    await server.ask('POST', `${at}/annotations`, { ...note, layer: board, body: 'Saidsecretly' });
    made.push({ id, slug });
  }
  return made;
}

describe('an archive of copies', () => {
  test('H80 has each copy as it is by itself, in every kind of format, and says so', async () => {
    const made = await articles();
    const ids = made.map(({ id }) => id).join(',');
    for (const format of ['md', 'docx']) {
      const files = await filesIn(`articles=${ids}&format=${format}&names=pseudonyms`);
      expect(Object.keys(files)).toEqual([...made.map(({ slug }) => `${slug}.${format}`), '_report.txt']); // prettier-ignore
      for (const { id, slug } of made)
        expect(files[`${slug}.${format}`]).toEqual(await copyOf(id, `format=${format}&names=pseudonyms`)); // prettier-ignore
      expect(strFromU8(files['_report.txt']!)).toBe('2 of 2 copies are in this archive.\n');
    }
    const { bytes } = await archive(`articles=${ids}&format=md`);
    expect((await archive(`articles=${ids}&format=md`)).bytes).toEqual(bytes);
  });

  test('H80 names what is missing, and tells what isn’t the asker’s from what isn’t there by nothing', async () => {
    const [first, second] = await articles();
    const { secret } = await makeShare(server, first!.id);
    const guest = await guestOf(server, secret, 'Gus');
    const headers = { cookie: guest.cookie };
    const response = await fetch(`${server.url}/api/copies?articles=${first!.id},${second!.id},none&format=txt`, { headers }); // prettier-ignore
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    expect(Object.keys(files)).toEqual([`${first!.slug}.txt`, '_report.txt']);
    const [one, , , ...missing] = strFromU8(files['_report.txt']!).trim().split('\n');
    expect(one).toBe('1 of 3 copies are in this archive.');
    const [theirs, none] = missing.map((line) => line.replace(/^- [^:]*/, ''));
    expect(theirs).toBe(none);
    expect(missing).toMatchObject([expect.stringContaining(second!.id), expect.stringContaining('none')]); // prettier-ignore
  });

  test('H80 has no more layers than each reader may read, and no private ones', async () => {
    const made = await articles();
    const { token } = await server.member('Vera', 'viewer');
    const files = await filesIn(`articles=${made.map(({ id }) => id).join(',')}&format=json`, token); // prettier-ignore
    for (const { slug } of made) {
      const copy = strFromU8(files[`${slug}.json`]!);
      expect(copy).toContain('Saidopenly');
      expect(copy).not.toMatch(/Saidsecretly|Board/);
    }
  });

  test('H81 is not begun where there are too many articles, none, or what no copy can be', async () => {
    const many = Array.from({ length: MOST_COPIES + 1 }, (_, at) => `a${at}`).join(',');
    const [one] = await articles();
    const cases: [string, string][] = [
      [`articles=${many}&format=txt`, 'at most 100'],
      ['articles=,&format=txt', 'one article at least'],
      ['format=txt', 'articles'],
      [`articles=${one!.id}&format=wp`, "can't be exported"],
      [`articles=${one!.id}&format=csv&suggestions=accepted`, 'suggestions=accepted'],
      [`articles=${one!.id}&format=txt&status=lost`, 'lost'],
      [`articles=${one!.id}&format=txt&layers=x`, 'layers'],
    ];
    for (const [query, says] of cases) {
      const { response, bytes } = await archive(query, await tokenOf());
      expect([response.status, strFromU8(bytes)], query).toEqual([400, expect.stringContaining(says)]); // prettier-ignore
    }
  });

  test('H81 is made a few times in a minute', async () => {
    const { token } = await server.member('Busy', 'viewer');
    const most = RATES.archives.perMinute.members;
    for (let at = 0; at < most; at += 1)
      expect((await archive('articles=none&format=txt', token)).response.status).toBe(200);
    const { response } = await archive('articles=none&format=txt', token);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('H82 leaves each copy in the audit log, with its layers but the private ones', async () => {
    const made = await articles();
    const { token, id: member } = await server.member('Mod', 'moderator');
    await filesIn(`articles=${made.map(({ id }) => id).join(',')},none&format=txt`, token);
    const { json } = await server.ask('GET', '/api/audit?action=exported');
    // oxlint-disable-next-line typescript/no-explicit-any -- what is expected of them stands below
    const own = json.items.filter((one: any) => one.actor.id === member);
    expect(own.map((one: { article: string }) => one.article).toSorted()).toEqual(made.map(({ id }) => id).toSorted()); // prettier-ignore
    for (const { detail } of own)
      expect(detail).toMatchObject({ format: 'txt', names: 'real', layers: expect.stringMatching(/,/) }); // prettier-ignore
  });
});

describe('an archive of somebody whose rights change meanwhile', () => {
  let meanwhile: () => Promise<void> = () => Promise.resolve();
  let own: TestServer;
  beforeAll(async () => {
    const formats = openFormats();
    const write: Formats['write'] = async (...asked) => {
      await meanwhile();
      return formats.write(...asked);
    };
    own = await testServer({ formats: { ...formats, write } });
  });
  afterAll(() => own.close());

  const SECRET = 'Saidsecretly';

  async function archived(token: string): Promise<Record<string, string>> {
    const made = [];
    for (const title of ['One', 'Two']) {
      const { id } = await own.article(`# ${title}\n\nIt leaves at nine.`);
      const at = `/api/articles/${id}`;
      const layer = (await own.ask('POST', `${at}/layers`, { name: 'Board', audience: 'moderators' })).json.id; // prettier-ignore
      await own.ask('POST', `${at}/annotations`, { layer, kind: 'comment', target: { exact: 'nine' }, body: SECRET }); // prettier-ignore
      made.push(id);
    }
    const headers = { authorization: `Bearer ${token}` };
    const asked = `${own.url}/api/copies?articles=${made.join(',')}&format=json`;
    const response = await fetch(asked, { headers });
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    return Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [
        name.replace(/-.*(?=\.)/, ''),
        strFromU8(bytes),
      ]),
    );
  }

  test('H94 who is removed gets no more copies', async () => {
    const { id, token } = await own.member('Gone', 'moderator');
    meanwhile = async () => void (await own.ask('DELETE', `/api/members/${id}`));
    const files = await archived(token);
    expect(files['one.json']).toContain(SECRET);
    expect(Object.keys(files)).toEqual(['one.json', '_report.txt']);
  });

  test('H96 a person has one archive at a time, whoever else has theirs', async () => {
    const { id } = await own.article('# Slow\n\nIt leaves at nine.');
    const [slow, other] = [await own.member('Slow', 'editor'), await own.member('Other', 'editor')];
    const ask = async ({ token }: { readonly token: string }): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${own.url}/api/copies?articles=${id}&format=json`, { headers });
      await response.arrayBuffer();
      return response.status;
    };
    for (const [who, status] of [[slow, 429], [other, 200]] as const) {
      let second = 0;
      meanwhile = async () => {
        meanwhile = () => Promise.resolve();
        second = await ask(who);
      };
      expect(await ask(slow)).toBe(200);
      expect(second).toBe(status);
    }
  }); // prettier-ignore

  test('H94 who has a lower role has no more in the copies that follow', async () => {
    const { id, token } = await own.member('Less', 'moderator');
    meanwhile = async () => void (await own.ask('PATCH', `/api/members/${id}`, { role: 'viewer' }));
    const files = await archived(token);
    expect(files['one.json']).toContain(SECRET);
    expect(files['two.json']).not.toContain(SECRET);
  });
});

test('H95 an archive that is larger than a ZIP can be breaks off', async () => {
  const files = async function* (): AsyncGenerator<ZippedFile> {
    for (const name of ['a', 'b']) yield { name, bytes: new Uint8Array(1000), isPacked: true };
  };
  const taken = async (most: number): Promise<number> => {
    let bytes = 0;
    for await (const part of zipOf(files(), most)) bytes += part.byteLength;
    return bytes;
  };
  expect(await taken(3000)).toBeGreaterThan(2000);
  await expect(taken(1500)).rejects.toThrow(RangeError);
});

/** Somebody new, who has asked for nothing yet. */
async function tokenOf(): Promise<string> {
  return (await server.member('New', 'viewer')).token;
}
