/** What Google Docs writes in its own way: lists that nest by the number in a class, and comments with their marks. */
import type { LeftOut } from './tally.ts';
import { attributeOf, foreignElement, isElement, isWordless, mapTree, without } from './tree.ts';
import { elementsIn } from '../tree.ts';
import type { ForeignElement, ForeignNode } from './tree.ts';

const LIST_CLASS = /(?:^|\s)lst-kix_([\w-]+?)-(\d+)(?:\s|$)/;

/** The tree with nested lists and without comments, which are counted. */
export function withoutGoogleDocs(root: ForeignElement, left: LeftOut): ForeignElement {
  const inside = [...elementsIn(root)];
  const comments = inside.filter(({ attributes }) => /^cmnt\d+$/.test(attributes.get('id') ?? ''));
  left.comments += comments.length;
  const bare = comments.length === 0 ? root : without(root, isComment);
  const hasLists = inside.some((element) => LIST_CLASS.test(attributeOf(element, 'class')));
  if (!hasLists) return bare;
  const nested = mapTree(bare, (element) => [
    { ...element, children: nestLists(element.children) },
  ]);
  return { ...nested, children: nestLists(nested.children) };
}

/** A mark in the text, or the box below it that has the comment's words. */
function isComment(element: ForeignElement): boolean {
  const isMark = (each: ForeignElement): boolean =>
    each.tag === 'a' && /^cmnt_ref\d+$/.test(attributeOf(each, 'id'));
  if (isMark(element)) return true;
  const [only, ...others] = element.children.filter((child) => isElement(child) || child.trim());
  if (element.tag === 'sup') return isElement(only) && others.length === 0 && isMark(only);
  if (element.tag !== 'div') return false;
  const [paragraph] = element.children.filter(isElement);
  const [back] = paragraph?.children.filter(isElement) ?? [];
  return back !== undefined && /^cmnt\d+$/.test(attributeOf(back, 'id'));
}

interface OpenList {
  readonly name: string;
  readonly level: number;
  readonly tag: string;
  readonly children: ForeignNode[];
}

/** Lists that follow each other become one where their classes say so, the deeper ones within the item before. */
function nestLists(nodes: readonly ForeignNode[]): ForeignNode[] {
  const result: ForeignNode[] = [];
  let open: OpenList[] = [];
  for (const node of nodes) {
    const match = isElement(node) ? LIST_CLASS.exec(attributeOf(node, 'class')) : null;
    if (!isElement(node) || match === null) {
      if (!isWordless(node) || isElement(node)) open = [];
      result.push(node);
      continue;
    }
    const [, name = '', digits = '0'] = match;
    const level = Number(digits);
    while ((open.at(-1)?.level ?? -1) > level) open.pop();
    const top = open.at(-1);
    const goesOn =
      top !== undefined && top.level === level && top.name === name && top.tag === node.tag;
    if (goesOn) {
      top.children.push(...node.children);
      continue;
    }
    if (top?.level === level) open.pop();
    const children = [...node.children];
    const list = { ...foreignElement(node.tag, node.attributes, children), children };
    const item = open.at(-1)?.children.findLast(isElement);
    const place = open.at(-1)?.children;
    if (place === undefined || item === undefined) result.push(list);
    else place[place.lastIndexOf(item)] = { ...item, children: [...item.children, list] };
    open.push({ name, level, tag: node.tag, children });
  }
  return result;
}
