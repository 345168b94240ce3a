/** The plain text of a published page as it is now, and the place of a selection's edge in it. */

/** As much of a DOM node as is needed to count characters, so that it can be tried without a browser. */
export interface TreeNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<TreeNode>;
  getAttribute?(name: string): string | null;
}

/** An edge of a DOM range: before the `at`th child, or before the `at`th character of a text node. */
export interface Boundary {
  readonly node: TreeNode;
  readonly at: number;
}

/** A text block, image or rule as the page shows it. */
export interface PageBlock {
  /** Where the server said that it begins: its name, whatever has become of the text before it. */
  readonly place: number;
  readonly text: string;
}

const TEXT_NODE = 3;
// The same as in shared/article/schema.ts, which would bring the whole of ProseMirror's model into the page.
const OBJECT_CHARACTER = '\uFFFC';
/** What extensions put into a page without its being words. */
const WORDLESS = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/;

/** The blocks under `root`: those of the server's plain text, unless something has changed the page. */
export function pageBlocks(root: TreeNode): PageBlock[] {
  const place = placeOf(root);
  if (place === null) return Array.from(root.childNodes, pageBlocks).flat();
  return [{ place, text: isLeafBlock(root) ? OBJECT_CHARACTER : inlineText(root) }];
}

/** The texts of the blocks joined by a line end; one stands behind each hard break too. */
export function textOf(blocks: readonly PageBlock[]): string {
  return blocks.map(({ text }) => text).join('\n');
}

/**
 * The offset of an edge in the text of all blocks under `root`, in UTF-16 units. An edge outside of all blocks counts as the
 * end of the block before it; before the first block that is 0, after the last one the end of the text.
 */
export function offsetAt(root: TreeNode, edge: Boundary): number {
  const count = { offset: -1 }; // the first block begins behind no line end
  countTo(edge, root, false, count);
  return Math.max(0, count.offset);
}

function inlineText(node: TreeNode): string {
  if (node.nodeType === TEXT_NODE) return node.nodeValue ?? '';
  return WORDLESS.test(node.nodeName) ? '' : Array.from(node.childNodes, inlineText).join('');
}

/** Counts on until the edge; true where it lies in this node. */
function countTo(
  edge: Boundary,
  node: TreeNode,
  inBlock: boolean,
  count: { offset: number },
): boolean {
  const isEdge = node === edge.node;
  if (node.nodeType === TEXT_NODE) {
    if (inBlock) count.offset += isEdge ? edge.at : (node.nodeValue ?? '').length;
    return isEdge;
  }
  const isBlock = placeOf(node) !== null;
  if (isBlock) count.offset += 1;
  const countsInside = (inBlock || isBlock) && !isLeafBlock(node) && !WORDLESS.test(node.nodeName);
  for (let index = 0; index < node.childNodes.length; index += 1) {
    if (isEdge && index === edge.at) return true;
    if (countTo(edge, node.childNodes[index]!, countsInside, count)) return true;
  }
  if (isEdge) return true;
  if (isLeafBlock(node)) count.offset += 1;
  return false;
}

/** The offset at which the server said that a block begins, null where the node is none. */
function placeOf(node: TreeNode): number | null {
  const place = node.getAttribute?.('data-from') ?? null;
  return place === null ? null : Number(place);
}

/** An image (or what stands in for it) or a rule: one character, whatever is in it. */
function isLeafBlock(node: TreeNode): boolean {
  return /^(IMG|HR|SPAN)$/.test(node.nodeName) && placeOf(node) !== null;
}
