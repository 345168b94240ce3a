/** What attributes of an article may hold beyond their type: asked of all that comes as data, which no parser has looked at. */
import type { Node } from 'prosemirror-model';
import { safeImageSource, safeLink } from './addresses.ts';
import { numberKind } from './number-kinds.ts';

/** Wider cells than any table has would make an editor lay out millions of columns. */
const MAX_SPAN = 100;
/** How many columns a cell may have widths of. */
const MAX_WIDTHS = 1000;

/** What is wrong with the value of a node's attribute, which has the right type; null for nothing. */
export function valueFault(name: string, value: unknown): string | null {
  if (name === 'src' && value !== '' && safeImageSource(value) === null) return 'image address';
  if (name === 'kind' && numberKind(value) !== value) return 'kind of a list';
  const isSpan = name === 'colspan' || name === 'rowspan';
  return isSpan && !(Number(value) >= 1 && Number(value) <= MAX_SPAN) ? 'span of a cell' : null;
}

/** Whether all attributes of a document that its schema takes hold what an editor could have put there. */
export function holdsGoodValues(doc: Node): boolean {
  let isGood = true;
  doc.descendants(({ attrs, marks }) => {
    const isNode = Object.entries(attrs).every(
      ([name, value]) => (name === 'colwidth' ? areWidths(value) : valueFault(name, value) === null), // prettier-ignore
    );
    isGood &&= isNode && marks.every((mark) => !('href' in mark.attrs) || safeLink(mark.attrs['href']) !== null); // prettier-ignore
    return isGood;
  });
  return isGood;
}

function areWidths(value: unknown): boolean {
  if (value === null) return true;
  if (!Array.isArray(value) || value.length > MAX_WIDTHS) return false;
  return value.every((width) => typeof width === 'number');
}
