/** Runs trials of `damaged-store.ts` in processes of their own, and sorts what became of the stores. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../server/storage/open.ts';

const SCRIPT = fileURLToPath(new URL('damaged-store.ts', import.meta.url));
const STARTED = '2026-01-01T00:00:00.000Z';

/** What became of all the copies that were damaged. */
export interface Trials {
  /** How many ended how: `harmless`, `told`, `damaged`, `refused`, `examiner died`. */
  readonly counts: ReadonlyMap<string, number>;
  /** Wrong content without a word, or a process that died while it had the store open. */
  readonly failures: readonly string[];
}

/** Makes a store in `folder` and damages `count` copies of it. */
export async function runDamageTrials(
  folder: string,
  seed: number,
  count: number,
): Promise<Trials> {
  const base = join(folder, 'base');
  await makeStore(base);
  const [counts, failures] = [new Map<string, number>(), [] as string[]];
  let next = 0;
  while (next < count) {
    // Each begins where the one before it died.
    const { lines, errors } = await runScript(
      [base, join(folder, 'copy'), seed, next, count].map(String),
    );
    let damage = '';
    for (const line of lines) {
      if (line.startsWith('trial')) damage = line;
      const [, trial, kind = ''] = /^outcome (\d+) (\w+)/.exec(line) ?? [];
      if (trial === undefined) continue;
      next = Number(trial) + 1;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (kind === 'silent' || kind === 'wrong') failures.push(`${damage}: ${line}`);
    }
    if (next >= count) break;
    const last = lines.at(-1);
    // The server examines in a process of its own, so it survives this death and can report it.
    if (last === 'examining') counts.set('examiner died', (counts.get('examiner died') ?? 0) + 1);
    else failures.push(`${damage}: died behind “${last}” ${errors}`);
    next += 1;
  }
  return { counts, failures };
}

/** A small store with rooms of several pages, pages that were freed, and several generations of the catalogue. */
async function makeStore(folder: string): Promise<void> {
  const store = await openStore(folder);
  const { log } = store;
  for (const id of ['a', 'b', 'c', 'd'])
    await store.transaction(async ({ catalogue }) =>
      catalogue.put('members', { id, name: id, email: null, role: 'viewer', created: STARTED }),
    );
  for (let round = 0; round < 30; round += 1)
    await log.commit(
      Array.from({ length: 20 }, (_, room) => [
        {
          do: 'append',
          room: `room-${room}`,
          update: Buffer.alloc(20 + ((round * 7 + room * 13) % 300), round + room),
        } as const,
        { do: 'put', space: 'queue', key: `${round}/${room}`, value: { round, room } } as const,
      ]).flat(),
    );
  for (let room = 0; room < 5; room += 1)
    await log.commit([
      { do: 'compact', room: `room-${room}`, snapshot: Buffer.alloc(9000, room), through: 30 },
    ]);
  await log.commit([{ do: 'drop', room: 'room-6' }]);
  await store.transaction(async ({ blobs }) => {
    for (const key of ['small', 'large'])
      blobs.put(key, Buffer.alloc(key === 'small' ? 30 : 20_000, key), { mediaType: 'image/png' });
  });
  await store.close();
}

async function runScript(args: readonly string[]): Promise<{ lines: string[]; errors: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  await Promise.all([once(child, 'close'), once(reader, 'close')]);
  return { lines, errors };
}
