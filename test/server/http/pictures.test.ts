/** Pictures: sent by who may write the text, told by their content, seen by who may read an article that has them. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guestOf, makeShare } from '../../support/guests.ts';
import { DOT, DOTS, pictureBytes, pictureForm } from '../../support/pictures.ts';
import { askAt, OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# The bridge\n\nIt stands at night.');
});
afterAll(() => server.close());

const send = (form: FormData, id = article.id, token = OWNER_TOKEN) =>
  server.ask('POST', `/api/articles/${id}/pictures`, form, token);

/** Another picture each time: the tests of who may see one share no picture. */
let shade = 0;
function newPicture(): Buffer<ArrayBuffer> {
  shade += 1;
  return Buffer.concat([pictureBytes(), Buffer.from(`after its end ${shade}`)]);
}

/** A PNG of these many px, of which only the head is there. */
function claiming(width: number, height: number): Buffer<ArrayBuffer> {
  const bytes = pictureBytes();
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** A photograph of 4 × 3 px that says that it lies on its side. */
function turned(): Buffer<ArrayBuffer> {
  const exif = Buffer.from(
    'ffe1002245786966000049492a0008000000010012010300010000000600000000000000',
    'hex',
  );
  const jpeg = pictureBytes(DOTS['image/jpeg']);
  const frame = jpeg.indexOf(Buffer.from('ffc0', 'hex'));
  const sized = Buffer.from(jpeg);
  if (frame > 0) {
    sized.writeUInt16BE(3, frame + 5);
    sized.writeUInt16BE(4, frame + 7);
  }
  return Buffer.concat([sized.subarray(0, 2), exif, sized.subarray(2)]);
}

describe('sending one', () => {
  test.each(Object.entries(DOTS))(
    'H36 %s is known by its content, whatever it is called',
    async (type, base64) => {
      const bytes = pictureBytes(base64);
      const { status, json } = await send(pictureForm(bytes, 'words.txt'));
      const hash = createHash('sha256').update(bytes).digest('hex');
      expect([status, json]).toEqual([
        201,
        { hash, url: `/pictures/${hash}`, width: 1, height: 1 },
      ]);
      const seen = await fetch(`${server.url}${json.url}`, {
        headers: { authorization: `Bearer ${OWNER_TOKEN}` },
      });
      expect(seen.headers.get('content-type')).toBe(type);
      expect(Buffer.from(await seen.arrayBuffer()).equals(bytes)).toBe(true);
    },
  );

  test('H36 the same picture is kept once', async () => {
    const picture = newPicture();
    const first = await send(pictureForm(picture));
    const again = await send(pictureForm(picture, 'another name.gif'));
    expect(again.json).toEqual(first.json);
    const kept = await server.store.blobs.list({ prefix: `picture/${first.json.hash}` });
    expect(kept).toHaveLength(1);
  });

  test('H36 its size is that in which it is shown', async () => {
    const { json } = await send(pictureForm(turned()));
    expect([json.width, json.height]).toEqual([3, 4]);
  });

  test.each<[string, Buffer<ArrayBuffer>]>([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>')],
    ['a page that is called a picture', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['nothing', Buffer.alloc(0)],
    ['the beginning of a picture', pictureBytes().subarray(0, 12)],
    ['a bitmap', Buffer.from(`424d${'00'.repeat(60)}`, 'hex')],
    ['a picture without size', claiming(0, 5)],
    ['a picture that no browser should draw', claiming(60_000, 60_000)],
  ])('H36 %s is refused in a sentence', async (_what, bytes) => {
    const { status, json } = await send(pictureForm(bytes, 'picture.png'));
    expect([status, json.type]).toEqual([415, '/problems/unsupported-media-type']);
    expect(json.detail).toContain('PNG, JPEG, GIF, WebP and AVIF');
  });

  test('H36 one of 10 MB is taken, a larger one is refused', async () => {
    const most = Buffer.concat([pictureBytes(), Buffer.alloc(10 << 20)]);
    const fitting = await send(pictureForm(most.subarray(0, 10 << 20)));
    expect(fitting.status).toBe(201);
    const larger = await send(pictureForm(most));
    expect([larger.status, larger.json.detail]).toEqual([413, 'A picture may have at most 10 MB.']);
  });

  test('H36 without a file it is a problem', async () => {
    expect((await send(new FormData())).status).toBe(400);
    const json = await server.ask('POST', `/api/articles/${article.id}/pictures`, { file: DOT });
    expect([json.status, json.json.field]).toEqual([400, 'hash']);
  });
});

describe('bringing one in', () => {
  test('H36 pictures in an imported file come with the article, for whoever may read it', async () => {
    const dot = pictureBytes(DOTS['image/webp']).toString('base64');
    const made = await server.article(`# Report\n\n![](data:image/webp;base64,${dot})`);
    const hash = createHash('sha256').update(pictureBytes(dot)).digest('hex');
    const kept = await server.store.log.list('pictures', { prefix: `in/${made.id}/` });
    expect(kept.map(({ key }) => key)).toEqual([`in/${made.id}/${hash}`]);
    expect((await server.ask('GET', `/pictures/${hash}`)).status).toBe(200);
    const html = await server.ask('GET', `/api/articles/${made.id}/export?format=html`);
    expect(html.text).toContain(
      `src="data:image/webp;base64,${dot}" data-address="/pictures/${hash}"`,
    );
  });
});

describe('seeing one', () => {
  /** As nobody, a viewer, and somebody who came by a link to another article. */
  async function statuses(url: string) {
    const { token } = await server.member('Vera Viewer', 'viewer');
    const elsewhere = await server.article('# Elsewhere\n\nWords.');
    const { secret } = await makeShare(server, elsewhere.id);
    const { cookie } = await guestOf(server, secret);
    const asked = [
      await server.ask('GET', url, undefined, ''),
      await server.ask('GET', url, undefined, token),
      await askAt(server.url, 'GET', url, undefined, '', { cookie }),
    ];
    return asked.map(({ status }) => status);
  }

  test('H37 of a draft it is seen by members, of a published article by anybody', async () => {
    const { id } = await server.article('# Drafted\n\nWords.');
    const { json } = await send(pictureForm(newPicture()), id);
    expect(await statuses(json.url)).toEqual([404, 200, 404]);
    await server.ask('PATCH', `/api/articles/${id}`, { status: 'published' });
    expect(await statuses(json.url)).toEqual([200, 200, 200]);
    await server.ask('PATCH', `/api/articles/${id}`, { status: 'archived' });
    expect(await statuses(json.url)).toEqual([404, 200, 404]);
  });

  test('H37 a guest sees those of its own article', async () => {
    const { id } = await server.article('# Shared\n\nWords.');
    const { json } = await send(pictureForm(newPicture()), id);
    const { cookie } = await guestOf(server, (await makeShare(server, id)).secret);
    const seen = await askAt(server.url, 'GET', json.url, undefined, '', { cookie });
    expect(seen.status).toBe(200);
  });

  test('H37 it goes with the last article that has it', async () => {
    const [one, other] = [await server.article('# One\n\nA.'), await server.article('# Two\n\nB.')];
    const picture = newPicture();
    const { json } = await send(pictureForm(picture), one.id);
    await send(pictureForm(picture), other.id);
    await server.ask('DELETE', `/api/articles/${one.id}`);
    expect((await server.ask('GET', json.url)).status).toBe(200);
    await server.ask('DELETE', `/api/articles/${other.id}`);
    expect((await server.ask('GET', json.url)).status).toBe(404);
    for (const { id } of [one, other]) await server.ask('DELETE', `/api/trash/${id}`);
    expect(await server.store.blobs.has(`picture/${json.hash}`)).toBe(false);
    expect(await server.store.log.list('pictures', { prefix: `of/${json.hash}` })).toEqual([]);
  });

  test('H37 one that is kept comes into another article by its hash, from somebody who may see it', async () => {
    const [one, other] = [await server.article('# One\n\nA.'), await server.article('# Two\n\nB.')];
    const { json } = await send(pictureForm(newPicture()), one.id);
    const { secret } = await makeShare(server, other.id, { role: 'editor' });
    const { cookie } = await guestOf(server, secret);
    const path = `/api/articles/${other.id}/pictures`;
    const byGuest = await askAt(server.url, 'POST', path, { hash: json.hash }, '', { cookie });
    expect(byGuest.status).toBe(404);
    const byOwner = await server.ask('POST', path, { hash: json.hash });
    expect([byOwner.status, byOwner.json]).toEqual([201, json]);
    const seen = await askAt(server.url, 'GET', json.url, undefined, '', { cookie });
    expect(seen.status).toBe(200);
  });

  test.each(['%00', 'x'.repeat(5000), '..%2f..%2fetc', 'A'.repeat(64), '%e2%80%ae'])(
    'H37 there is none of the name %j',
    async (name) => {
      expect((await server.ask('GET', `/pictures/${name}`)).status).toBe(404);
    },
  );

  test('H38 it is nothing that runs, and only its reader keeps it', async () => {
    const page = Buffer.concat([
      pictureBytes(DOTS['image/gif']),
      Buffer.from('<!doctype html><script>alert(1)</script>'),
    ]);
    const { json } = await send(pictureForm(page, 'page.html'));
    const { headers } = await server.ask('GET', json.url);
    expect(headers.get('content-type')).toBe('image/gif');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  });
});
