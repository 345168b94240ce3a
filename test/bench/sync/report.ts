/** Medians, ratios and whether the goals are met, as a table and as data. */
import type { Name } from './contestants.ts';
import type { Figure, Goal, Row } from './figures.ts';

/** What each contestant gave, one entry for each repetition. */
export type Runs = ReadonlyMap<Name, readonly Readonly<Record<string, number>>[]>;

export interface Line {
  readonly figure: string;
  readonly says: string;
  readonly medians: Readonly<Partial<Record<Name, number>>>;
  readonly goal: Goal | null;
  /** Galley's part of the peer's, where the goal is a ratio and the peer was measured. */
  readonly ratio: number | null;
  /** Null where there is no goal, or nothing to hold against it. */
  readonly isMet: boolean | null;
  /** Why a goal is missed that has been missed before. */
  readonly why: string | null;
}

const COLUMNS: readonly Name[] = [
  'Galley',
  'y-websocket-server',
  'y-ws + LevelDB',
  'Hocuspocus + SQLite',
];

/** A line for each goal of each row, and one for each row that has none. */
export function linesOf(figure: Figure, runs: Runs): Line[] {
  return figure.rows.flatMap((row) => {
    const goals: readonly (Goal | null)[] = row.goals.length === 0 ? [null] : row.goals;
    return goals.map((goal) => lineOf(figure, row, goal, runs));
  });
}

function lineOf({ id }: Figure, { value, says, why }: Row, goal: Goal | null, runs: Runs): Line {
  const of = (name: Name): number[] =>
    (runs.get(name) ?? []).map((run) => run[value] ?? Number.NaN);
  const medians = Object.fromEntries(
    [...runs.keys()].map((name) => [name, median(of(name))]),
  ) as Line['medians']; // the keys are the contestants' names
  const ours = of('Galley');
  // By repetition, whose runs followed each other: what else the machine does then falls on all of them.
  const ratios =
    goal?.kind === 'ratio'
      ? of(goal.to).flatMap((peer, at) => (ours[at] ?? Number.NaN) / peer)
      : [];
  const ratio = ratios.length === 0 ? null : median(ratios);
  const compared = goal?.kind === 'limit' ? median(ours) : ratio;
  const isMet = goal === null || compared === null ? null : compared <= goal.atMost;
  return { figure: id, says, medians, goal, ratio, isMet, why: why ?? null };
}

/** A Markdown table, with its columns aligned. */
export function tableOf(lines: readonly Line[]): string {
  const head = ['figure', 'what', ...COLUMNS, 'ratio', 'goal', 'met'];
  const rows = lines.map(({ figure, says, medians, goal, ratio, isMet }) => [
    figure,
    says,
    ...COLUMNS.map((name) => (name in medians ? shown(medians[name] ?? Number.NaN) : '')),
    ratio === null ? '' : ratio.toFixed(2),
    goalText(goal),
    isMet === null ? '' : isMet ? 'yes' : 'NO',
  ]);
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Where we lose, and why; empty where we don't. */
export function lossesOf(lines: readonly Line[]): string {
  const losses = lines.filter(({ isMet }) => isMet === false);
  if (losses.length === 0) return '';
  const reasons = new Map<string, string[]>();
  for (const { figure, says, why } of losses) {
    const reason = why ?? 'Not known: this was met before.';
    reasons.set(reason, [...(reasons.get(reason) ?? []), `${figure}: ${says}`]);
  }
  const shown = [...reasons].map(([reason, lost]) => `- ${lost.join('; ')}\n  ${reason}`);
  return `\nWhere we lose, and why\n\n${shown.join('\n')}\n`;
}

function goalText(goal: Goal | null): string {
  if (goal === null) return '';
  return goal.kind === 'limit' ? `≤ ${goal.atMost}` : `≤ ${goal.atMost} × ${goal.to}`;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
