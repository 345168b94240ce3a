/** Foreign HTML as plain data: what the server's parser and the browser's clipboard both make, and all rules here work on. */
import { elementsIn, textIn } from '../tree.ts';
import { declarationsIn } from './declarations.ts';
import type { Declarations } from './declarations.ts';

/** An element of foreign HTML. Nothing in it is trusted. */
export interface ForeignElement {
  /** In lower case. */
  readonly tag: string;
  /** By names in lower case. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What the `style` attribute says, and later what the rules of `<style>` add. */
  readonly style: Declarations;
  readonly children: readonly ForeignNode[];
}

/** Text, its entities resolved, or an element. Comments and the like are in no tree. */
export type ForeignNode = ForeignElement | string;

/** Makes an element, whose style is read from its attribute. */
export function foreignElement(
  tag: string,
  attributes: ReadonlyMap<string, string> | Readonly<Record<string, string>>,
  children: readonly ForeignNode[],
): ForeignElement {
  const map = attributes instanceof Map ? attributes : new Map(Object.entries(attributes));
  return { tag, attributes: map, style: declarationsIn(map.get('style') ?? ''), children };
}

/** Tag of what is left where something was drawn that isn't text: it parts the words around it. */
export const GAP = 'gap-of-page';

/** Whether it is an element, and not text. */
export function isElement(node: ForeignNode | undefined): node is ForeignElement {
  return typeof node === 'object';
}

/** The attribute's value without white space around it; the empty string where there is none. */
export function attributeOf(element: ForeignElement, name: string): string {
  return element.attributes.get(name)?.trim() ?? '';
}

/** Whether a class, a role or the like is among the words of an attribute, in capitals or not. */
export function hasWord(element: ForeignElement, name: string, pattern: RegExp): boolean {
  const value = attributeOf(element, name);
  return value !== '' && value.split(/\s+/).some((word) => pattern.test(word));
}

/** The element with other children. */
export function withChildren(
  element: ForeignElement,
  children: readonly ForeignNode[],
): ForeignElement {
  return { ...element, children };
}

/** Whether a node shows no character; pictures don't count. */
export function isWordless(node: ForeignNode): boolean {
  return !/[^\s\p{Cc}\p{Cf}]/u.test(textIn(node));
}

/** The first element under a node that passes; null where none does. */
export function findIn(
  root: ForeignElement,
  passes: (element: ForeignElement) => boolean,
): ForeignElement | null {
  for (const element of elementsIn(root)) if (passes(element)) return element;
  return null;
}

/** A tree in which `change` has put nodes in the place of each element, from the innermost outwards; the root stays. */
export function mapTree(
  root: ForeignElement,
  change: (element: ForeignElement) => readonly ForeignNode[],
): ForeignElement {
  return mapChildren(root, (child) => change(mapTree(child, change)));
}

/**
 * A tree in which `change` has put nodes in the place of elements, from the outermost inwards: it is not asked about what is in
 * those. Null leaves an element, to be changed within.
 */
export function withElements(
  root: ForeignElement,
  change: (element: ForeignElement) => readonly ForeignNode[] | null,
): ForeignElement {
  return mapChildren(root, (child) => change(child) ?? [withElements(child, change)]);
}

/** A tree without the elements for which `isOut` holds; it is not asked about what is in them. */
export function without(
  root: ForeignElement,
  isOut: (element: ForeignElement) => boolean,
): ForeignElement {
  return withElements(root, (element) => (isOut(element) ? [] : null));
}

/**
 * The element with nodes in the place of its child elements. Where each stays what it is, this is the same object: most of a tree
 * does in most rules, and a copy for each rule would cost more than the rules.
 */
export function mapChildren(
  root: ForeignElement,
  change: (child: ForeignElement) => readonly ForeignNode[],
): ForeignElement {
  let changed: ForeignNode[] | null = null;
  for (const [index, child] of root.children.entries()) {
    const nodes = typeof child === 'string' ? null : change(child);
    const isSame = nodes === null || (nodes.length === 1 && nodes[0] === child);
    if (changed === null && isSame) continue;
    changed ??= root.children.slice(0, index);
    if (nodes === null) changed.push(child);
    else changed.push(...nodes);
  }
  return changed === null ? root : withChildren(root, changed);
}
