/** A log's file is looked at before it is opened, and one that was altered is never written to again. */
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DamagedRoomError } from '../../../server/storage/damage.ts';
import { examineApart } from '../../../server/storage/examine.ts';
import type { Examine } from '../../../server/storage/examine.ts';
import { examineFolder, openStore } from '../../../server/storage/open.ts';
import { runDamageTrials } from '../../support/damage-trials.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const LOG = 'updates.mdb';
const MAIN = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));
const never: Examine = () => Promise.reject(new Error('not to be called'));

const MEMBER = { id: 'm', name: 'Ada', email: null, role: 'owner', created: '' } as const;

/** A store of a member and three rooms that was closed in order. */
async function closedStore(): Promise<string> {
  const folder = join(await temporaryFolder(), 'store');
  const store = await openStore(folder);
  await store.transaction(async ({ catalogue }) => catalogue.put('members', MEMBER));
  for (const room of ['a', 'b', 'c'])
    await store.log.commit([{ do: 'append', room, update: Buffer.from(`words of room ${room}`) }]);
  await store.close();
  return folder;
}

async function flip(folder: string, words: string): Promise<void> {
  const bytes = await readFile(join(folder, LOG));
  for (let at = bytes.indexOf(words); at >= 0; at = bytes.indexOf(words, at + 1))
    bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(join(folder, LOG), bytes);
}

test('V6 a log that was closed in order and left alone is opened without a look inside', async () => {
  const folder = await closedStore();
  const store = await openStore(folder, { examine: never });
  expect(store.notices).toEqual([]);
  // Else a start after a kill would call what was written since an alteration.
  expect(await readdir(folder)).not.toContain(`${LOG}.left`);
  await store.close();
});

test('V6 a log whose process was killed is read through, and used as it is', async () => {
  const folder = await closedStore();
  await rm(join(folder, `${LOG}.left`));
  let looks = 0;
  const store = await openStore(folder, {
    examine(...asked) {
      looks += 1;
      return examineFolder(...asked);
    },
  });
  expect([looks, store.notices]).toEqual([1, []]);
  await store.close();
  expect(await readdir(folder)).not.toContain(`${LOG}.damaged-1`);
});

for (const wasKilled of [false, true]) {
  test(`V7 a damaged log is set aside, and its sound rooms are used${wasKilled ? ' after a kill' : ''}`, async () => {
    const folder = await closedStore();
    if (wasKilled) await rm(join(folder, `${LOG}.left`));
    await flip(folder, 'words of room b');
    const damaged = await readFile(join(folder, LOG));
    const store = await openStore(folder);
    expect(store.notices.join('\n')).toContain(`set aside as ${join(folder, LOG)}.damaged-1`);
    expect(store.notices).toContain('Of the entries of “updates” 1 are damaged.');
    await expect(store.log.load('b')).rejects.toThrow(DamagedRoomError);
    expect(Buffer.from((await store.log.load('a'))?.updates[0] ?? []).toString()).toBe(
      'words of room a',
    );
    await store.log.commit([{ do: 'append', room: 'a', update: Uint8Array.of(1) }]);
    expect((await readFile(join(folder, `${LOG}.damaged-1`))).equals(damaged)).toBe(true);
    await store.close();

    // Once: what was dealt with isn't set aside by each start from now on.
    await rm(join(folder, `${LOG}.left`));
    const again = await openStore(folder);
    expect(again.notices).toEqual(['Of the entries of “updates” 1 are damaged.']);
    await again.log.commit([{ do: 'drop', room: 'b' }]);
    await again.close();
    const healed = await openStore(folder);
    expect(healed.notices).toEqual([]);
    await healed.close();
  });
}

test('V8 a log that ends the process which reads it is told of in a sentence', async () => {
  const folder = await closedStore();
  await truncate(join(folder, LOG), 10_000);
  const examine = examineApart(MAIN, ['--import', 'tsx']);
  await expect(openStore(folder, { examine })).rejects.toThrow(
    /can't be read: it is damaged .*galley restore FOLDER/,
  );
  await expect(openStore(folder, { examine })).rejects.toThrow('it is damaged');
});

test('V7 the findings on very many damaged rooms are heard whole', async () => {
  const folder = await temporaryFolder();
  const script = join(folder, 'examine.mjs');
  const count = 50_000;
  await writeFile(
    script,
    `const findings = Array.from({ length: ${count} }, (_, at) => 'The room ' + at + ' is damaged: its head is missing.');
    process.stdout.write(JSON.stringify({ findings, copy: null }));`,
  );
  const { findings } = await examineApart(script, [])(folder, false);
  expect(findings).toHaveLength(count);
});

test('V8 a log that is gone is no new store', async () => {
  const folder = await closedStore();
  for (const cut of [() => truncate(join(folder, LOG), 0), () => rm(join(folder, LOG))]) {
    await cut();
    await expect(openStore(folder)).rejects.toThrow('is missing or empty');
  }
});

test('V8 a catalogue that is gone is no new store', async () => {
  const folder = await closedStore();
  // So many that the log has forgotten the first ones.
  for (let round = 0; round < 5; round += 1) {
    const store = await openStore(folder);
    const member = { ...MEMBER, id: `m${round}` };
    await store.transaction(async ({ catalogue }) => catalogue.put('members', member));
    await store.log.commit([{ do: 'append', room: 'a', update: Uint8Array.of(round) }]);
    await store.close();
  }
  for (const name of await cataloguesIn(folder)) await rm(join(folder, name));
  await expect(openStore(folder)).rejects.toThrow('The catalogue is missing');
});

test('S9 a catalogue that is gone comes back where the log has all that ever changed in it', async () => {
  const folder = await closedStore();
  for (const name of await cataloguesIn(folder)) await rm(join(folder, name));
  const store = await openStore(folder);
  expect([store.notices, store.generation()]).toEqual([[], 1]);
  expect(await store.catalogue.find('members')).toEqual([MEMBER]);
  await store.close();
});

async function cataloguesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('catalogue-'));
}

/** `npx tsx test/bench/damage.ts` runs a thousand. */
const TRIALS = 60;

test(
  'V9 damage of any kind is told or harmless: no wrong content in silence, no death without a word',
  { timeout: 120_000 },
  async () => {
    const seed = Number(process.env['SEED'] ?? 20);
    const { counts, failures } = await runDamageTrials(await temporaryFolder(), seed, TRIALS);
    expect(failures, `seed ${seed}`).toEqual([]);
    // Else the trials have not damaged anything.
    expect(counts.get('told')).toBeGreaterThan(TRIALS / 6);
    expect(counts.get('examiner died')).toBeGreaterThan(0);
  },
);
