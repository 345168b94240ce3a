/** The gate's last check: does what lives of an update fit the article schema? */
import type { NodeType } from 'prosemirror-model';
import * as Y from 'yjs';
import { valueFault } from '../../../shared/article/attribute-values.ts';
import { ARTICLE_ROOT, articleSchema } from '../../../shared/article/schema.ts';
import { WRONG_ATTRIBUTE } from './content.ts';
import type { Struct } from './encode.ts';
import { isInMoves } from './moves.ts';

/** The first rule that a living one of these breaks, or null. */
export function schemaViolation(structs: readonly Struct[]): string | null {
  for (const struct of structs) {
    const rule = struct instanceof Y.Item && !struct.deleted ? itemViolation(struct) : null;
    if (rule !== null) return rule;
  }
  return null;
}

function itemViolation(item: Y.Item): string | null {
  const { parent } = item;
  if (isInMoves(item)) return null; // judged by themselves
  if (parent instanceof Y.XmlText) return textViolation(item);
  if (parent instanceof Y.XmlElement) {
    return item.parentSub === null
      ? childViolation(item, parent.nodeName)
      : attributeViolation(item, parent.nodeName);
  }
  if (!(parent instanceof Y.XmlFragment) || Y.findRootTypeKey(parent) !== ARTICLE_ROOT)
    return 'unknown type';
  return item.parentSub === null ? childViolation(item, 'doc') : 'attribute of the root';
}

function childViolation(item: Y.Item, parentName: string): string | null {
  const parent = nodeType(parentName);
  const child = item.content instanceof Y.ContentType ? item.content.type : null;
  if (parent === null) return unknownNode(parentName);
  if (child instanceof Y.XmlText) return parent.isTextblock ? null : 'text outside of a block';
  if (!(child instanceof Y.XmlElement)) return 'unknown type';
  const type = nodeType(child.nodeName);
  if (type === null) return unknownNode(child.nodeName);
  return allowedIn(parent).has(type) ? null : `${type.name} in ${parent.name}`;
}

function attributeViolation(item: Y.Item, nodeName: string): string | null {
  const name = item.parentSub ?? '';
  const type = nodeType(nodeName);
  if (type === null) return unknownNode(nodeName);
  if (!Object.hasOwn(type.spec.attrs ?? {}, name)) return 'unknown attribute';
  if (!(item.content instanceof Y.ContentAny)) return WRONG_ATTRIBUTE;
  // The last value of a key lives alone: Yjs would forget to delete what lives before it.
  if (item.length > 1 || item.right !== null) return 'many values of a key';
  const [value]: unknown[] = item.content.arr;
  return isOfType(value, type.spec.attrs?.[name]) ? valueFault(name, value) : WRONG_ATTRIBUTE;
}

/** Attributes have the type that the schema names; a column's widths are null or an array of numbers. */
function isOfType(value: unknown, attribute: { validate?: unknown } | undefined): boolean {
  if (typeof attribute?.validate === 'string') return typeof value === attribute.validate;
  if (value === null) return true;
  return Array.isArray(value); // of numbers, as was checked before
}

function textViolation({ content, parent, parentSub }: Y.Item): string | null {
  if (parentSub !== null) return 'attribute of a text';
  if (content instanceof Y.ContentString) return null;
  if (!(content instanceof Y.ContentFormat)) return 'foreign content in a text';
  const block =
    parent instanceof Y.XmlText && parent.parent instanceof Y.XmlElement ? parent.parent : null;
  if (block && content.value !== null && nodeType(block.nodeName)?.markSet?.length === 0) {
    return `marks in ${block.nodeName}`;
  }
  return null; // which marks there are was checked before
}

function nodeType(name: string): NodeType | null {
  const type = Object.hasOwn(articleSchema.nodes, name) ? articleSchema.nodes[name] : undefined;
  return type === undefined || type.isText ? null : type;
}

/**
 * The types that may stand in a node. Our content expressions are all repeated choices, so a node is valid where each child is
 * allowed; y-prosemirror would delete the whole node, others' words included, for one child that isn't.
 */
function allowedIn(parent: NodeType): ReadonlySet<NodeType> {
  let allowed = ALLOWED.get(parent);
  if (allowed === undefined) {
    allowed = new Set(
      Object.values(articleSchema.nodes).filter(
        (type) => parent.contentMatch.matchType(type) !== null,
      ),
    );
    ALLOWED.set(parent, allowed);
  }
  return allowed;
}

const ALLOWED = new Map<NodeType, ReadonlySet<NodeType>>();

function unknownNode(name: string): string {
  return `unknown node ${name.slice(0, 40)}`;
}
