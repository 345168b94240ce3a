/** Parses HTML as browsers do, into the tree that all rules on foreign HTML work on. */
import { parse, parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { foreignElement } from '../../../shared/foreign/tree.ts';
import type { ForeignElement, ForeignNode } from '../../../shared/foreign/tree.ts';
import { cleanCharacters } from './characters.ts';
import { isNestedDeeper } from './html-tags.ts';

type ParentNode = DefaultTreeAdapterTypes.ParentNode;
type ChildNode = DefaultTreeAdapterTypes.ChildNode;

/** A parser takes quadratic time for each level. */
const MAX_WRITTEN_DEPTH = 256;
/** All rules call themselves for each level. A parser may nest deeper than its source, but not by much. */
const MAX_DEPTH = 600;

/**
 * The whole page as an element `html`; null where its elements are nested too deeply to be walked. `isExact` keeps the characters
 * of its texts that are taken out of what others wrote.
 */
export function parseTree(html: string, isExact = false): ForeignElement | null {
  if (isNestedDeeper(html, MAX_WRITTEN_DEPTH)) return null;
  // As without scripts, so that what `noscript` holds is read too.
  const document = parse(html, { scriptingEnabled: false });
  if (isDeeper(document, MAX_DEPTH)) return null;
  const page = document.childNodes
    .flatMap((child) => toForeign(child, isExact))
    .find((node) => typeof node !== 'string');
  return page ?? foreignElement('html', {}, []);
}

/** Text whose entities are resolved; a `<` in it is a character. */
export function decodeEntities(text: string): string {
  const [node] = parseFragment(text.replaceAll('<', '&lt;')).childNodes;
  return node !== undefined && 'value' in node ? node.value : '';
}

function toForeign(node: ChildNode, isExact: boolean): ForeignNode[] {
  if (node.nodeName === '#text' && 'value' in node)
    return [isExact ? node.value : cleanCharacters(node.value)];
  if (!('tagName' in node)) return [];
  const attributes = new Map(node.attrs.map(({ name, value }) => [name.toLowerCase(), value]));
  const children =
    node.tagName === 'template'
      ? []
      : node.childNodes.flatMap((child) => toForeign(child, isExact));
  return [foreignElement(node.tagName.toLowerCase(), attributes, children)];
}

/** Without recursion, since it is asked before anything is known of the tree. */
function isDeeper(root: ParentNode, limit: number): boolean {
  let level: ParentNode[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap(({ childNodes }) => childNodes.filter((child) => 'childNodes' in child));
  }
  return false;
}
