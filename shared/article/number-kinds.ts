/** How the numbers of a list are written, as HTML's `type` says it. */

/** Digits, and small and capital letters and Roman numbers. */
export const NUMBER_KINDS = ['1', 'a', 'A', 'i', 'I'] as const;
/** One of `NUMBER_KINDS`. */
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** The kind that an attribute says; digits where it says none of them. */
export function numberKind(value: unknown): NumberKind {
  return NUMBER_KINDS.find((kind) => kind === value) ?? '1';
}

/** A number in the writing of a kind, as browsers show it: letters go on with `aa`, and what Roman numbers can't say is in digits. */
export function writtenNumber(value: number, kind: NumberKind): string {
  if (value < 1 || kind === '1') return String(value);
  const small = kind === 'a' || kind === 'A' ? letters(value) : roman(value);
  return kind === 'A' || kind === 'I' ? small.toUpperCase() : small;
}

function letters(value: number): string {
  const rest = (value - 1) % 26;
  const before = (value - 1 - rest) / 26;
  return `${before === 0 ? '' : letters(before)}${String.fromCharCode(97 + rest)}`;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(value: number): string {
  if (value > 3999) return String(value);
  let [rest, written] = [value, ''];
  for (const [worth, sign] of ROMAN) for (; rest >= worth; rest -= worth) written += sign;
  return written;
}
