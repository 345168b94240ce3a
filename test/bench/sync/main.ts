/** `npm run bench`: measures Galley and its peers in turn, on one machine, and says which goals are met. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { CONTESTANTS } from './contestants.ts';
import type { Name } from './contestants.ts';
import { FIGURES } from './figures.ts';
import type { Effort, Figure } from './figures.ts';
import { installPeers } from './peers.ts';
import type { Hot } from './profile.ts';
import { linesOf, lossesOf, tableOf } from './report.ts';
import type { Line, Runs } from './report.ts';
import { ROOT, Site } from './site.ts';

const HELP = `npm run bench -- [--only FIGURE]… [--quick] [--alone] [--repetitions N] [--profile]

  --only FIGURE    one of: ${FIGURES.map(({ id }) => id).join(', ')}
  --quick          one short repetition on less data
  --alone          Galley without its peers, as where two states of it are compared
  --repetitions N  how often each is measured; the median counts (usually 5)
  --profile        says where Galley's time goes under the live loads`;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      alone: { type: 'boolean', default: false },
      repetitions: { type: 'string' },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(HELP);
  const repetitions = Number(values.repetitions ?? (values.quick ? 1 : 5));
  const unknown = values.only?.find((id) => !FIGURES.some((figure) => figure.id === id));
  if (unknown !== undefined) throw new Error(`There is no figure “${unknown}”.\n${HELP}`);
  if (!Number.isInteger(repetitions) || repetitions < 1)
    throw new Error(`--repetitions should be a whole number from 1 on.`);
  const why = values.alone ? null : await installPeers();
  if (why !== null) say(`The peers can't be installed, so Galley alone is measured: ${why}`);
  const site = await Site.open();
  const effort = { isQuick: values.quick, isProfiled: values.profile };
  const lines: Line[] = [];
  for (const figure of FIGURES) {
    if (values.only && !values.only.includes(figure.id)) continue;
    const runs = await measure(site, figure, effort, repetitions, why === null && !values.alone);
    lines.push(...linesOf(figure, runs));
  }
  process.stdout.write(`${machine()}; medians of ${repetitions}\n\n${tableOf(lines)}\n`);
  process.stdout.write(lossesOf(lines));
  await store(lines, effort, repetitions);
}

/** Each repetition measures one contestant right after the other. */
async function measure(
  site: Site,
  figure: Figure,
  effort: Effort,
  repetitions: number,
  hasPeers: boolean,
): Promise<Runs> {
  say(`${figure.id}: ${figure.says}`);
  const names = hasPeers ? figure.contestants : (['Galley'] as const);
  const runs = new Map<Name, Readonly<Record<string, number>>[]>(names.map((name) => [name, []]));
  const take = await figure.begin(site, effort);
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    for (const name of names) {
      const { values, hot } = await twice(() => take(CONTESTANTS[name]));
      runs.get(name)?.push(values);
      say(`  ${repetition} ${name}: ${describe(values)}`);
      if (hot.length > 0) say(hot.map(profileLine).join('\n'));
    }
  }
  return runs;
}

/** A server that lets nobody in now and then must not end a run of most of an hour. */
async function twice<T>(measure: () => Promise<T>): Promise<T> {
  try {
    return await measure();
  } catch (error) {
    say(`  ${error instanceof Error ? error.message : String(error)} Once more.`);
    return measure();
  }
}

function describe(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value.toFixed(2)}`)
    .join(', ');
}

function profileLine({ where, share }: Hot): string {
  return `    ${(share * 100).toFixed(1).padStart(5)} %  ${where}`;
}

function machine(): string {
  const load = loadavg().map((value) => value.toFixed(1));
  return `${cpus()[0]?.model ?? 'unknown processor'} × ${availableParallelism()}, Node ${process.version}, load ${load.join(' ')}`;
}

async function store(lines: readonly Line[], effort: Effort, repetitions: number): Promise<void> {
  const path = `${ROOT}.cache/bench.json`;
  await mkdir(`${ROOT}.cache`, { recursive: true });
  const content = { machine: machine(), ...effort, repetitions, lines };
  await writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
  say(`\nThe same as data: ${path}`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
