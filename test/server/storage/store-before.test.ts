/** Stores made by earlier versions of the server say the same after they are opened, as often as one likes. */
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openEmbeddedStore } from '../../../server/storage/embedded/embedded-store.ts';
import { testServer } from '../../support/server.ts';
import type { Reply, TestServer } from '../../support/server.ts';
import { startStoreProcess } from '../../support/store-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What a member was answered by the server that made the store; a status is named where it wasn't 200. */
interface Asked {
  readonly who: string;
  readonly path: string;
  readonly status?: number;
  readonly answer: unknown;
}

const FIXTURE = fileURLToPath(new URL('../../fixtures/store', import.meta.url));

/** Of the server that made it. */
const ADDRESS = 'http://localhost:3911';

const { tokens, answers } = JSON.parse(await readFile(join(FIXTURE, 'expected.json'), 'utf8')) as {
  tokens: Record<string, string>;
  answers: Asked[];
};

async function copyOf(name: string): Promise<string> {
  const folder = join(await temporaryFolder(), 'store');
  await cp(join(FIXTURE, name), folder, { recursive: true });
  return folder;
}

async function serve(folder: string): Promise<TestServer> {
  const environment = { GALLEY_OWNER_TOKEN: tokens['owner'] ?? '', GALLEY_URL: ADDRESS };
  return testServer({ environment }, await openEmbeddedStore(folder));
}

/** Later versions may say more of a thing, but nothing else. */
async function expectSame(server: TestServer): Promise<void> {
  for (const { who, path, status = 200, answer } of answers) {
    const reply: Reply = await server.ask('GET', path, undefined, tokens[who] ?? '');
    expect(reply.status, `${who} ${path}`).toBe(status);
    if (typeof answer === 'string') expect(reply.text, `${who} ${path}`).toBe(answer);
    else expect(reply.json, `${who} ${path}`).toMatchObject(answer as object);
  }
}

for (const name of ['stopped', 'killed']) {
  test(`S34 a store of an earlier version, ${name}, says the same after it was opened, and once more`, async () => {
    const folder = await copyOf(name);
    for (let opening = 1; opening <= 2; opening += 1) {
      const server = await serve(folder);
      await expectSame(server);
      await server.close();
    }
  });
}

test(
  'S34 however soon the first opening is killed, the next one finds all',
  { timeout: 120_000 },
  async () => {
    for (const [index, afterMs] of [0, 5, 20, 60, 150].entries()) {
      const folder = await copyOf(index % 2 === 0 ? 'killed' : 'stopped');
      const first = startStoreProcess('store-holder.ts', [folder, join(folder, '..', 'go')]);
      await first.line('ready');
      await cp(join(FIXTURE, 'expected.json'), join(folder, '..', 'go'));
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      first.child.kill('SIGKILL');
      await first.ended;
      const server = await serve(folder);
      await expectSame(server);
      await server.close();
    }
  },
);
