/** What of foreign HTML is no part of its text: what isn't drawn, and what a page is operated by. */
import { FORMULA } from './formulas.ts';
import { isHidden } from './style-rules.ts';
import { GAP, attributeOf, findIn, foreignElement, hasWord, withElements } from './tree.ts';
import type { ForeignElement } from './tree.ts';

const NO_TEXT = new Set(
  (
    'script style template svg canvas title meta link base head area map datalist nav button select ' +
    'textarea dialog col colgroup param track'
  ).split(' '),
);
const NO_TEXT_ROLE =
  /^(?:navigation|search|menu|menubar|toolbar|button|dialog|alertdialog|tablist)$/i;
/** Of sighted people's pages, for screen readers: a link over the navigation. */
const SKIP_LINK = /^skip-?(?:link|nav|to-?content|to-?main)/i;

/** Drawn between words, such as an icon: what stands before it and what stands behind it are two words. */
const DRAWN = new Set(['svg', 'canvas', 'button', 'select', 'textarea']);

/** The tree without what isn't text; of `<head>` nothing is left, so ask it before. */
export function withoutNoText(root: ForeignElement): ForeignElement {
  return withElements(root, (element) => {
    if (isNoText(element)) return DRAWN.has(element.tag) ? [foreignElement(GAP, {}, [])] : [];
    return element.tag === 'input' ? boxOf(element) : null;
  });
}

function isNoText(element: ForeignElement): boolean {
  if (NO_TEXT.has(element.tag)) return true;
  if (element.tag === 'search' || NO_TEXT_ROLE.test(roleOf(element))) return true;
  if (element.tag === 'a' && hasWord(element, 'class', SKIP_LINK)) return true;
  // Formulas are hidden from the eye where a picture stands for them; they are the words that the picture has not.
  return isHidden(element) && findIn(element, isFormula) === null;
}

/** The first role that is said is what it is; others are for those who don't know that. */
function roleOf(element: ForeignElement): string {
  return attributeOf(element, 'role').split(/\s+/)[0] ?? '';
}

function isFormula({ attributes }: ForeignElement): boolean {
  return attributes.get('class') === FORMULA;
}

/** A box that is to be ticked is a sign; other fields are for typing into. */
function boxOf(element: ForeignElement): readonly (ForeignElement | string)[] {
  if (attributeOf(element, 'type').toLowerCase() !== 'checkbox') return [];
  return [foreignElement('span', {}, [element.attributes.has('checked') ? '☑ ' : '☐ '])];
}
