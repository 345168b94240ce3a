/** Writes the figures of the house as a table, a column for each part, with its circles and its deepest chain below. */
import type { Figures, Spread } from './figures.ts';

/** The table's lines. `figures` by the names of the parts, in the order of the columns; circles and chain are those of `all`. */
export function tableOf(figures: Readonly<Record<string, Figures>>): string {
  const parts = Object.values(figures);
  const line = (label: string, ...cells: readonly string[]): string =>
    label.padEnd(38) + cells.map((cell) => cell.padStart(20)).join('');
  const rows = ROWS.map(([label, show]) => line(label, ...parts.map(show)));
  const { circlesOfFiles = [], circlesOfRooms = [], chain = [] } = figures['all'] ?? {};
  return [
    line('', ...Object.keys(figures)),
    ...rows,
    ...listed('circles of files', circlesOfFiles),
    ...listed('circles of rooms', circlesOfRooms),
    ...listed('the deepest chain', [chain.join(' > ')]),
  ].join('\n');
}

/** What the table says of each part, in its order. */
const ROWS: readonly (readonly [label: string, show: (figures: Figures) => string])[] = [
  ['files', ({ files }) => String(files)],
  ['lines', ({ lines }) => String(lines)],
  ['lines a file (median / p90 / max)', ({ linesPerFile }) => ofSpread(linesPerFile)],
  ['files under 20 lines', ({ filesUnder20 }) => String(filesUnder20)],
  ['files over 300 lines', ({ filesOver300 }) => String(filesOver300)],
  ['functions', ({ functions }) => String(functions)],
  ['lines a function (median / p90 / max)', ({ linesPerFunction }) => ofSpread(linesPerFunction)],
  ['comments per 100 lines', ({ commentsPer100 }) => String(commentsPer100)],
  ['exports documented', ({ exportsDocumented, exports }) => ofAll(exportsDocumented, exports)],
  ['members documented', ({ membersDocumented, members }) => ofAll(membersDocumented, members)],
  ['exported for nobody', ({ exportedForNobody }) => String(exportedForNobody)],
  ['exported for tests alone', ({ exportedForTests }) => String(exportedForTests)],
  ['circles of files, types included', ({ circlesOfFiles }) => String(circlesOfFiles.length)],
  ['circles of rooms, types included', ({ circlesOfRooms }) => String(circlesOfRooms.length)],
  ['deepest chain of imports by value', ({ chain }) => String(chain.length)],
  ['any', ({ any }) => String(any)],
  ['casts', ({ casts }) => String(casts)],
  ['casts per 1,000 lines', ({ castsPer1000 }) => String(castsPer1000)],
  ['non-null assertions', ({ nonNull }) => String(nonNull)],
  ['lines of tests for a line of source', ({ testsPerLine }) => String(testsPerLine)],
  ['… with what tests are made of', ({ testCodePerLine }) => String(testCodePerLine)],
  ['rules with a test', ({ rulesTested, rules }) => ofAll(rulesTested, rules)],
];

function listed(label: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${label}:`, ...lines.map((line) => `  ${line}`)];
}

function ofSpread(spread: Spread): string {
  return spread.join(' / ');
}

function ofAll(some: number, all: number): string {
  return all === 0 ? '0' : `${some} of ${all}, ${Math.floor((some / all) * 100)} %`;
}
