/**
 * `npm run bench:neighbours [-- --seconds 60] [--only NAME]…`: people who each do their worst, one after another and then all
 * together, and what that leaves to the others. The server has one core, attackers and others share another. Linux only.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { verdict, WatchedServer } from '../watched-server.ts';
import { ATTACKS } from './attacks/all.ts';
import { Attackers } from './attackers-process.ts';
import { Prober } from './prober.ts';
import { makeScene } from './scene.ts';
import type { Scene } from './scene.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    only: { type: 'string', multiple: true },
    apart: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const { only } = values;

/** The bars. */
const MAX_P95_RISE_MS = 100;
const MAX_RISE_MB = 256;
const MAX_BACK_MS = 30_000;
/** What one attacker may add to the disk in a minute. */
const MAX_DISK_MB_A_MINUTE = 300;

const CORES = { server: '0', others: '1' };
const WARM_UP_MS = 4000;

interface Figures {
  readonly p50: number;
  readonly p95: number;
}

execFileSync('taskset', ['-acp', CORES.others, String(process.pid)]);
const chosen = ATTACKS.filter(
  ({ name }) => only === undefined || only.some((word) => name.includes(word)),
);
const rounds = [
  [],
  ...chosen.map(({ name }) => [name]),
  ...(chosen.length > 1 && !values.apart ? [chosen.map(({ name }) => name)] : []),
];
for (const names of rounds) await round(names);
say(`load of the machine at the end: ${loadavg()[0]?.toFixed(1)}`);

/** On a server of its own, so that none pays for what another has left. */
async function round(names: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'galley-neighbours-'));
  const server = await WatchedServer.open(folder, ['--expose-gc']);
  execFileSync('taskset', ['-acp', CORES.server, String(server.pid)]);
  const probers: Prober[] = [];
  try {
    const scene = await makeScene(server);
    for (const room of [scene.article, scene.elsewhere])
      probers.push(await Prober.open(server.port, server.path(room)));
    await attackDuring(server, scene, names, probers);
  } finally {
    for (const prober of probers) prober.close();
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function attackDuring(
  server: WatchedServer,
  scene: Scene,
  names: readonly string[],
  probers: readonly Prober[],
): Promise<void> {
  const attackers = names.length === 0 ? null : await Attackers.load(scene, names);
  await delay(WARM_UP_MS);
  const quiet = performance.now();
  await delay(5000);
  const before = probers.map((prober) => figures(prober.since(quiet)));
  const [memory, disk] = [await server.held(), diskMb(server.folder)];
  await server.stall();
  const [begun, cpu] = [performance.now(), server.cpuMs()];
  attackers?.begin();
  await delay(seconds * 1000);
  const during = probers.map((prober) => figures(prober.since(begun)));
  const stall = await server.stall();
  const busy = (server.cpuMs() - cpu) / (performance.now() - begun);
  const held = await server.held();
  const said = (await attackers?.stop()) ?? [];
  const ended = performance.now();
  await delay(5000);
  while (
    performance.now() - ended < MAX_BACK_MS &&
    lastSlow(probers, before, ended) > performance.now() - 3000
  )
    await delay(500);
  const back = lastSlow(probers, before, ended) - ended;
  const after = probers.map((prober) => figures(prober.since(performance.now() - 3000)));
  const left = await server.held();
  const grown = diskMb(server.folder) - disk;
  say(
    `\n${names.length === 0 ? 'nobody' : names.length === 1 ? names[0] : 'all together'}, ${seconds} s`,
  );
  for (const line of said) say(`       ${line}`);
  for (const [at, place] of ['there', 'elsewhere'].entries()) {
    const [was, is, then] = [before[at], during[at], after[at]];
    if (was === undefined || is === undefined || then === undefined) continue;
    const words = `p50/p95 ${show(was)} before, ${show(is)} during, ${show(then)} after (ms)`;
    verdict(
      `key to peer ${place}: p95 rises by less than ${MAX_P95_RISE_MS} ms`,
      words,
      is.p95 - was.p95 < MAX_P95_RISE_MS,
    );
  }
  for (const { ended: why } of probers)
    if (why !== '') verdict('the others stay connected', why, false);
  verdict(
    `heap and buffers rise by less than ${MAX_RISE_MB} MB`,
    `${(held - memory).toFixed(0)} MB, ${(left - memory).toFixed(0)} MB afterwards`,
    held - memory < MAX_RISE_MB,
  );
  verdict(
    `the disk grows by less than ${MAX_DISK_MB_A_MINUTE} MB a minute`,
    `${grown.toFixed(1)} MB`,
    grown < (MAX_DISK_MB_A_MINUTE * Math.max(60, seconds)) / 60,
  );
  verdict(
    `back to normal within ${MAX_BACK_MS / 1000} s`,
    `${(back / 1000).toFixed(1)} s`,
    back < MAX_BACK_MS,
  );
  say(
    `       the server took ${(100 * busy).toFixed(0)} % of its core; longest stall ${stall.cpuMs.toFixed(0)} ms of processor, ${stall.wallMs.toFixed(0)} ms`,
  );
}

/** When a key was last as slow as one during an attack mayn't be. */
function lastSlow(probers: readonly Prober[], before: readonly Figures[], since: number): number {
  return Math.max(
    ...probers.map((prober, at) =>
      prober.lastSlow(since, (before[at]?.p95 ?? 0) + MAX_P95_RISE_MS),
    ),
  );
}

function figures(sorted: readonly number[]): Figures {
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

function show({ p50, p95 }: Figures): string {
  return `${p50.toFixed(0)}/${p95.toFixed(0)}`;
}

function diskMb(folder: string): number {
  return Number(execFileSync('du', ['-sk', folder]).toString().split('\t')[0]) / 1024;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
