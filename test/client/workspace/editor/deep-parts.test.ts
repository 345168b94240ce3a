/** Highlights over one another: which are drawn, and whether the words under them can still be read. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deepParts } from '../../../../client/workspace/editor/deep-parts.ts';
import { COLORS } from '../../../../shared/annotation/annotation.ts';
import { ROOT } from '../../../support/source-tree.ts';
import { randomFrom } from '../../../support/random.ts';

const at = (from: number, to: number, isFirst = false) => ({ from, to, isFirst });
const shown = (from: number, to: number) => ({ from, to, isDeep: false });
const deep = (from: number, to: number) => ({ from, to, isDeep: true });

describe('E51 of highlights over one another three are drawn', () => {
  test('E51 up to three stay whole, and an empty one has no part', () => {
    const few = [at(0, 9), at(0, 9), at(2, 5), at(20, 20)];
    expect(deepParts(few)).toEqual([[shown(0, 9)], [shown(0, 9)], [shown(2, 5)], []]);
  });

  test('E51 the longest gives way where the others are, and nowhere else', () => {
    const parts = deepParts([at(0, 100), at(10, 40), at(15, 30), at(20, 25)]);
    expect(parts[0]).toEqual([shown(0, 20), deep(20, 25), shown(25, 100)]);
    expect(parts.slice(1)).toEqual([[shown(10, 40)], [shown(15, 30)], [shown(20, 25)]]);
  });

  test('E51 the active one is drawn however long it is', () => {
    const parts = deepParts([at(0, 100, true), at(0, 9), at(0, 8), at(0, 7)]);
    expect(parts[0]).toEqual([shown(0, 100)]);
    expect(parts[1]).toEqual([deep(0, 7), shown(7, 9)]);
  });

  test('E51 whatever lies over whatever: three at each place at most, none cut, none lost', () => {
    const below = randomFrom(7);
    for (let round = 0; round < 200; round += 1) {
      const all = Array.from({ length: 12 }, () => {
        const from = below(30);
        return at(from, from + below(12), below(12) === 0);
      });
      const parts = deepParts(all);
      for (const [number, { from, to }] of all.entries()) {
        const own = parts[number] ?? [];
        const covered = own.flatMap((part) => [part.from, part.to]);
        expect([covered[0] ?? from, covered.at(-1) ?? to]).toEqual([from, from < to ? to : from]);
        own.slice(1).forEach((part, before) => expect(part.from).toBe(own[before]?.to));
      }
      for (let place = 0; place < 45; place += 1) {
        const here = all.flatMap(({ from, to }, number) =>
          from <= place && place < to ? [number] : [],
        );
        const drawn = here.filter((number) =>
          parts[number]?.some((part) => part.from <= place && place < part.to && !part.isDeep),
        );
        expect(drawn.length).toBe(Math.min(3, here.length));
      }
    }
  });
});

const tokens = readFileSync(`${ROOT}client/ui/style/tokens.css`, 'utf8');
type Rgb = readonly number[];

/** The light or the dark value of a token. */
function token(name: string, mode: 'light' | 'dark'): Rgb {
  const [, light = '', dark = ''] =
    new RegExp(`--${name}: light-dark\\((#[0-9a-f]+), (#[0-9a-f]+)\\)`).exec(tokens) ?? [];
  const hex = mode === 'light' ? light : dark;
  return [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16));
}

const over = (ground: Rgb, wash: Rgb, share: number): Rgb =>
  ground.map((value, at) => value * (1 - share) + (wash[at] ?? 0) * share);

function luminance(color: Rgb): number {
  const [r = 0, g = 0, b = 0] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The share of the colour in the wash of each rule, as the sheet has it. */
function shares(): { readonly plain: number; readonly inside: number; readonly active: number } {
  const sheet = readFileSync(`${ROOT}client/workspace/editor/galley-editor.css`, 'utf8');
  const found = [...sheet.matchAll(/background: color-mix\(in srgb, var\(--mark\) (\d+)%/g)];
  const [plain = 0, inside = 0, active = 0] = found.map(([, share]) => Number(share) / 100);
  return { plain, inside, active };
}

test.each(['light', 'dark'] as const)(
  'E51 three colours over one another, one of them active, leave the words readable in %s',
  (mode) => {
    const { plain, inside, active } = shares();
    expect(Math.min(plain, inside)).toBeGreaterThan(0.05);
    const [paper, ink] = [token('paper', mode), token('ink', mode)];
    const tones = COLORS.map((color) => token(`mark-${color}-strong`, mode));
    let least = Infinity;
    for (const one of tones)
      for (const two of tones)
        for (const three of tones) {
          const under = over(over(paper, one, Math.max(plain, inside)), two, inside);
          least = Math.min(least, contrast(ink, over(under, three, active)));
        }
    expect(least).toBeGreaterThan(4.5);
  },
);
