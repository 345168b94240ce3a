/** In which direction the blocks of an article are written, where that isn't the direction of what they are in. */
import type { Node } from 'prosemirror-model';
import type { Direction } from './language.ts';
import type { ArticleNodeName } from './schema.ts';

/** Those of class L, R or AL: a letter of class ON, as of a modifier without a script, is neither (DerivedBidiClass.txt of Unicode). */
const LETTER = /(?![\u02B9\u02BA\u02C2-\u02CF\u02EC\u0374\u2E2F\uA67F\uA717-\uA71F\uA788])\p{L}/u;
/** Where Unicode puts the scripts that are written from right to left, those to come included. */
const RIGHT_TO_LEFT =
  /^[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** What is written from one side, its marks and markers included; code is always from left to right. */
const WITH_DIRECTION: ReadonlySet<string> = new Set<ArticleNodeName>([
  'title',
  'standfirst',
  'byline',
  'paragraph',
  'heading',
  'caption',
  'blockquote',
  'bullet_list',
  'ordered_list',
]);

const known = new WeakMap<Node, Direction | null>();

/** The direction of the first letter in the words (see UAX #9, P2, which also asks signs and digits of some scripts); null without any. */
export function directionOfWords(words: string): Direction | null {
  const at = words.search(LETTER);
  if (at === -1) return null;
  return RIGHT_TO_LEFT.test(words.slice(at, at + 2)) ? 'rtl' : 'ltr';
}

/** The direction of a block where it isn't `around`, that of what it is in; else null, as for one without letters. */
export function ownDirection(block: Node, around: Direction): Direction | null {
  if (!WITH_DIRECTION.has(block.type.name)) return null;
  const found = firstDirection(block);
  return found === around ? null : found;
}

/** Calls `say` with each block of a document that has a direction of its own, and where it begins in it. */
export function eachOwnDirection(
  doc: Node,
  direction: Direction,
  say: (block: Node, position: number, own: Direction) => void,
): void {
  visit(doc, 0, direction);

  function visit(parent: Node, start: number, around: Direction): void {
    parent.forEach((child, offset) => {
      const own = ownDirection(child, around);
      if (own !== null) say(child, start + offset, own);
      if (!child.isTextblock && !child.isLeaf) visit(child, start + offset + 1, own ?? around);
    });
  }
}

/** Nodes never change, so that only what somebody has just typed in is looked at again. */
function firstDirection(node: Node): Direction | null {
  if (node.isText) return directionOfWords(node.text ?? '');
  const before = known.get(node);
  if (before !== undefined) return before;
  let found: Direction | null = null;
  for (const child of node.children) {
    found = firstDirection(child);
    if (found !== null) break;
  }
  known.set(node, found);
  return found;
}
