/** Prepares a tree of HTML for the article schema: drops what isn't text, marks the head, gives images a figure. */
import { DOMParser } from 'linkedom';
import { safeImageSource } from '../../../shared/article/addresses.ts';
import { cleanCharacters } from './characters.ts';
import { BLOCK_ELEMENTS, DROPPED_ELEMENTS } from './html-tags.ts';

/** As much of the DOM as is used here; this side of the house has no DOM types. */
export interface TreeNode {
  readonly nodeType: number;
  readonly parentNode: TreeElement | null;
  readonly firstChild: TreeNode | null;
  readonly nextSibling: TreeNode | null;
  textContent: string | null;
}

/** An element (or the document, which has no attributes and is never asked for them). */
export interface TreeElement extends TreeNode {
  readonly localName: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  appendChild(child: TreeNode): TreeNode;
  insertBefore(child: TreeNode, next: TreeNode): TreeNode;
  removeChild(child: TreeNode): TreeNode;
}

interface TreeDocument extends TreeElement {
  createElement(name: string): TreeElement;
}

const ELEMENT = 1;
const TEXT = 3;
/** Blocks that ProseMirror's parser doesn't know for blocks, and would glue to the words beside them. */
const UNKNOWN_BLOCKS =
  /^(?:html|head|body|main|center|details|dialog|search|summary|dt|legend|caption|option|optgroup)$/;

/** Reads HTML. Never to be written out again: this parser is lenient, and its output is no safe HTML. */
export function parseTree(html: string): TreeDocument {
  // linkedom's document type node has no next sibling, so a walk would end at it: it is made a declaration that is skipped.
  const source = html.replace(/<!doctype/gi, '<!declaration');
  // Its types rest on the DOM library's; TreeDocument is the part of them that is used.
  return new DOMParser().parseFromString(source, 'text/html') as unknown as TreeDocument;
}

/** Text whose entities are resolved; a `<` in it is a character. */
export function decodeEntities(text: string): string {
  return parseTree(`<pre>${text.replaceAll('<', '&lt;')}</pre>`).firstChild?.textContent ?? '';
}

/** All elements under a node in document order, without recursion. */
export function elementsUnder(root: TreeNode): TreeElement[] {
  const found: TreeElement[] = [];
  walk(root, (node) => {
    if (isElement(node)) found.push(node);
  });
  return found;
}

/** The nearest element upwards, itself included, that passes; null where none does. */
export function closest(
  start: TreeElement,
  passes: (element: TreeElement) => boolean,
): TreeElement | null {
  for (let node: TreeElement | null = start; node !== null; node = node.parentNode) {
    if (isElement(node) && passes(node)) return node;
  }
  return null;
}

/** Name of an element in lower case. */
export function tagOf(element: TreeElement): string {
  return element.localName.toLowerCase();
}

/** Whether browsers begin a new line for the element, unless a style says otherwise. */
export function isBlockElement(element: TreeElement): boolean {
  return BLOCK_ELEMENTS.has(tagOf(element));
}

/** Takes out what isn't text or isn't shown, and control characters that entities brought in. */
export function prune(root: TreeNode): void {
  const dropped: TreeElement[] = [];
  walk(root, (node) => {
    if (node.nodeType === TEXT) {
      const text = node.textContent ?? '';
      const clean = cleanCharacters(text);
      if (clean !== text) node.textContent = clean;
    } else if (isElement(node)) {
      if (DROPPED_ELEMENTS.has(tagOf(node)) || node.getAttribute('hidden') !== null)
        dropped.push(node);
    }
  });
  for (const element of dropped) element.parentNode?.removeChild(element);
}

/** Makes images figures, above the heading that they stand in, and unknown blocks plain ones. */
export function fitTree(document: TreeDocument, root: TreeNode): void {
  for (const element of elementsUnder(root)) {
    const tag = tagOf(element);
    if (tag === 'img') placeImage(document, element);
    else if (UNKNOWN_BLOCKS.test(tag) && element !== root) replaceElement(document, element, 'div');
  }
}

/** Replaces an element by one of another name, around the same children. */
export function replaceElement(
  document: TreeDocument,
  element: TreeElement,
  tag: string,
): TreeElement {
  const replacement = document.createElement(tag);
  element.parentNode?.insertBefore(replacement, element);
  for (let child = element.firstChild; child !== null; child = element.firstChild) {
    replacement.appendChild(child);
  }
  element.parentNode?.removeChild(element);
  return replacement;
}

function placeImage(document: TreeDocument, image: TreeElement): void {
  const shown = safeImageSource(image.getAttribute('src')) ?? image.getAttribute('alt') ?? '';
  if (shown === '') {
    image.parentNode?.removeChild(image);
  } else if (closest(image, (element) => tagOf(element) === 'figure') === null) {
    const figure = document.createElement('figure');
    const place = closest(image, (element) => /^h[1-6]$/.test(tagOf(element))) ?? image;
    place.parentNode?.insertBefore(figure, place);
    figure.appendChild(image);
  }
}

function isElement(node: TreeNode): node is TreeElement {
  return node.nodeType === ELEMENT;
}

function walk(root: TreeNode, visit: (node: TreeNode) => void): void {
  let node: TreeNode | null = root.firstChild;
  while (node !== null) {
    visit(node);
    let next: TreeNode | null = node.firstChild ?? node.nextSibling;
    for (
      let up = node.parentNode;
      next === null && up !== null && up !== root;
      up = up.parentNode
    ) {
      next = up.nextSibling;
    }
    node = next;
  }
}
