/** The properties of paragraphs, runs, cells and so on: the one place that knows in which order Word must find them. */
import { element } from './xml.ts';
import type { Attributes, Xml } from './xml.ts';

/** By ECMA-376 part 4 (transitional), wml.xsd: elements out of their order make a file that Word wants to repair. */
const ORDER = {
  pPr: ['pStyle', 'keepNext', 'keepLines', 'widowControl', 'numPr', 'pBdr', 'shd', 'tabs', 'bidi', 'spacing', 'ind', 'contextualSpacing', 'jc', 'outlineLvl', 'rPr'],
  rPr: ['rStyle', 'rFonts', 'b', 'bCs', 'i', 'iCs', 'strike', 'noProof', 'color', 'spacing', 'sz', 'szCs', 'u', 'shd', 'vertAlign', 'rtl', 'lang'],
  tblPr: ['tblStyle', 'bidiVisual', 'tblW', 'tblInd', 'tblBorders', 'tblLayout', 'tblCellMar', 'tblLook'],
  trPr: ['gridAfter', 'wAfter', 'tblHeader'],
  tcPr: ['tcW', 'gridSpan', 'vMerge', 'shd'],
  pBdr: ['top', 'left', 'bottom', 'right'],
  tblBorders: ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'],
  tblCellMar: ['top', 'left', 'bottom', 'right'],
  style: ['name', 'basedOn', 'next', 'uiPriority', 'qFormat', 'pPr', 'rPr', 'tblPr'],
  lvl: ['start', 'numFmt', 'suff', 'lvlText', 'lvlJc', 'pPr', 'rPr'],
} as const; // prettier-ignore

/** An element of Word's that holds properties. */
export type Holder = keyof typeof ORDER;

/**
 * One property: `true` stands alone, a word or number is its `w:val`, attributes are its own, and what holds others is XML in
 * a list. Null is none.
 */
type Property = true | string | number | Attributes | readonly [Xml] | null;

/** Some of what an element can hold. */
export type Properties<Of extends Holder> = {
  readonly [Name in (typeof ORDER)[Of][number]]?: Property;
};

/** The element with its properties in order. It stands also where it is empty, which Word takes for one that isn't there. */
export function properties<Of extends Holder>(
  holder: Of,
  given: Properties<Of>,
  attributes: Attributes = {},
): Xml {
  const names: readonly (keyof Properties<Of>)[] = ORDER[holder];
  const inside = names.flatMap((name) => {
    const value: Property | undefined = given[name];
    return value === undefined || value === null ? [] : [property(String(name), value)];
  });
  return element(`w:${holder}`, attributes, ...inside);
}

function property(name: string, value: Exclude<Property, null>): Xml {
  if (value === true) return element(`w:${name}`);
  if (typeof value !== 'object') return element(`w:${name}`, { 'w:val': value });
  return isHolder(value) ? value[0] : element(`w:${name}`, value);
}

function isHolder(value: Attributes | readonly [Xml]): value is readonly [Xml] {
  return Array.isArray(value);
}
