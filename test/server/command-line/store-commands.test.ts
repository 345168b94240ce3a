/** The commands that check, copy and restore the store, as a person sees them. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { helpText } from '../../../server/command-line/help.ts';
import { restore } from '../../../server/command-line/restore.ts';
import { STORE_COMMANDS } from '../../../server/command-line/store-commands.ts';
import * as storage from '../../../server/storage/open.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { examineFolder, openStore } = storage;

/** Runs a command against a server; gives what it printed, and the sentence it ended with where it failed. */
async function run(
  { url }: TestServer,
  name: string,
  ...args: string[]
): Promise<{ printed: string[]; failed: string | null }> {
  const printed: string[] = [];
  const command = STORE_COMMANDS.find((item) => item.name === name);
  const failed = await command
    ?.run(
      args,
      (path, { headers, ...init } = {}) =>
        fetch(`${url}${path}`, {
          ...init,
          headers: { ...headers, authorization: `Bearer ${OWNER_TOKEN}` },
        }),
      (line) => printed.push(line),
    )
    .then(
      () => null,
      (error: unknown) => (error as Error).message,
    );
  return { printed, failed: failed ?? null };
}

test('V15 verify prints a line for each fault and a summary, and fails where there are faults', async () => {
  const server = await testServer();
  const { id } = await server.article('# Title\n\nText.');
  const summary = 'Checked 1 articles, 2 layers, 3 rooms, catalogue number 0.';
  expect(await run(server, 'verify')).toEqual({ printed: [summary], failed: null });
  await server.store.log.commit([{ do: 'drop', room: id }]);
  expect(await run(server, 'verify', '--rebuild')).toEqual({
    printed: [
      `The article “Title” (${id}) has no text.`,
      'Checked 1 articles, 2 layers, 2 rooms, catalogue number 0.',
    ],
    failed: 'The store has a fault.',
  });
  await server.close();
});

test('V16 a backup made while the server runs is restored when it has stopped, and not before', async () => {
  const place = await temporaryFolder();
  const [data, backup] = [join(place, 'store'), join(place, 'backup')];
  const server = await testServer({}, await openStore(data));
  const { id } = await server.article('# Title\n\nText.');
  expect(await run(server, 'backup', backup)).toEqual({
    printed: [`The store was copied to ${backup}.`],
    failed: null,
  });
  const again = await run(server, 'backup', backup);
  expect(again.failed).toContain("isn't empty; a backup needs one of its own.");
  await server.article('# Since\n\nText.');

  const printed: string[] = [];
  const setting = {
    data,
    now: new Date('2026-05-04T03:02:01Z'),
    examine: examineFolder,
    unlocked: false,
    storage,
  };
  const put = () => restore([backup], setting, (line) => printed.push(line));
  await expect(put()).rejects.toThrow(`in use by process ${process.pid}; stop the server first`);
  await server.close();
  await put();
  expect(printed).toEqual([
    `3 rooms were restored from ${backup}, sessions and members as they were then.`,
    `The store that was there is in ${data}.before-2026-05-04T03-02-01-000Z.`,
  ]);
  expect((await readdir(place)).sort()).toEqual([
    'backup',
    'store',
    'store.before-2026-05-04T03-02-01-000Z',
  ]);

  const restored = await testServer({}, await openStore(data));
  const { items } = (await restored.ask('GET', '/api/articles')).json;
  expect(items.map((item: { title: string }) => item.title)).toEqual(['Title']);
  expect((await restored.ask('GET', `/api/articles/${id}`)).json.epoch).toBe(
    Date.parse('2026-05-04T03:02:01Z') / 1000,
  );
  expect((await run(restored, 'verify')).failed).toBeNull();
  await restored.close();
});

test('V15 help names the commands of the store', () => {
  for (const usage of [
    'galley verify [--rebuild]',
    'galley backup FOLDER',
    'galley restore FOLDER',
  ])
    expect(helpText()).toContain(usage);
});
