/** Mends pasted HTML where word processors say by styles what HTML has elements for. */
import { safeImageSource } from '../../../shared/article/addresses.ts';

/** A paragraph of Word that is an item of a list, and the number or bullet that Word wrote into it. */
const ITEM = 'p[style*="mso-list" i]';
const MARKER = '[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]';

/** Word's lists become lists, on one level; pictures that only the writer's own machine has go. */
export function mendPasted(html: string): string {
  // All else goes on untouched: a parser would drop the loose rows of a copied table.
  if (!/mso-list|<img/i.test(html)) return html;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const image of body.querySelectorAll('img')) {
    if (safeImageSource(image.getAttribute('src') ?? '') === null) image.remove();
  }
  const made = new Set<Element>();
  for (const paragraph of body.querySelectorAll(ITEM)) toItem(paragraph, made);
  return body.innerHTML;
}

/** Joins the list that was made of the paragraph before, where it is of the same kind. */
function toItem(paragraph: Element, made: Set<Element>): void {
  const marker = paragraph.querySelector(MARKER);
  const kind = /^\s*\p{Alphabetic}?\d*[.)]/u.test(marker?.textContent ?? '') ? 'ol' : 'ul';
  marker?.remove();
  const before = paragraph.previousElementSibling;
  const joins = before !== null && made.has(before) && before.localName === kind;
  const list = joins ? before : paragraph.ownerDocument.createElement(kind);
  if (!joins) paragraph.before(list);
  made.add(list);
  const item = paragraph.ownerDocument.createElement('li');
  list.append(item);
  item.append(paragraph);
}
