/**
 * `npm run soak [MINUTES] [WRITERS]`: a server under writers whose connections are cut, some of whom don't read, and which is
 * killed or stopped now and then. Each minute its text is held against what was promised, and its memory is looked at.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../fuzz/random.ts';
import { Crew, failuresIn } from './crew.ts';
import { WatchedServer } from './watched-server.ts';

const [minutes = '60', writers = '20'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'galley-soak-'));
const random = new Random(1);
const server = await WatchedServer.open(folder);
const room = await server.article('# A long day\n\nStart.');
const crew = new Crew(Number(writers), server.address(room), random);
let failures = 0;

try {
  await crew.connect();
  for (let minute = 1; minute <= Number(minutes); minute += 1) {
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      const chance = random.next();
      if (chance < 0.001) await again('SIGKILL');
      else if (chance < 0.002) await again('SIGTERM');
      await crew.work();
    }
    const found = await crew.look();
    console.log({ minute, rssMb: Math.round(server.memory().now), ...found });
    failures += failuresIn(found);
  }
} finally {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

async function again(signal: NodeJS.Signals): Promise<void> {
  await server.kill(signal);
  crew.cut();
  await server.start();
  await crew.connect();
}
