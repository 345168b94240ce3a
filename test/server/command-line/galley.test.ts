/** The command line, run as a person runs it: alone, and while a server holds the store. */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SETTINGS } from '../../../server/config.ts';
import { comment, commented, docx, para, run } from '../../support/docx.ts';

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url));
const WAIT_MS = 180_000;

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** The settings of a command; nothing of ours reaches it from outside. */
function settings(own: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, GALLEY_LOG_LEVEL: 'error', HOST: '127.0.0.1', ...own };
}

function galley(args: readonly string[], own: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...args],
      { env: settings(own) },
      (_error, out, said) => resolve({ code: child.exitCode, out, said }),
    );
  });
}

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galley-command-line-'));
  file = join(folder, 'piece.md');
  await writeFile(file, '# A piece\n\nSome words.');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('help and mistakes', () => {
  test('K1 help lists every setting and command, even where a setting is wrong', async () => {
    const { code, out } = await galley(['help'], { PORT: 'wrong' });
    expect(code).toBe(0);
    for (const { name, usual } of SETTINGS) {
      expect(out).toContain(name);
      expect(out).toContain(`(${usual})`);
    }
    for (const command of ['serve', 'import', 'export', 'member add', 'member link', 'help'])
      expect(out).toContain(`galley ${command.split(' ')[0]}`);
  });

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['a wrong setting', ['serve'], { PORT: 'wrong' }, /^PORT should be .*\.$/],
    ['an unknown command', ['publish'], {}, /^There is no command “publish”; see “galley help”\.$/],
  ])('K2 %s ends with one clear sentence', async (_name, args, own, says) => {
    const { code, out, said } = await galley(args, { GALLEY_DATA: join(folder, 'unused'), ...own });
    expect([code, out]).toEqual([1, '']);
    expect(said.trimEnd()).toMatch(says);
  });
});

test(
  'C6 a new store gets no short token of the owner’s, and one that is there goes on with it',
  async () => {
    const own = { GALLEY_DATA: join(folder, 'short-token') };
    const short = { ...own, GALLEY_OWNER_TOKEN: 'x'.repeat(31) };
    const refused = await galley(['import', file], short);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.said.trimEnd()).toMatch(
      /^GALLEY_OWNER_TOKEN must have at least 32 characters[^x]*$/,
    );
    expect((await galley(['import', file], own)).code).toBe(0);
    expect((await galley(['import', file], short)).code).toBe(0);
  },
  WAIT_MS,
);

/** What must work alike with a server and without one. */
async function useAll(own: Record<string, string>, address: string): Promise<void> {
  const imported = await galley(['import', file, join(folder, 'missing.md'), file], own);
  expect(imported.code).toBe(1);
  expect(imported.said).toContain('missing.md: ENOENT');
  const [id = ''] = imported.out.split(' ');
  expect(imported.out).toMatch(/^\S{36} {2}A piece\n\S{36} {2}A piece\n$/);

  const printed = await galley(['export', id, '--format', 'txt'], own);
  expect([printed.code, printed.said]).toEqual([0, '']);
  expect(printed.out).toContain('Some words.');
  const copy = join(folder, 'copy.html');
  const written = await galley(['export', id, '--format', 'html', '--out', copy], own);
  expect([written.code, written.out]).toEqual([0, '']);
  expect(await readFile(copy, 'utf8')).toContain('<!doctype html>');
  const unknown = await galley(['export', id, '--format', 'wp'], own);
  expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining('formats are html') });

  const added = await galley(['member', 'add', 'Ann', 'Added', '--role', 'editor'], own);
  expect(added.out).toMatch(new RegExp(`^Ann Added: ${address}/signin#token=\\S{43}\\n$`));
  const linked = await galley(['member', 'link', 'Ann Added'], own);
  expect(linked.out).toMatch(new RegExp(`^Ann Added: ${address}/signin#token=\\S{43}\\n$`));
  expect(linked.out).not.toBe(added.out);
  const nobody = await galley(['member', 'link', 'Nobody'], own);
  expect(nobody).toMatchObject({ code: 1, said: 'There is no member “Nobody”.\n' });
  const wrong = await galley(['member', 'add', 'Bob', '--role', 'king'], own);
  expect(wrong).toMatchObject({ code: 1, said: expect.stringContaining('“role”') });
}

/** The owner's own notes are in no copy that doesn't name them. */
async function exportNotes(own: Record<string, string>, url: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const found = await fetch(`${url}/api/articles?query=piece`, { headers });
  const [{ id }] = (await found.json()).items;
  const note = { layer: 'notes', kind: 'comment', target: { exact: 'words' }, body: 'Secret.' };
  const init = { method: 'POST', headers, body: JSON.stringify(note) };
  const { layer } = await (await fetch(`${url}/api/articles/${id}/annotations`, init)).json();
  const usual = await galley(['export', id, '--format', 'txt'], own);
  expect(usual.out).toContain('Some words');
  expect(usual.out).not.toMatch(/Secret|My notes/);
  const named = await galley(['export', id, '--format', 'txt', '--layers', layer], own);
  expect(named.out).toContain('Secret.');
}

describe('commands', () => {
  test(
    'K16 import says what a Word file brought along',
    async () => {
      const path = join(folder, 'story.docx');
      const body = para(run('Some ') + commented('1', run('words')));
      await writeFile(path, docx(body, { comments: comment('1', 'Ann', 'Which?') }));
      const { code, out } = await galley(['import', path], { GALLEY_DATA: join(folder, 'word') });
      expect(code).toBe(0);
      expect(out).toMatch(/^\S{36} {2}Some words\n {2}1 comment by 1 person came with it\.\n$/);
    },
    WAIT_MS,
  );

  test(
    'K8 export --all writes a copy of each article into an archive',
    async () => {
      const own = { GALLEY_DATA: join(folder, 'many') };
      await galley(['import', file, file], own);
      const archive = join(folder, 'all.zip');
      const all = await galley(['export', '--all', '--format', 'txt', '--out', archive], own);
      expect([all.code, all.said]).toEqual([0, '']);
      const files = unzipSync(await readFile(archive));
      expect(all.out.trim().split('\n')).toHaveLength(Object.keys(files).length);
      expect(Object.keys(files)).toEqual(expect.arrayContaining(['a-piece.txt', 'a-piece-2.txt']));
      expect(strFromU8(files['a-piece.txt']!)).toContain('Some words.');
      const nowhere = await galley(['export', '--all', '--format', 'txt'], own);
      expect(nowhere).toMatchObject({ code: 1, said: expect.stringContaining('Usage') });
      const wrong = await galley(['export', '--all', '--format', 'wp', '--out', archive], own);
      expect(wrong).toMatchObject({ code: 1, said: 'There is no format “wp”.\n' });
    },
    WAIT_MS,
  );

  test(
    'K3 work alone on a store, and print links to where it will be served',
    async () => {
      const own = { GALLEY_DATA: join(folder, 'alone'), PORT: '4123' };
      // A first command makes the store, and says the link that is printed once.
      const first = await galley(['member', 'link', 'Owner'], own);
      expect(first.code).toBe(0);
      expect(first.said).toMatch(/once: http:\/\/localhost:4123\/signin#token=\S{43}\n$/);
      await useAll(own, 'http://localhost:4123');
    },
    WAIT_MS,
  );

  test(
    'K4 work through a server that holds the store, and what they do is in it',
    async () => {
      const port = await freePort();
      const own = { GALLEY_DATA: join(folder, 'served'), PORT: String(port) };
      const token = 'the-owner-of-the-served-store-of-this-test';
      const server = serve({ ...own, GALLEY_OWNER_TOKEN: token });
      try {
        const address = `http://localhost:${port}`;
        expect(await linesUntil(server, 'Sign in')).toEqual([
          `Galley is at ${address}`,
          expect.stringMatching(/^Sign in as the owner, once: .*#token=\S{43}$/),
        ]);
        await useAll(own, address);
        const verified = await galley(['verify'], own);
        expect(verified).toMatchObject({
          code: 0,
          out: expect.stringMatching(/^Checked \d+ articles/),
        });
        const backup = join(folder, 'backup');
        expect(await galley(['backup', backup], own)).toMatchObject({ code: 0 });
        await exportNotes(own, `http://127.0.0.1:${port}`, token);
        const library = await fetch(`http://127.0.0.1:${port}/api/articles?query=piece`, {
          headers: { authorization: `Bearer ${token}` },
        });
        expect((await library.json()).items).toHaveLength(2);
        const second = await galley(['serve'], own);
        expect(second).toMatchObject({ code: 1, said: expect.stringContaining('in use by') });
        // The way to the owner's rights leads through the socket: no file of the folder has a secret for it.
        for (const name of await readdir(own.GALLEY_DATA))
          if (name.endsWith('.json'))
            expect(await readFile(join(own.GALLEY_DATA, name), 'utf8')).not.toMatch(
              /"secret":(?!null)/,
            );
      } finally {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGTERM'] as const) server.kill(signal); // as under npm
        expect(await once(server, 'exit')).toEqual([0, null]);
      }
    },
    WAIT_MS,
  );
});

describe('whom a command asks', () => {
  let own: Record<string, string>;
  let server: ChildProcess;
  let port: number;
  const token = 'the-owner-of-the-served-store-of-this-test';
  const address = (): string => `http://127.0.0.2:${port}`;
  beforeAll(async () => {
    port = await freePort();
    const data = join(folder, 'elsewhere');
    own = { GALLEY_DATA: data, PORT: String(port), HOST: '127.0.0.2' };
    server = serve({ ...own, GALLEY_OWNER_TOKEN: token });
    await linesUntil(server, 'Sign in');
  }, WAIT_MS);
  afterAll(async () => {
    server.kill('SIGTERM');
    await once(server, 'exit');
  });

  async function members(): Promise<string[]> {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${address()}/api/members`, { headers });
    return (await answer.json()).items.map(({ name }: { name: string }) => name);
  }

  test(
    'K5 a server is asked whatever address it listens on, and nothing is told to who listens at another',
    async () => {
      const heard: string[] = [];
      const squatter = createServer((socket) => {
        heard.push('a connection');
        socket.on('data', (data) => heard.push(data.toString()));
      });
      squatter.listen(port, '127.0.0.1');
      await once(squatter, 'listening');
      for (const HOST of ['127.0.0.2', '127.0.0.1', '']) {
        const name = `Asked with ${HOST || 'none'}`;
        expect(await galley(['member', 'add', name], { ...own, HOST })).toMatchObject({ code: 0 });
        expect(await members()).toContain(name);
      }
      expect(heard).toEqual([]);
      squatter.close();
    },
    WAIT_MS,
  );

  test.skipIf(process.platform === 'win32')(
    'K6 a command on a copy of a folder works on the copy alone',
    async () => {
      const before = await members();
      const copy = `${own['GALLEY_DATA']}.copy`;
      await once(spawn('cp', ['-a', own['GALLEY_DATA'] ?? '', copy]), 'exit');
      const onCopy = { ...own, GALLEY_DATA: copy };
      const added = await galley(['member', 'add', 'Of the copy'], onCopy);
      expect([added.code, added.said]).toEqual([0, '']);
      const linked = await galley(['member', 'link', 'Of the copy'], onCopy);
      expect([linked.code, linked.said]).toEqual([0, '']);
      expect(await members()).toEqual(before);
      expect(await galley(['member', 'link', 'Of the copy'], own)).toMatchObject({ code: 1 });
    },
    WAIT_MS,
  );
});

function serve(own: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [MAIN, 'serve'], {
    env: settings(own),
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What the server says of itself, up to the line that begins so. */
async function linesUntil(server: ChildProcess, start: string): Promise<string[]> {
  const own: string[] = [];
  if (server.stdout === null) return own;
  for await (const line of createInterface({ input: server.stdout })) {
    if (/^(Galley|Sign in)/.test(line)) own.push(line);
    if (line.startsWith(start)) break;
  }
  return own;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
