/** Lists: how their numbers are written, and that each begins with its own. */
import { NUMBER_KINDS } from '../../../../shared/article/number-kinds.ts';
import type { NumberKind } from '../../../../shared/article/number-kinds.ts';
import { properties } from './properties.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

/** A list that a paragraph can belong to. */
export interface ListStyle {
  readonly id: number;
  /** From 0 on. */
  readonly level: number;
}

/** The lists of a file, collected while it is written. */
export interface Numbering {
  bullets(depth: number): ListStyle;
  /** Each has a count of its own. */
  numbers(depth: number, kind: NumberKind, start: number): ListStyle;
  /** The root of the part that describes them. */
  xml(): Xml;
}

/** How far an item is set in from what it is in, in twentieths of a point. */
export const LIST_INDENT = 425;

/** Word knows nine levels, and numbers to this one. */
const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const MAX_START = 32_767;
const BULLETS = ['\u2022', '\u2013'];
const FORMATS: Readonly<Record<NumberKind, string>> = {
  1: 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};

/** No lists yet. */
export function numberingList(): Numbering {
  const used: Xml[] = [bulletList()];
  return {
    bullets: (depth) => ({ id: 1, level: levelOf(depth) }),
    numbers: (depth, kind, start) => {
      const [id, level] = [used.length + 1, levelOf(depth)];
      const begins = element('w:startOverride', { 'w:val': Math.min(start, MAX_START) });
      used.push(
        listOf(id, NUMBER_KINDS.indexOf(kind) + 1, [
          element('w:lvlOverride', { 'w:ilvl': level }, begins),
        ]),
      );
      return { id, level };
    },
    xml: () => root(used),
  };
}

function levelOf(depth: number): number {
  return Math.min(depth, LEVELS.length - 1);
}

function bulletList(): Xml {
  return listOf(1, 0, []);
}

function listOf(id: number, format: number, overrides: readonly Xml[]): Xml {
  const abstract = element('w:abstractNumId', { 'w:val': format });
  return element('w:num', { 'w:numId': id }, abstract, ...overrides);
}

function root(used: readonly Xml[]): Xml {
  const bullets = LEVELS.map((level) => levelXml(level, 'bullet', BULLETS[level % 2] ?? ''));
  const numbers = NUMBER_KINDS.map((kind, index) =>
    formatXml(
      index + 1,
      LEVELS.map((level) => levelXml(level, FORMATS[kind], `%${level + 1}.`)),
    ),
  );
  const space = { 'xmlns:w': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main' };
  return element('w:numbering', space, formatXml(0, bullets), ...numbers, ...used);
}

function formatXml(id: number, levels: readonly Xml[]): Xml {
  const several = element('w:multiLevelType', { 'w:val': 'hybridMultilevel' });
  return element('w:abstractNum', { 'w:abstractNumId': id }, several, ...levels);
}

function levelXml(level: number, format: string, text: string): Xml {
  const indent = { 'w:left': (level + 1) * LIST_INDENT, 'w:hanging': LIST_INDENT };
  return properties(
    'lvl',
    {
      start: 1,
      numFmt: format,
      lvlText: text,
      lvlJc: 'left',
      pPr: [properties('pPr', { ind: indent })],
    },
    { 'w:ilvl': level },
  );
}
