/**
 * `npm run soak:steady [MINUTES] [WRITERS]`: a server that is never restarted. Each minute people come to another article, write,
 * annotate, take a copy and go; what they leave behind in memory would add up.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../fuzz/random.ts';
import { Crew, failuresIn } from './crew.ts';
import { median } from './sync/report.ts';
import { verdict, WatchedServer } from './watched-server.ts';

const [minutes, writers] = [60, 20].map((usual, at) => Number(process.argv[2 + at] ?? usual)) as [
  number,
  number,
];
const MOST_GROWTH = 1.1;
const folder = mkdtempSync(join(tmpdir(), 'galley-steady-'));
const random = new Random(1);
const server = await WatchedServer.open(folder);
const memory: number[] = [];
let failures = 0;

try {
  for (let minute = 1; minute <= minutes; minute += 1) {
    const end = Date.now() + 60_000;
    const room = await server.article('# A short day\n\nSome words to begin with.');
    const crew = new Crew(writers, server.address(room), random);
    await crew.connect();
    while (Date.now() < end) {
      await crew.work();
      if (random.chance(0.05)) await annotate(room);
    }
    await expectOk(server.ask('GET', `/api/articles/${room}/export?format=html`));
    const found = await crew.look();
    memory.push(server.memory().now);
    console.log({ minute, rssMb: Math.round(server.memory().now), ...found });
    failures += failuresIn(found);
    crew.cut();
  }
} finally {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function annotate(room: string): Promise<void> {
  const layers = await expectOk(server.ask('GET', `/api/articles/${room}/layers`));
  const { items } = (await layers.json()) as { items: { id: string }[] };
  const target = { exact: 'words' };
  const body = { layer: items[0]?.id, kind: 'comment', target, body: 'Which ones?' };
  await expectOk(server.ask('POST', `/api/articles/${room}/annotations`, body));
}

async function expectOk(asked: Promise<Response>): Promise<Response> {
  const response = await asked;
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response;
}

// A sixth of the time for what a process takes until it has seen everything once.
const settled = memory.slice(Math.floor(memory.length / 6));
const half = Math.ceil(settled.length / 2);
const [early, late] = [median(settled.slice(0, half)), median(settled.slice(-half))];
verdict('nothing lost, pending, differing or refused', `${failures}`, failures === 0);
verdict(
  'memory, second half by first',
  `${early.toFixed(0)} to ${late.toFixed(0)} MB`,
  late <= early * MOST_GROWTH,
);
