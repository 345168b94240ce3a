/** Every name that somebody gives is read by one rule, at whatever door it comes in. */
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { cleanName, name } from '../../../shared/wire/fields.ts';
import { mixesAlphabets, skeleton } from '../../../shared/wire/look-alikes.ts';
import type { Route } from '../../../shared/wire/route.ts';
import { ROUTES } from '../../../shared/wire/routes.ts';

const LINE_ENDS = ['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029', '\v', '\f'];
const DIRECTIONS = ['\u200E', '\u200F', '\u061C', '\u202A', '\u202E', '\u2066', '\u2069'];
const CODES = ['\0', '\u0007', '\u001B]0;x\u0007', '\u001B[2J', '\u009B31m', '\u007F'];
const UNSEEN = ['\u3164', '\u200B', '\u2800', '\u00AD', '\u115F', '\u{E0041}', '\uFEFF', '\u00A0'];

/** What no name has: hidden in one, the whole of one, or made to look like another one. */
const HOSTILE: readonly string[] = [
  ...[...LINE_ENDS, ...DIRECTIONS, ...CODES].map((sign) => `Bo${sign}ss`),
  ...UNSEEN,
  UNSEEN.join(''),
  '',
  '  ',
  'Bo\uD83Dss',
  'B\u043Ess', // a Cyrillic o
  'B\u03BFss', // a Greek one
  '\u0412oss', // a Cyrillic V, which looks like a B
  'Boss (guest)',
  'Boss (From a file)',
];
/** Also with what else is honest: several alphabets, each in words of its own, and Latin among Han, Kana and Hangul. */
const HONEST = [
  'Zoë O’Neill-Łukasz',
  'Наталья Petrova',
  'Αθηνά',
  'نور الهدى',
  '山田JR太郎',
  '김 K민',
  '👩🏽‍💻 Ada',
  'शर्मा',
  'Olga 2',
];

/** Fields of bodies by which people, layers and the like are called. */
const NAMING = ['name', 'label'];

interface Door {
  readonly door: string;
  readonly read: (words: string) => boolean;
}

function doorsOf(route: Route & { readonly body?: unknown }, naming: readonly string[]): Door[] {
  const fields = fieldsOf(route.body);
  return Object.entries(fields)
    .filter(([field]) => naming.includes(field))
    .map(([field, schema]) => ({
      door: `${route.method} ${route.path} ${field}`,
      read: (words) => z.safeParse(schema, words).success,
    }));
}

function fieldsOf(body: unknown): Record<string, z.ZodMiniType> {
  const { shape, def } = (body ?? {}) as {
    shape?: Record<string, z.ZodMiniType>;
    def?: { options?: unknown[]; innerType?: unknown };
  };
  if (shape !== undefined) return shape;
  return Object.assign({}, ...(def?.options ?? []).map(fieldsOf)) as Record<string, z.ZodMiniType>;
}

const routes: Route[] = Object.values(ROUTES).flatMap((subject) => Object.values<Route>(subject));
const doors = routes.flatMap((route) => doorsOf(route, NAMING));
const titles = routes.flatMap((route) => doorsOf(route, ['title']));

describe('every door', () => {
  test('NL1 the doors are found', () => {
    expect(doors.length).toBeGreaterThanOrEqual(10);
    expect(titles).toHaveLength(3);
  });

  test.each(doors)('NL1 $door takes no name that hides something', ({ door, read }) => {
    // A link may have no label.
    const refused =
      door === 'POST /api/articles/:id/shares label'
        ? HOSTILE.filter((words) => words.trim() !== '')
        : HOSTILE;
    expect(refused.filter(read).map((words) => JSON.stringify(words))).toEqual([]);
    expect(HONEST.filter((words) => !read(words))).toEqual([]);
  });

  test.each(titles)('NL1 $door is one line, in whatever direction', ({ read }) => {
    const broken = [...LINE_ENDS, ...CODES].map((sign) => `Low${sign}tide`);
    expect(broken.filter(read).map((words) => JSON.stringify(words))).toEqual([]);
    expect(read('\u200Fמים\u200F')).toBe(true);
  });

  test('NL1 what comes from elsewhere is made a name that every door would take, or nothing', () => {
    const random = [...HOSTILE, ...HONEST, ...LINE_ENDS, ...DIRECTIONS, ...CODES, ...UNSEEN];
    const read = name(40);
    for (const one of random)
      for (const other of random) {
        const clean = cleanName(`${one}${other}`, 40);
        if (clean !== '') expect([clean, z.safeParse(read, clean).success]).toEqual([clean, true]);
      }
    expect(cleanName('B\u043Ess (guest)', 40)).toBe('B \u043E ss');
    expect(cleanName('Ada\nLovelace', 40)).toBe('Ada Lovelace');
    // However long it is in the file.
    const long = cleanName(`Ada ${'(guest)'.repeat(300_000)}`, 40);
    expect([long, z.safeParse(read, long).success]).toEqual([expect.stringMatching(/^Ada/), true]);
  });
});

test.each([
  ['Boss', '\u0412\u043E\u0455\u0455'],
  ['Boss', 'B0ss'],
  ['Olga Owner', 'OIga  Owner'],
  ['Olga Owner', 'O\u200Blga Owner'],
  ['Clara', 'CIara'],
  ['Arne', 'Ame'],
  ['ACE', '\u0391\u0421\u0395'],
  ['Boss', '\u{1D401}oss'],
])('NL2 %s looks like %s', (one, other) => {
  expect(skeleton(one)).toBe(skeleton(other));
});

test('NL2 honest names look like themselves alone', () => {
  const all = [...HONEST, 'Anna', 'Anne', 'José', 'Jose', 'Иван', 'Ivan'];
  expect(new Set(all.map(skeleton)).size).toBe(all.length);
  expect(HONEST.filter(mixesAlphabets)).toEqual([]);
});
