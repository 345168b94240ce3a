/** Foreign HTML as plain data: what the server's parser and the browser's clipboard both make, and all rules here work on. */
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
  return attributeOf(element, name)
    .split(/\s+/)
    .some((word) => pattern.test(word));
}

/** The element with other children. */
export function withChildren(
  element: ForeignElement,
  children: readonly ForeignNode[],
): ForeignElement {
  return { ...element, children };
}

/** All text in a node, as it stands in the source. */
export function textIn(node: ForeignNode): string {
  return typeof node === 'string' ? node : node.children.map(textIn).join('');
}

/** Whether a node shows no character; pictures don't count. */
export function isWordless(node: ForeignNode): boolean {
  return !/[^\s\p{Cc}\p{Cf}]/u.test(textIn(node));
}

/** All elements under a node in document order, itself left out. */
export function* elementsIn(root: ForeignElement): Generator<ForeignElement> {
  for (const child of root.children) {
    if (typeof child === 'string') continue;
    yield child;
    yield* elementsIn(child);
  }
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
  const children = root.children.flatMap((child): readonly ForeignNode[] =>
    typeof child === 'string' ? [child] : change(mapTree(child, change)),
  );
  return withChildren(root, children);
}

/** A tree without the elements for which `isOut` holds; it is not asked about what is in them. */
export function without(
  root: ForeignElement,
  isOut: (element: ForeignElement) => boolean,
): ForeignElement {
  const children = root.children.flatMap((child): ForeignNode[] => {
    if (typeof child === 'string') return [child];
    return isOut(child) ? [] : [without(child, isOut)];
  });
  return withChildren(root, children);
}
