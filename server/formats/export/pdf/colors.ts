/** The tones of highlights on paper and in the list of notes: those of the HTML copy. */
import type { Color } from '../../../../shared/annotation/annotation.ts';

/** Of a highlight, as a reader of PDF shows and lists it; drawn over the words with `WASH_OPACITY`. */
export const WASHES: Readonly<Record<Color, string>> = {
  yellow: '#f6c945',
  blue: '#7db4f0',
  green: '#7fcf8a',
  pink: '#f08fb4',
  purple: '#b797ee',
  orange: '#f5a863',
};

/** Dark enough for small numbers on white. */
export const LINES: Readonly<Record<Color, string>> = {
  yellow: '#8a6900',
  blue: '#2568ad',
  green: '#257539',
  pink: '#b23368',
  purple: '#6c40ba',
  orange: '#a8520f',
};

/** Of highlights, from 0 to 1: of open threads, and of those that are settled. */
export const WASH_OPACITY = { open: 0.42, settled: 0.2 } as const;

/** Red, green and blue, from 0 to 1. */
export function channels(hex: string): [number, number, number] {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}
