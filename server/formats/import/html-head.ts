/** Finds an HTML page's article and marks its title, standfirst and byline as the article schema reads them. */
import { isBlank } from './characters.ts';
import { closest, elementsUnder, isBlockElement, replaceElement, tagOf } from './html-tree.ts';
import type { TreeElement, parseTree } from './html-tree.ts';

const STANDFIRST_CLASS = /(?:^|[\s_-])(?:standfirst|subtitle|lead|lede|dek)(?:$|[\s_-])/i;
const BYLINE_CLASS = /(?:^|[\s_-])(?:byline|author)(?:$|[\s_-])/i;
/** In here a line belongs to something smaller than the article. */
const INNER = /^(?:li|td|th|blockquote|figure|footer|aside)$/;
const MAX_STANDFIRST = 1000;
const MAX_BYLINE = 200;

/** The page's one `<article>` or `<main>`, unless the headline stands outside it; else the whole page. */
export function articleRoot(document: TreeElement): TreeElement {
  const elements = elementsUnder(document);
  const headline = elements.find((element) => tagOf(element) === 'h1');
  for (const tag of ['article', 'main']) {
    const outermost = elements.filter((element) => {
      return tagOf(element) === tag && !hasAncestor(element, (above) => tagOf(above) === tag);
    });
    const [only, ...others] = outermost;
    if (only === undefined || others.length > 0) continue;
    if (headline === undefined || hasAncestor(headline, (above) => above === only)) return only;
  }
  return document;
}

/** Makes the standfirst `p.standfirst` and the byline `p.byline`; an `<h1>` loses its classes and stays. */
export function markHead(document: ReturnType<typeof parseTree>, root: TreeElement): void {
  const elements = elementsUnder(root);
  const lines = elements.filter(
    (element) => !hasAncestor(element, (above) => INNER.test(tagOf(above))),
  );
  for (const element of elements) {
    // The schema's own rules go by class, which means something else on a foreign page.
    if (/^(?:h1|p)$/.test(tagOf(element))) element.setAttribute('data-class', classOf(element));
    if (/^(?:h1|p)$/.test(tagOf(element))) element.removeAttribute('class');
  }
  const standfirst = lines.find((element) => isStandfirst(element));
  const byline = lines.find((element) => element !== standfirst && isByline(element));
  if (standfirst !== undefined) makeLine(document, standfirst, 'standfirst');
  if (byline !== undefined) makeLine(document, bylineBlock(byline, standfirst), 'byline');
}

function isStandfirst(element: TreeElement): boolean {
  if (!/^(?:p|div|h2|h3)$/.test(tagOf(element))) return false;
  return STANDFIRST_CLASS.test(classOf(element)) && isLine(element, MAX_STANDFIRST);
}

function isByline(element: TreeElement): boolean {
  const marked =
    tagOf(element) === 'address' ||
    element.getAttribute('rel')?.toLowerCase() === 'author' ||
    BYLINE_CLASS.test(classOf(element));
  return marked && tagOf(element) !== 'h1' && isLine(element, MAX_BYLINE);
}

/** The line around a byline's link (`By <a rel="author">…`), if the line is short and holds nothing else. */
function bylineBlock(byline: TreeElement, standfirst: TreeElement | undefined): TreeElement {
  if (isBlockElement(byline)) return byline;
  const block = closest(byline, isBlockElement);
  const fits = block !== null && block !== standfirst && /^(?:p|div)$/.test(tagOf(block));
  return fits && isLine(block, MAX_BYLINE) ? block : byline;
}

/** Whether an element has words, not too many, and no blocks inside. */
function isLine(element: TreeElement, maxLength: number): boolean {
  const text = (element.textContent ?? '').trim();
  if (isBlank(text) || text.length > maxLength) return false;
  return !elementsUnder(element).some((inner) => isBlockElement(inner) && tagOf(inner) !== 'br');
}

function makeLine(
  document: ReturnType<typeof parseTree>,
  element: TreeElement,
  className: string,
): void {
  replaceElement(document, element, 'p').setAttribute('class', className);
}

function classOf(element: TreeElement): string {
  return element.getAttribute('data-class') ?? element.getAttribute('class') ?? '';
}

function hasAncestor(element: TreeElement, passes: (above: TreeElement) => boolean): boolean {
  return element.parentNode !== null && closest(element.parentNode, passes) !== null;
}
