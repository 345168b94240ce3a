/** In which direction the blocks of an article are written, where that isn't the direction of what they are in. */
import type { Node } from 'prosemirror-model';
import type { Direction } from './language.ts';
import type { ArticleNodeName } from './schema.ts';

const LETTER = /\p{L}/u;
const RIGHT_TO_LEFT =
  /^[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Hanifi_Rohingya}]/u;

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

/** The direction of the first letter in the words, as the Unicode bidirectional algorithm takes it (UAX #9, P2); null without any. */
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
