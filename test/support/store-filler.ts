/** Commits updates of 100 kB until the disk takes no more, and says what became of each. */
import { openLog } from './embedded-log.ts';

const log = await openLog(process.argv[2] ?? '');
for (let n = 0, refused = 0; refused < 3; n += 1) {
  const writes = [
    { do: 'put', space: 'uses', key: `before ${n}`, value: n },
    { do: 'append', room: 'r', update: Buffer.alloc(100_000, n) },
    { do: 'put', space: 'uses', key: `behind ${n}`, value: n },
  ] as const;
  try {
    await log.commit(writes);
    process.stdout.write(`stored ${n}\n`);
  } catch (error) {
    refused += 1;
    process.stdout.write(`refused ${n} ${(error as Error).message}\n`);
  }
}
await log.commit([{ do: 'put', space: 'uses', key: 'small', value: 1 }]);
process.stdout.write(`load ${(await log.load('r'))?.updates.length}\n`);
await log.close();
process.stdout.write('closed\n');
