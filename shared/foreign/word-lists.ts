/** Makes lists of the paragraphs that Word draws as lists: by their styles, or in filtered files by how the marker is set. */
import { listMarker } from './list-marker.ts';
import type { ListMarker, MarkerNumber } from './list-marker.ts';
import { attributeOf, foreignElement, isElement, isWordless, mapTree, without } from './tree.ts';
import { elementsIn, textIn } from '../tree.ts';
import type { ForeignElement, ForeignNode } from './tree.ts';

/** A marker longer than this is a line of text. */
const MAX_MARKER = 20;
const BLANKS = /[\s\u00A0]+/g;
/** Word indents each level by half an inch. */
const LEVEL_POINTS = 36;
const POINTS: Readonly<Record<string, number>> = { pt: 1, in: 72, cm: 28.35, mm: 2.835, px: 0.75 };

/** The tree with Word's paragraphs in lists, nested by level, with start and kind of their numbers. */
export function withWordLists(root: ForeignElement): ForeignElement {
  if (![...elementsIn(root)].some(isWordish)) return root;
  const listed = mapTree(root, (element) => [
    isDrawnMarker(element)
      ? { ...element, children: [`${textIn(element).replace(BLANKS, ' ').trim()} `] }
      : { ...element, children: gathered(element.children) },
  ]);
  return { ...listed, children: gathered(listed.children) };
}

function isWordish(element: ForeignElement): boolean {
  return (
    element.style.has('mso-list') || /(?:^|\s)MsoListParagraph/.test(attributeOf(element, 'class'))
  );
}

interface Item {
  readonly level: number;
  readonly marker: ListMarker;
  readonly paragraph: ForeignElement;
}

/** The paragraph as an item, its marker taken out; null where it is none. */
function itemOf(element: ForeignElement): Item | null {
  const said = element.style.get('mso-list') ?? '';
  const isListed = /\blevel\d/.test(said) || /^l\d/.test(said);
  const isNamed = /(?:^|\s)MsoListParagraph/.test(attributeOf(element, 'class'));
  // A numbered heading is a heading whose number is a word of it.
  if (!/^(?:p|div)$/.test(element.tag) || !(isListed || isNamed)) return null;
  const drawn = [...elementsIn(element)].find(isDrawnMarker);
  if (drawn === undefined) return plainItem(element);
  const level = Number(/\blevel(\d+)/.exec(said)?.[1] ?? 1);
  return itemWith(
    level,
    textIn(drawn),
    without(element, (each) => each === drawn),
  );
}

/** Filtered files say nothing of lists: the marker stands before blanks in a small font. */
function plainItem(element: ForeignElement): Item | null {
  const gap = [...elementsIn(element)].find(
    (each) => isWordless(each) && /^7(?:\.0)?pt\b/.test(each.style.get('font') ?? ''),
  );
  if (gap === undefined) return null;
  const [before, paragraph] = cutAt(element, gap);
  const text = before.trim();
  if (text === '' || text.length > MAX_MARKER) return null;
  return itemWith(levelBySpace(element), text, paragraph);
}

/** Where the marker is words, it stays before the others. */
function itemWith(level: number, drawn: string, paragraph: ForeignElement): Item {
  const marker = listMarker(drawn);
  if (marker.state !== 'words') return { level, marker, paragraph };
  const children = [`${drawn.replace(BLANKS, ' ').trim()} `, ...paragraph.children];
  return { level, marker, paragraph: { ...paragraph, children } };
}

function isDrawnMarker({ style }: ForeignElement): boolean {
  return style.get('mso-list') === 'ignore';
}

function levelBySpace({ style }: ForeignElement): number {
  const said = style.get('margin-left') ?? style.get('margin')?.split(/\s+/).at(-1) ?? '';
  const [, value = '0', unit = 'pt'] = /^(-?[\d.]+)(pt|in|cm|mm|px)$/.exec(said) ?? [];
  return Math.max(1, Math.round((Number(value) * (POINTS[unit] ?? 1)) / LEVEL_POINTS));
}

/** The text before an element, and the tree without it and all before it. */
function cutAt(root: ForeignElement, gap: ForeignElement): [string, ForeignElement] {
  let before = '';
  let found = false;
  const cut = (element: ForeignElement): ForeignElement => ({
    ...element,
    children: element.children.flatMap((child): ForeignNode[] => {
      if (found) return [child];
      if (child === gap) {
        found = true;
        return [];
      }
      if (isElement(child)) return [cut(child)];
      before += child;
      return [];
    }),
  });
  const rest = cut(root);
  return [before, rest];
}

/** Neighbouring items become lists; anything else between them but white space ends these. */
function gathered(nodes: readonly ForeignNode[]): ForeignNode[] {
  const result: ForeignNode[] = [];
  let run: Item[] = [];
  const endRun = (): void => {
    result.push(...listsOf(run));
    run = [];
  };
  for (const node of nodes) {
    const item = isElement(node) ? itemOf(node) : null;
    if (item !== null) run.push(item);
    else if (run.length === 0 || isElement(node) || node.trim() !== '') {
      endRun();
      result.push(node);
    }
  }
  endRun();
  return result;
}

interface OpenList {
  readonly level: number;
  readonly kind: string;
  /** Number of the last item. */
  value: number;
  readonly items: ForeignElement[];
}

function listsOf(items: readonly Item[]): ForeignNode[] {
  const result: ForeignNode[] = [];
  const open: OpenList[] = [];
  for (const [index, { level, marker, paragraph }] of items.entries()) {
    if (marker.state === 'words') {
      open.length = 0;
      result.push(paragraph);
      continue;
    }
    while ((open.at(-1)?.level ?? 0) > level) open.pop();
    const top = open.at(-1)?.level === level ? open.at(-1) : undefined;
    const number = readingOf(items, index, top);
    const kind = number?.kind ?? 'bullet';
    const value = number?.value ?? 0;
    const item = foreignElement('li', {}, [paragraph]);
    if (top?.kind === kind && (kind === 'bullet' || value === top.value + 1)) {
      top.items.push(item);
      top.value = value;
      continue;
    }
    if (top !== undefined) open.pop();
    const list = newList(kind, value, item);
    const parent = open.at(-1);
    const last = parent?.items.at(-1);
    if (parent === undefined || last === undefined) result.push(list.element);
    else
      parent.items[parent.items.length - 1] = {
        ...last,
        children: [...last.children, list.element],
      };
    open.push({ level, kind, value, items: list.items });
  }
  return result;
}

function newList(
  kind: string,
  value: number,
  item: ForeignElement,
): { element: ForeignElement; items: ForeignElement[] } {
  const items = [item];
  if (kind === 'bullet')
    return { element: { ...foreignElement('ul', {}, []), children: items }, items };
  const attributes = {
    ...(value === 1 ? {} : { start: String(value) }),
    ...(kind === '1' ? {} : { type: kind }),
  };
  return { element: { ...foreignElement('ol', attributes, []), children: items }, items };
}

/** How an item's number is read: as it goes on from the item before, or as the next one goes on from it, else the likeliest. */
function readingOf(
  items: readonly Item[],
  index: number,
  list: OpenList | undefined,
): MarkerNumber | null {
  const item = items[index];
  if (item?.marker.state !== 'number') return null;
  const { readings } = item.marker;
  if (readings.length === 0) {
    const value = list === undefined || list.kind === 'bullet' ? 1 : list.value + 1;
    return { kind: '1', value };
  }
  const goesOn = readings.find(
    ({ kind, value }) => kind === list?.kind && value === list.value + 1,
  );
  if (goesOn !== undefined) return goesOn;
  const next = items.slice(index + 1).find(({ level }) => level <= item.level);
  const nexts =
    next?.level === item.level && next.marker.state === 'number' ? next.marker.readings : [];
  const leads = readings.find(({ kind, value }) =>
    nexts.some((other) => other.kind === kind && other.value === value + 1),
  );
  return leads ?? readings[0] ?? null;
}
