/** The gate's last step: do the touched parts of a text fit the article schema? */
import * as Y from 'yjs';
import { articleSchema, ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { safeImageSource, safeLink } from '../../shared/article/addresses.ts';

const MAX_DEPTH = 64;

/** The rule that a type breaks, or null. Children are checked only where they are new, being touched themselves then. */
export function misfit(type: Y.AbstractType<unknown>): string | null {
  if (type._item?.deleted === true) return null;
  if (type instanceof Y.XmlText) return misfitOfText(type);
  if (type instanceof Y.XmlElement) return misfitOfElement(type);
  if (type instanceof Y.XmlFragment) return misfitOfRoot(type);
  return 'unknown type';
}

function misfitOfRoot(root: Y.XmlFragment): string | null {
  if (Object.is(root.doc?.share.get(ARTICLE_ROOT), root) === false) return 'unknown root';
  if (root._map.size > 0) return 'attributes on the root';
  return misfitOfChildren(root, 'doc', 1);
}

function misfitOfElement(element: Y.XmlElement): string | null {
  const depth = depthOf(element);
  return misfitOfNode(element, depth);
}

function misfitOfNode(element: Y.XmlElement, depth: number): string | null {
  if (depth > MAX_DEPTH) return 'nested too deep';
  const type = articleSchema.nodes[element.nodeName];
  if (type === undefined || type.isText || type.name === 'doc')
    return `unknown node ${element.nodeName}`;
  const attributes: Record<string, unknown> = element.getAttributes();
  for (const [name, value] of Object.entries(attributes)) {
    if (!Object.hasOwn(type.spec.attrs ?? {}, name)) return `unknown attribute ${name}`;
    if (!isPlain(value)) return `attribute ${name} of a wrong type`;
    if (name === 'src' && value !== '' && safeImageSource(value) === null) return 'image address';
  }
  return misfitOfChildren(element, type.name, depth + 1);
}

function misfitOfChildren(parent: Y.XmlFragment, name: string, depth: number): string | null {
  const parentType = articleSchema.nodes[name];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) {
      if (!parentType?.isTextblock) return 'text outside of a block';
      const rule = misfitOfText(child);
      if (rule !== null) return rule;
    } else if (child instanceof Y.XmlElement) {
      const rule = misfitOfNode(child, depth);
      if (rule !== null) return rule;
    } else {
      return 'unknown type';
    }
  }
  return null;
}

function misfitOfText(text: Y.XmlText): string | null {
  if (text._map.size > 0) return 'attributes on a text';
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      const rule = misfitOfMark(item.content.key, item.content.value);
      if (rule !== null) return rule;
    } else if (!(item.content instanceof Y.ContentString)) return 'foreign content in a text';
  }
  return null;
}

function misfitOfMark(key: string, value: unknown): string | null {
  const name = key.replace(/--.*$/, ''); // y-prosemirror adds a hash to the name of marks that overlap themselves
  if (!Object.hasOwn(articleSchema.marks, name)) return `unknown mark ${name.slice(0, 40)}`;
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) return 'mark of a wrong type';
  if (name !== 'link') return null;
  return safeLink((value as Record<string, unknown>)['href']) === null ? 'link address' : null;
}

/** Attributes are plain; a column's widths, an array of numbers, are the one exception. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length <= 100 && value.every((item) => typeof item === 'number');
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function depthOf(element: Y.XmlElement): number {
  let depth = 1;
  let parent: unknown = element.parent;
  while (parent instanceof Y.XmlElement) {
    depth += 1;
    parent = parent.parent;
  }
  return depth;
}
