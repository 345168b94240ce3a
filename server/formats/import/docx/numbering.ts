/** What stands before the paragraphs of lists: bullets, or numbers that go on as Word counts them. */
import { writtenNumber } from '../../../../shared/article/number-kinds.ts';
import type { NumberKind } from '../../../../shared/article/number-kinds.ts';
import { attributeOf, childOf, childrenOf, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Before an item. `words` are part of the text, such as “Article 1.”. */
export type Marker =
  | { readonly kind: 'bullet' }
  | { readonly kind: 'number'; readonly numbers: NumberKind; readonly value: number }
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'none' };

/** Counts on with each paragraph that it is asked about, in their order. */
export interface Numbering {
  /** The marker of the next paragraph of a list; null where there is no such list. */
  next(list: string, level: number): Marker | null;
  /** The level at which a style stands in a list; 0 where the list doesn't say. */
  levelOf(list: string, style: string): number;
}

interface Level {
  readonly format: string;
  readonly start: number;
  readonly text: string;
  readonly style: string | null;
  /** Numbers begin anew where one of a level above this one has come; 0 where they never do. */
  readonly restart: number;
}

interface List {
  /** Lists of one kind count on together. */
  readonly counters: (number | null)[];
  readonly levels: readonly Level[];
  /** By level, where this list begins by itself; taken out once it has. */
  readonly starts: Map<number, number>;
}

const LEVELS = 9;
const MAX_NUMBER = 100_000;
const KINDS: Readonly<Record<string, NumberKind>> = {
  lowerLetter: 'a',
  upperLetter: 'A',
  lowerRoman: 'i',
  upperRoman: 'I',
};
const PLAIN: Level = { format: 'decimal', start: 1, text: '%1.', style: null, restart: LEVELS };

/** The lists of `numbering.xml`; null where the file has none. */
export function numberingOf(root: XmlElement | null): Numbering {
  const lists = listsOf(root);
  return {
    levelOf: (list, style) =>
      Math.max(0, lists.get(list)?.levels.findIndex((level) => level.style === style) ?? 0),
    next(name, asked) {
      const list = lists.get(name);
      const at = Math.min(Math.max(asked, 0), LEVELS - 1);
      const level = list?.levels[at];
      if (list === undefined || level === undefined) return null;
      const value = count(list, at, level);
      return markerOf(list, level, value);
    },
  };
}

function count({ counters, levels, starts }: List, at: number, { start }: Level): number {
  const own = starts.get(at);
  starts.delete(at);
  const last = counters[at] ?? null;
  const value = own ?? (last === null ? start : Math.min(last + 1, MAX_NUMBER));
  counters[at] = value;
  for (let above = 0; above < at; above += 1) counters[above] ??= levels[above]?.start ?? 1;
  for (let below = at + 1; below < LEVELS; below += 1)
    if (at < (levels[below]?.restart ?? LEVELS)) counters[below] = null;
  return value;
}

function markerOf({ counters, levels }: List, { format, text }: Level, value: number): Marker {
  if (format === 'bullet') return { kind: 'bullet' };
  const bare = text.replace(/%[1-9]/g, '');
  if (/\p{L}/u.test(bare)) {
    const words = text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const kind = KINDS[levels[at]?.format ?? ''] ?? '1';
      return writtenNumber(counters[at] ?? value, kind);
    });
    return { kind: 'words', words: words.trim() };
  }
  if (format === 'none') return bare.trim() === '' ? { kind: 'none' } : { kind: 'bullet' };
  return { kind: 'number', numbers: KINDS[format] ?? '1', value };
}

function listsOf(root: XmlElement | null): ReadonlyMap<string, List> {
  const kinds = new Map<string, XmlElement>();
  const byStyle = new Map<string, XmlElement>();
  for (const kind of childrenOf(root, 'w:abstractNum')) {
    kinds.set(attributeOf(kind, 'w:abstractNumId') ?? '', kind);
    const style = valueOf(kind, 'w:styleLink');
    if (style !== null) byStyle.set(style, kind);
  }
  const counters = new Map<XmlElement, (number | null)[]>();
  const lists = new Map<string, List>();
  for (const list of childrenOf(root, 'w:num')) {
    const said = kinds.get(valueOf(list, 'w:abstractNumId') ?? '');
    const kind = byStyle.get(valueOf(said ?? null, 'w:numStyleLink') ?? '') ?? said;
    if (kind === undefined) continue;
    const shared = counters.get(kind) ?? Array.from({ length: LEVELS }, () => null);
    counters.set(kind, shared);
    const levels = levelsOf(kind);
    const starts = new Map<number, number>();
    for (const override of childrenOf(list, 'w:lvlOverride')) {
      const at = whole(attributeOf(override, 'w:ilvl'), 0);
      const start = valueOf(override, 'w:startOverride');
      if (start !== null) starts.set(at, whole(start, 1));
      const level = childOf(override, 'w:lvl');
      if (level !== null && at < LEVELS) levels[at] = levelOf(level);
    }
    lists.set(attributeOf(list, 'w:numId') ?? '', { counters: shared, levels, starts });
  }
  return lists;
}

function levelsOf(kind: XmlElement): Level[] {
  const levels: Level[] = Array.from({ length: LEVELS }, () => PLAIN);
  for (const level of childrenOf(kind, 'w:lvl')) {
    const at = whole(attributeOf(level, 'w:ilvl'), 0);
    if (at < LEVELS) levels[at] = levelOf(level);
  }
  return levels;
}

function levelOf(level: XmlElement): Level {
  return {
    format: valueOf(level, 'w:numFmt') ?? 'decimal',
    start: whole(valueOf(level, 'w:start'), 1),
    text: valueOf(level, 'w:lvlText') ?? '',
    style: valueOf(level, 'w:pStyle'),
    restart: whole(valueOf(level, 'w:lvlRestart'), LEVELS),
  };
}

function whole(value: string | null, otherwise: number): number {
  return value !== null && /^\d{1,5}$/.test(value) ? Number(value) : otherwise;
}
