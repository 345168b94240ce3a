/** Finds title, standfirst and byline of an HTML page: which of its elements they are, and what only its metadata say. */
import type { HeadLine, HeadLines } from '../../../shared/foreign/blocks.ts';
import { attributeOf, hasWord, isWordless } from '../../../shared/foreign/tree.ts';
import { elementsIn, textIn } from '../../../shared/tree.ts';
import type { ForeignElement } from '../../../shared/foreign/tree.ts';
import { isBlank } from './characters.ts';
import { BLOCK_ELEMENTS } from './html-tags.ts';
import type { Metadata } from './html-metadata.ts';

const STANDFIRST_CLASS =
  /(?:^|[\s_-])(?:standfirst|subtitle|lead|lede|dek)(?:$|[\s_-])|MsoSubtitle/i;
const BYLINE_CLASS = /(?:^|[\s_-])(?:byline|author)(?:$|[\s_-])/i;
/** In here a line belongs to something smaller than the article. */
const INNER = /^(?:li|td|th|blockquote|figure|footer|aside)$/;
const HEADING = /^h[1-6]$/;
const MAX_STANDFIRST = 1000;
const MAX_BYLINE = 200;
/** A date, a section's name and the like; more words than these before a heading, and it is in the text. */
const MAX_BEFORE_TITLE = 300;

/** An element with those around it, the nearest first. */
interface Placed {
  readonly element: ForeignElement;
  readonly above: readonly ForeignElement[];
}

/** The head of a page. */
export interface Head {
  /** Elements within the root. */
  readonly lines: HeadLines;
  /** The heading that stands outside the root; null where the title is in it or there is none. */
  readonly outside: ForeignElement | null;
  /**
   * A heading in the root that the page's own title names, or its only one of the highest level, though too much may be before it
   * for a title; null where there is none.
   */
  readonly headline: ForeignElement | null;
}

/** The lines of the head; `body` is all of the page, and `root` its article. */
export function headOf(body: ForeignElement, root: ForeignElement, metadata: Metadata): Head {
  const placed = [...placedIn(root, [])];
  const lines = new Map<ForeignElement, HeadLine>();
  const title = titleIn(root, placed, metadata);
  if (title !== null) lines.set(title, 'title');
  const own = placed.filter(({ above }) => !above.some(({ tag }) => INNER.test(tag)));
  const standfirst = own.find(
    ({ element }) =>
      isStandfirst(element, metadata) && element !== title && isNear(root, title, element),
  );
  if (standfirst !== undefined) lines.set(standfirst.element, 'standfirst');
  const byline = own.find(
    ({ element }) =>
      !lines.has(element) &&
      isByline(element) &&
      (!HEADING.test(element.tag) || isNear(root, title, element)),
  );
  if (byline !== undefined) lines.set(bylineBlock(byline, lines), 'byline');
  const hasTitle = title !== null || placed.some(({ element }) => isHeadline(element));
  const headings = placed.map(({ element }) => element).filter(({ tag }) => HEADING.test(tag));
  const headlines = headings.filter(isHeadline);
  const named = headings.find((element) => metadata.titles.some((name) => names(name, element)));
  return {
    lines,
    outside: hasTitle ? null : titleOutside(body, metadata),
    headline: named ?? (headlines.length === 1 ? (headlines[0] ?? null) : null),
  };
}

/** The first heading where nothing is before it, or the one that the metadata name where little is. */
function titleIn(
  root: ForeignElement,
  placed: readonly Placed[],
  metadata: Metadata,
): ForeignElement | null {
  const candidates = placed.map(({ element }) => element).filter(isHeadline);
  const marked = placed.find(({ element }) => isMarkedTitle(element))?.element;
  const [first] = candidates;
  for (const element of [marked, first]) {
    if (element !== undefined && wordsBefore(root, element).trim() === '') return element;
  }
  const named = candidates.find((element) =>
    metadata.titles.some((title) => names(title, element)),
  );
  if (named === undefined) return null;
  return wordsBefore(root, named).length <= MAX_BEFORE_TITLE ? named : null;
}

function titleOutside(body: ForeignElement, metadata: Metadata): ForeignElement | null {
  const candidates = [...elementsIn(body)].filter(isHeadline);
  const named = candidates.find((element) =>
    metadata.titles.some((title) => names(title, element)),
  );
  if (named !== undefined) return named;
  const [only] = candidates;
  return candidates.length === 1 && metadata.titles.length === 0 ? (only ?? null) : null;
}

function isHeadline(element: ForeignElement): boolean {
  return element.tag === 'h1' && !isWordless(element);
}

/** As Google Docs marks the title of a document. */
function isMarkedTitle(element: ForeignElement): boolean {
  if (element.tag !== 'p' || isWordless(element)) return false;
  return hasWord(element, 'class', /^title$/) && hasWord(element, 'class', /^c\d+$/);
}

/** Whether the page's own title has the heading's words in it. */
function names(title: string, element: ForeignElement): boolean {
  const words = folded(textIn(element));
  return words !== '' && ` ${folded(title)} `.includes(` ${words} `);
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

function wordsBefore(root: ForeignElement, end: ForeignElement): string {
  let words = '';
  const walk = (element: ForeignElement): boolean =>
    element.children.some((child) => {
      if (child === end) return true;
      if (typeof child !== 'string') return walk(child);
      words += child;
      return false;
    });
  walk(root);
  return words.replace(/\s+/g, ' ').trim();
}

/** Whether no more than a few lines are between the title, or the article's beginning, and an element. */
function isNear(
  root: ForeignElement,
  title: ForeignElement | null,
  element: ForeignElement,
): boolean {
  const before = wordsBefore(root, element);
  const above = title === null ? '' : `${wordsBefore(root, title)} ${textIn(title)}`;
  return before.length - above.length <= MAX_BEFORE_TITLE;
}

function isStandfirst(element: ForeignElement, { description }: Metadata): boolean {
  if (!/^(?:p|div|h2|h3)$/.test(element.tag)) return false;
  const isMarked = STANDFIRST_CLASS.test(attributeOf(element, 'class'));
  if ((!isMarked && description === '') || !isLine(element, MAX_STANDFIRST)) return false;
  return isMarked || folded(textIn(element)) === folded(description);
}

function isByline(element: ForeignElement): boolean {
  const isMarked =
    element.tag === 'address' ||
    attributeOf(element, 'rel').toLowerCase() === 'author' ||
    BYLINE_CLASS.test(attributeOf(element, 'class'));
  return isMarked && element.tag !== 'h1' && isLine(element, MAX_BYLINE);
}

/** The line around a byline's link (`By <a rel="author">…`), if the line is short and holds nothing else. */
function bylineBlock({ element, above }: Placed, lines: HeadLines): ForeignElement {
  if (BLOCK_ELEMENTS.has(element.tag)) return element;
  const block = above.find(({ tag }) => BLOCK_ELEMENTS.has(tag));
  const fits = block !== undefined && !lines.has(block) && /^(?:p|div)$/.test(block.tag);
  return fits && isLine(block, MAX_BYLINE) ? block : element;
}

/** Whether an element has words, not too many, and no blocks inside. */
function isLine(element: ForeignElement, maxLength: number): boolean {
  const text = textIn(element).trim();
  if (isBlank(text) || text.length > maxLength) return false;
  return ![...elementsIn(element)].some(({ tag }) => BLOCK_ELEMENTS.has(tag) && tag !== 'br');
}

function* placedIn(element: ForeignElement, above: readonly ForeignElement[]): Generator<Placed> {
  const around = [element, ...above];
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    yield { element: child, above: around };
    yield* placedIn(child, around);
  }
}
