/** The plain text of a published page, and the place of a selection's edge in it. A line end stands behind each hard break. */

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

const TEXT_NODE = 3;
// The same as in shared/article/schema.ts, which would bring the whole of ProseMirror's model into the page.
const OBJECT_CHARACTER = '\uFFFC';

/** The texts of all blocks under `root`: the server's plain text of the article, unless something has changed the page. */
export function pageText(root: TreeNode): string {
  const texts: string[] = [];
  collectBlocks(root, texts);
  return texts.join('\n');
}

/**
 * The offset of an edge in the plain text, in UTF-16 units. An edge outside of all blocks counts as the end of
 * the block before it; before the first block that is 0, after the last one the end of the text.
 */
export function offsetAt(root: TreeNode, edge: Boundary): number {
  const count = { offset: 0 };
  countTo(edge, root, false, count);
  return count.offset;
}

function collectBlocks(node: TreeNode, texts: string[]): void {
  if (placeOf(node) !== null) texts.push(isLeafBlock(node) ? OBJECT_CHARACTER : inlineText(node));
  else for (const child of Array.from(node.childNodes)) collectBlocks(child, texts);
}

function inlineText(node: TreeNode): string {
  if (node.nodeType === TEXT_NODE) return node.nodeValue ?? '';
  return Array.from(node.childNodes, inlineText).join('');
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
  const place = placeOf(node);
  if (place !== null) count.offset = place;
  const countsInside = isLeafBlock(node) ? false : inBlock || place !== null;
  for (let index = 0; index < node.childNodes.length; index += 1) {
    if (isEdge && index === edge.at) return true;
    if (countTo(edge, node.childNodes[index]!, countsInside, count)) return true;
  }
  if (isEdge) return true;
  if (isLeafBlock(node)) count.offset += 1;
  return false;
}

/** The offset at which a block begins, null where the node is none. */
function placeOf(node: TreeNode): number | null {
  const place = node.getAttribute?.('data-from') ?? null;
  return place === null ? null : Number(place);
}

/** An image (or the words that stand in for it) or a rule: one character, whatever is in it. */
function isLeafBlock(node: TreeNode): boolean {
  return /^(IMG|HR|SPAN)$/.test(node.nodeName) && placeOf(node) !== null;
}
