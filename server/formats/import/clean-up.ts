/** Tells what of a page is the text from what is around it, by Readability, which browsers' reader views are made with. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { GAP, isElement, isWordless, withChildren, without } from '../../../shared/foreign/tree.ts';
import type { ForeignElement, ForeignNode } from '../../../shared/foreign/tree.ts';

/** An element cut in two, each part with the elements around it. */
export interface Parted {
  readonly stays: ForeignElement;
  readonly goes: ForeignElement;
}

interface DrawnElement {
  readonly attributes: Iterable<{ readonly name: string }>;
  setAttribute(name: string, value: string): void;
  append(...nodes: (DrawnElement | string)[]): void;
  querySelectorAll(selector: string): Iterable<DrawnElement>;
}

interface DrawnDocument {
  readonly body: DrawnElement;
  createElement(tag: string): DrawnElement;
}

/** It belongs to the words around it. */
const WITHOUT_WORDS = new Set(['br', 'hr', 'wbr', GAP]);
/** What Readability judges an element by. */
const TOLD = ['class', 'id', 'role', 'href', 'src', 'alt', 'width', 'height', 'colspan', 'rowspan'];
const MARK = 'data-element-';
/** It would take its own title and author out of the text; they are found by other means. */
const EMPTY_PAGE =
  '<!doctype html><html><head><meta property="og:title" content="-"><meta name="author" content="-"></head><body></body></html>';

/**
 * Cuts a mended tree; what stays whole is the same object in `stays`, and so is what of it is in `always`. Where Readability finds
 * no text, all stays.
 */
export function partedByReadability(
  root: ForeignElement,
  always: ReadonlySet<ForeignElement>,
): Parted {
  // Types of the DOM are none of this process's: as much of them as is used stands above.
  const { document } = parseHTML(EMPTY_PAGE) as unknown as { readonly document: DrawnDocument };
  const elements: ForeignElement[] = [];
  document.body.append(drawn(root, document, elements));
  const article = new Readability<DrawnElement>(document, {
    disableJSONLD: true,
    serializer: (node) => node as unknown as DrawnElement,
  }).parse();
  const content = article?.content;
  const whole = { stays: root, goes: withChildren(root, []) };
  if (content === null || content === undefined) return whole;
  const kept = new Set(always);
  for (const element of [content, ...content.querySelectorAll('*')])
    for (const { name } of element.attributes) {
      const marked = name.startsWith(MARK) ? elements[Number(name.slice(MARK.length))] : undefined;
      if (marked !== undefined) kept.add(marked);
    }
  const [stays, goes] = cut(root, kept, always);
  // Of a few words it may leave none: then it knows no more than anybody.
  if (stays === null || goes === null || isWordless(without(stays, (each) => always.has(each))))
    return whole;
  return { stays, goes };
}

/** The same element for Readability. Each has its number as an attribute's name, since attributes of elements that become one are joined. */
function drawn(
  element: ForeignElement,
  document: DrawnDocument,
  elements: ForeignElement[],
): DrawnElement {
  const tag = /^[a-z][a-z0-9]*$/.test(element.tag) && element.tag !== 'body' ? element.tag : 'span';
  const copy = document.createElement(element.tag === 'body' ? 'div' : tag);
  for (const name of TOLD) {
    const value = element.attributes.get(name);
    if (value !== undefined) copy.setAttribute(name, value);
  }
  copy.setAttribute(`${MARK}${elements.length}`, '');
  elements.push(element);
  for (const child of element.children)
    copy.append(isElement(child) ? drawn(child, document, elements) : child);
  return copy;
}

/** The part that stays and the one that goes; null where there is nothing of it. */
function cut(
  element: ForeignElement,
  kept: ReadonlySet<ForeignElement>,
  always: ReadonlySet<ForeignElement>,
): readonly [stays: ForeignElement | null, goes: ForeignElement | null] {
  if (always.has(element)) return [element, null];
  const isKept = kept.has(element);
  const stays: ForeignNode[] = [];
  const goes: ForeignNode[] = [];
  for (const child of element.children) {
    if (!isElement(child) || WITHOUT_WORDS.has(child.tag)) {
      (isKept ? stays : goes).push(child);
      continue;
    }
    const [inside, outside] = cut(child, kept, always);
    if (inside !== null) stays.push(inside);
    if (outside !== null) goes.push(outside);
  }
  const isWhole = goes.every((node) => !isElement(node) && node.trim() === '');
  if (isKept && isWhole) return [element, null];
  const isEmpty = !isKept && stays.length === 0;
  if (isEmpty) return [null, element];
  return [withChildren(element, stays), isWhole ? null : withChildren(element, goes)];
}
