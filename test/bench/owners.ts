/**
 * `npm run bench:owners [ROUNDS]`: servers that start on one folder at the same moment, each in a PID namespace of its own, as
 * containers with one volume do. One serves, the other is refused in a sentence; who serves is stopped, and killed.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waysIntoNamespaces } from '../support/namespaces.ts';

const [rounds = '100'] = process.argv.slice(2);
const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
/** Each round that this divides also has a server that is stopped. */
const STOPPED_EACH = 10;

const ways = waysIntoNamespaces();
if (ways === null) console.log('No PID namespaces may be made here: all run in this one.');
const { asFirst = '', asSecond = '' } = ways ?? {};
/** What two servers start within, round by round. */
const PAIRS = [
  ['both with pid 1', asFirst, asFirst],
  ['pid 1 and another', asFirst, asSecond],
  ['one in a namespace, one outside', '', asFirst],
] as const;

interface Started {
  readonly child: ChildProcess;
  /** What it said first, or ended with. */
  readonly said: Promise<string>;
}

const folder = mkdtempSync(join(tmpdir(), 'galley-owners-'));
const data = join(folder, 'store');
const faults: string[] = [];
const counts = new Map<string, number>();
const startsMs: number[] = [];
try {
  for (let round = 0; round < Number(rounds); round += 1) {
    const [name, ...within] = PAIRS[round % PAIRS.length] ?? PAIRS[0];
    const since = performance.now();
    const started = within.map(serve);
    const serving = await whoServes(started, `round ${round}, ${name}`);
    startsMs.push(performance.now() - since);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (round % STOPPED_EACH === 0) await tryBesideStopped(serving, within[1], round);
    for (const { child } of started) await kill(child);
  }
  const verified = galley(['verify']);
  const said = await verified.said;
  if (!said.startsWith('Checked')) faults.push(`verify: ${said}`);
  console.log(`${rounds} rounds`, Object.fromEntries(counts), `faults: ${faults.length}`);
  console.log(
    `a round's start: median ${median(startsMs)} ms, longest ${Math.round(Math.max(...startsMs))} ms`,
  );
  console.log(said.trim());
  for (const fault of faults) console.log(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Notes a fault unless exactly one serves and all others are refused in one sentence. */
async function whoServes(started: readonly Started[], where: string): Promise<Started | null> {
  const said = await Promise.all(started.map((one) => one.said));
  const serving = started.filter((_one, index) => said[index]?.startsWith('Galley is at'));
  const refused = said.filter((text) => /^The store .* is in use by process \d+\.\n$/.test(text));
  if (serving.length !== 1 || refused.length !== said.length - 1)
    faults.push(`${where}: ${JSON.stringify(said)}`);
  return serving[0] ?? null;
}

async function tryBesideStopped(
  serving: Started | null,
  within: string,
  round: number,
): Promise<void> {
  for (const pid of withChildren(serving?.child.pid ?? 0)) process.kill(pid, 'SIGSTOP');
  const third = serve(within);
  const said = await third.said;
  if (!/ is in use by process \d+\.\n$/.test(said)) faults.push(`round ${round}, stopped: ${said}`);
  await kill(third.child);
}

function serve(within: string): Started {
  return galley(['serve'], within);
}

function galley(args: readonly string[], within = ''): Started {
  const { PATH, HOME, TMPDIR = tmpdir() } = process.env;
  const env = { PATH, HOME, TMPDIR, PORT: '0', HOST: '127.0.0.1', GALLEY_DATA: data };
  const command = `exec ${within} "$0" "$@"`;
  const child = spawn('sh', ['-c', command, process.execPath, MAIN, ...args], {
    env: { ...env, GALLEY_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = new Promise<string>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => ((text += chunk.toString()), resolve(text)));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('close', () => resolve(text));
  });
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  for (const pid of withChildren(child.pid ?? 0)) process.kill(pid, 'SIGKILL');
  await closed;
}

/** Children first: with the first process of a namespace all others of it go. */
function withChildren(pid: number): number[] {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return [...list.split(' ').filter(Boolean).map(Number).flatMap(withChildren), pid];
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0);
}
