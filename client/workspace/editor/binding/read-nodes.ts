/** Reads nodes out of Yjs, unchecked: what merged changes have made is shown as it is, and nothing is taken from Yjs for it. */
import { Fragment } from 'prosemirror-model';
import type { Mark, Node, NodeType } from 'prosemirror-model';
import * as Y from 'yjs';
import { articleSchema, OBJECT_CHARACTER } from '../../../../shared/article/schema.ts';

/** The type of node that an element is shown as; null for one that this release doesn't know, which isn't shown. */
export function typeOf(element: Y.XmlElement | Y.XmlFragment): NodeType | null {
  if (!(element instanceof Y.XmlElement)) return articleSchema.topNodeType;
  const { nodeName } = element;
  const type = Object.hasOwn(articleSchema.nodes, nodeName) ? articleSchema.nodes[nodeName] : null;
  return type === undefined || type === null || type.isText ? null : type;
}

/** The node of an element, null for one that isn't shown. */
export function readNode(element: Y.XmlElement): Node | null {
  const type = typeOf(element);
  return type && type.create(element.getAttributes(), readContent(element));
}

/** What an element or the whole article has in it; neighbouring texts of the same formats are one node. */
export function readContent(parent: Y.XmlElement | Y.XmlFragment): Fragment {
  const type = typeOf(parent);
  if (type === null || type.isLeaf) return Fragment.empty;
  const nodes: Node[] = [];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) {
      if (type.inlineContent) nodes.push(...readText(child));
    } else if (child instanceof Y.XmlElement) {
      const node = readNode(child);
      if (node !== null) nodes.push(node);
    }
  }
  return Fragment.fromArray(nodes);
}

interface Piece {
  readonly insert: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

function readText(text: Y.XmlText): Node[] {
  const pieces = text.toDelta() as readonly Piece[]; // typed `any` by the library
  return pieces.map(({ insert, attributes = {} }) =>
    // Anything else than words takes up one character in Yjs, so it has to be one here.
    articleSchema.text(typeof insert === 'string' ? insert : OBJECT_CHARACTER, marksOf(attributes)),
  );
}

function marksOf(attributes: Readonly<Record<string, unknown>>): Mark[] {
  return Object.entries(attributes).flatMap(([name, attrs]) => markOf(name, attrs) ?? []);
}

function markOf(name: string, attrs: unknown): Mark | null {
  const type = Object.hasOwn(articleSchema.marks, name) ? articleSchema.marks[name] : undefined;
  if (type === undefined || attrs === null) return null;
  try {
    return type.create(typeof attrs === 'object' ? { ...attrs } : null);
  } catch {
    return null; // an attribute without which there is no such mark is missing
  }
}

/** The whole article, or null where this release doesn't know something of it, which would be missing. */
export function readWhole(article: Y.XmlFragment): Node | null {
  return isKnown(article) ? articleSchema.topNodeType.create(null, readContent(article)) : null;
}

function isKnown(parent: Y.XmlElement | Y.XmlFragment): boolean {
  return parent.toArray().every((child) => {
    if (child instanceof Y.XmlElement) return typeOf(child) !== null && isKnown(child);
    if (!(child instanceof Y.XmlText)) return false;
    const pieces = child.toDelta() as readonly Piece[]; // typed `any` by the library
    return pieces.every(({ attributes = {} }) =>
      Object.keys(attributes).every((name) => Object.hasOwn(articleSchema.marks, name)),
    );
  });
}
