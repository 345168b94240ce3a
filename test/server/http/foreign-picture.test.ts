/** The page that shows a picture of another host in a frame, and what the other pages load of listed hosts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askAt, testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await testServer({
    environment: { GALLEY_PICTURE_HOSTS: 'a.example, *.b.example:8080' },
  });
});
afterAll(() => server.close());

const framed = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' };
const ask = (address: string, headers: Record<string, string> = framed) =>
  askAt(
    server.url,
    'GET',
    `/foreign-picture?address=${encodeURIComponent(address)}`,
    undefined,
    '',
    headers,
  );

test('H39 the listed hosts are in the content policy of the pages', async () => {
  const { headers } = await server.ask('GET', '/');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("img-src 'self' data: a.example *.b.example:8080;");
  const { json } = await server.ask('GET', '/api/session');
  expect(json.pictureHosts).toEqual(['a.example', '*.b.example:8080']);
});

describe('a picture in a frame', () => {
  test('H39 it is alone, and nothing runs beside it', async () => {
    const { status, text, headers } = await ask('https://other.example/a.png?b="><script>');
    expect(status).toBe(200);
    expect(text).toContain('<img src="https://other.example/a.png?b=&quot;&gt;&lt;script&gt;"');
    expect(text).not.toContain('<script');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('script-src');
  });

  test.each<[string, Record<string, string>]>([
    ['by itself', { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' }],
    ['in a frame of another site', { ...framed, 'sec-fetch-site': 'cross-site' }],
  ])('H39 it is not shown %s', async (_how, headers) => {
    expect((await ask('https://other.example/a.png', headers)).status).toBe(404);
  });

  test.each(['javascript:alert(1)', 'data:image/png;base64,AA==', '/a.png', 'https://', ''])(
    'H39 there is none at %j',
    async (address) => {
      expect((await ask(address)).status).toBe(404);
    },
  );
});
