/** What an item of an update may hold, wherever it is put and whether or not the same update deletes it again. */
import * as Y from 'yjs';
import { safeLink } from '../../../shared/article/addresses.ts';
import { MOVES_ROOT } from '../../../shared/moves/move.ts';
import { ARTICLE_ROOT, articleSchema } from '../../../shared/article/schema.ts';

/** Names that mean something to JavaScript objects, and nothing to an article. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** The names that roots of a text's document may have; an update that makes another is refused. */
export const ROOTS: ReadonlySet<string> = new Set([ARTICLE_ROOT, MOVES_ROOT]);

/** How many columns a cell may have widths of. */
const MAX_WIDTHS = 1000;

/**
 * The rule that an item breaks by itself, or null. Ask before anything is applied, since some content harms whatever reads it:
 * values nested thousands deep end in a stack overflow, and Yjs takes quadratic time over many names of marks.
 */
export function contentViolation({ content, parent, parentSub }: Y.Item): string | null {
  if (typeof parent === 'string' && !ROOTS.has(parent)) return 'unknown root';
  if (parentSub !== null && RESERVED.has(parentSub)) return 'reserved key';
  if (content instanceof Y.ContentFormat) return markViolation(content.key, content.value);
  if (content instanceof Y.ContentAny) return content.arr.every(isFlat) ? null : WRONG_ATTRIBUTE;
  if (content instanceof Y.ContentType) return isBlockOrText(content.type) ? null : 'unknown type';
  if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted) return null;
  return content instanceof Y.ContentDoc ? 'no subdocuments' : 'foreign content';
}

/** The rule that an attribute breaks whose value is of another type than the schema's. */
export const WRONG_ATTRIBUTE = 'attribute of a wrong type';

/** Attributes are plain values, or a cell's list of widths. */
function isFlat(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length <= MAX_WIDTHS && value.every((width) => typeof width === 'number');
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isBlockOrText(type: unknown): boolean {
  return type instanceof Y.XmlElement || type instanceof Y.XmlText;
}

/** y-prosemirror adds a hash to the names of marks that overlap themselves; the article has none of that sort. */
function markViolation(name: string, value: unknown): string | null {
  if (RESERVED.has(name)) return 'reserved key';
  if (!Object.hasOwn(articleSchema.marks, name)) return 'unknown mark';
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) return 'mark of a wrong type';
  const allowed = articleSchema.marks[name]?.spec.attrs ?? {};
  for (const [attribute, given] of Object.entries(value)) {
    if (!Object.hasOwn(allowed, attribute) || typeof given !== 'string')
      return 'mark of a wrong type';
  }
  if (name !== 'link') return null;
  return safeLink((value as Record<string, unknown>)['href']) === null ? 'link address' : null;
}
