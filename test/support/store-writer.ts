/** Writes to the store of a folder without end, and says after each promise what it was that is durable now. */
import { openStore } from '../../server/storage/open.ts';

const store = await openStore(process.argv[2] ?? '');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function writeLog(room: string): Promise<never> {
  const stored = (await store.log.load(room))?.updates.length ?? 0;
  for (let n = stored; ; n += 1) {
    const update = Buffer.from(`${n}`);
    await store.log.commit([
      { do: 'append', room, update },
      { do: 'put', space: 'uses', key: room, value: n },
    ]);
    say(`log ${room} ${n}`);
  }
}

async function writeCatalogue(): Promise<never> {
  const created = '2026-01-01T00:00:00.000Z';
  for (let n = (await store.catalogue.find('members')).length; ; n += 1) {
    await store.transaction(async ({ catalogue }) => {
      catalogue.put('members', { id: `m${n}`, name: 'Ada', email: null, role: 'viewer', created });
      const of = { member: `m${n}`, label: '', created, expires: null };
      catalogue.put('tokens', { id: `t${n}`, use: 'api', ...of });
    });
    say(`catalogue ${n}`);
  }
}

await Promise.all([writeLog('a'), writeLog('a/b'), writeCatalogue()]);
