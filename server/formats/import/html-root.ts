/** Finds which part of an HTML page is its article: by the share of the page's words that it has. */
import { attributeOf, hasWord } from '../../../shared/foreign/tree.ts';
import { elementsIn, textIn } from '../../../shared/tree.ts';
import type { ForeignElement } from '../../../shared/foreign/tree.ts';

/** The only one of its kind has to have this share of the words around it. */
const MIN_SHARE = 0.3;
/** The largest of several has to have this share, and the next one less than half of its words. */
const MIN_SHARE_OF_SEVERAL = 0.5;

/** The page's `main`, and in it the one `article`, where they hold enough of the words; else all of the body. */
export function articleRoot(body: ForeignElement): ForeignElement {
  const main = chosen(body, (element) => isLandmark(element, 'main'));
  return chosen(main, (element) => isLandmark(element, 'article'));
}

/** How many letters and digits it has, in UTF-16 units and in scripts with and without spaces. */
export function weightOf(element: ForeignElement): number {
  return textIn(element).replace(/[^\p{L}\p{N}]+/gu, '').length;
}

function isLandmark(element: ForeignElement, name: string): boolean {
  return element.tag === name || attributeOf(element, 'role').toLowerCase() === name;
}

function chosen(
  around: ForeignElement,
  passes: (element: ForeignElement) => boolean,
): ForeignElement {
  const [first, second] = outermost(around, passes)
    .map((element) => ({ element, weight: weightOf(element) }))
    .sort((one, other) => other.weight - one.weight);
  if (first === undefined || first.weight === 0) return around;
  const share = first.weight / weightOf(around);
  if (second === undefined) return share >= MIN_SHARE ? first.element : around;
  const isAlone = second.weight < first.weight / 2 && share >= MIN_SHARE_OF_SEVERAL;
  return isAlone ? first.element : around;
}

/** Those that are in no other such one, nor in something beside the article. */
function outermost(
  root: ForeignElement,
  passes: (element: ForeignElement) => boolean,
): ForeignElement[] {
  return root.children.flatMap((child) => {
    if (typeof child === 'string' || /^(?:aside|footer)$/.test(child.tag)) return [];
    if (hasWord(child, 'class', /^comments?$/i)) return [];
    return passes(child) ? [child] : outermost(child, passes);
  });
}

/** The body of a page, or the page where it has none. */
export function bodyOf(page: ForeignElement): ForeignElement {
  return [...elementsIn(page)].find(({ tag }) => tag === 'body') ?? page;
}
