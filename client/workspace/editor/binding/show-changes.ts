/** Brings what Yjs has become into the document: as steps at the very places, found by the ids of what is shown. */
import { Fragment } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { articleSchema } from '../../../../shared/article/schema.ts';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import { ShownBlock, ShownText } from './mirror.ts';
import type { ArticleType, Mirror } from './mirror.ts';
import { readContent, readNode, typeOf } from './read-nodes.ts';
import { ShownStep } from './shown-step.ts';

/** A change of the document, in positions of before all changes. */
type Edit =
  | {
      readonly kind: 'replace';
      readonly at: number;
      readonly to: number;
      readonly content: Fragment;
    }
  /** The whole line once its words are right: they may have other formats. */
  | { readonly kind: 'line'; readonly at: number; readonly content: Fragment }
  | { readonly kind: 'attributes'; readonly at: number; readonly element: Y.XmlElement };

/**
 * Adds steps until the document shows what these Yjs types have now, and tells the mirror. Blocks that are `held` stay as they
 * are shown.
 */
export function showChanges(
  transaction: Transaction,
  mirror: Mirror,
  types: Iterable<ArticleType>,
  held: ShownBlock | null = null,
): void {
  const edits: Edit[] = [];
  const blocks = changedBlocks(mirror, types);
  if (held !== null) blocks.delete(held);
  for (const block of blocks) edits.push(...editsOf(block));
  edits.sort(fromTheEnd);
  for (const edit of edits) perform(transaction, edit);
  for (const block of blocks) block.read();
}

/** The blocks that are shown and of which Yjs has changed the children, text or attributes; none that went with another one. */
function changedBlocks(mirror: Mirror, types: Iterable<ArticleType>): Set<ShownBlock> {
  const blocks = new Set<ShownBlock>();
  for (const type of types) {
    const shown = mirror.find(type);
    const block = shown instanceof ShownText ? shown.parent : shown;
    if (block !== null && isThere(block)) blocks.add(block);
  }
  return blocks;
}

function isThere(block: ShownBlock): boolean {
  for (let at: ShownBlock | null = block; at !== null; at = at.parent)
    if (at.type._item?.deleted) return false;
  return block.nodeType !== null;
}

function editsOf(block: ShownBlock): Edit[] {
  const { type, nodeType, parent, start } = block;
  const edits: Edit[] = [];
  if (type instanceof Y.XmlElement && parent !== null) {
    edits.push({
      kind: 'attributes',
      at: nodeType?.isLeaf ? parent.positionOf(block) : start - 1,
      element: type,
    });
  }
  if (nodeType?.inlineContent) edits.push(...lineEdits(block, start));
  else edits.push(...childEdits(block, start));
  return edits;
}

/** Whole children that went or came. */
function childEdits(block: ShownBlock, start: number): Edit[] {
  const { type, children } = block;
  if (block.nodeType?.isLeaf) return [];
  const now = type.toArray();
  const stays = new Set<unknown>(now);
  const isKnown = new Set<unknown>(children.map((child) => child.type));
  const edits: Edit[] = [];
  let [at, next] = [start, 0];
  let gap: { at: number; to: number; nodes: Node[] } | null = null;
  const endGap = (): void => {
    while (next < now.length && !isKnown.has(now[next])) {
      const element = now[next];
      const node = element instanceof Y.XmlElement ? readNode(element) : null;
      if (node !== null) (gap ??= { at, to: at, nodes: [] }).nodes.push(node);
      next += 1;
    }
    if (gap !== null)
      edits.push({ kind: 'replace', at: gap.at, to: gap.to, content: Fragment.from(gap.nodes) });
    gap = null;
  };
  for (const child of children) {
    if (stays.has(child.type)) {
      endGap();
      next += 1;
    } else if (child.size > 0) {
      gap ??= { at, to: at, nodes: [] };
      gap.to = at + child.size;
    }
    at += child.size;
  }
  endGap();
  return block.parent === null ? neverEmpty(block, edits, at) : edits;
}

const FILLER = Fragment.from(articleSchema.nodes.paragraph.create());

/** The paragraph that is shown where the article has none comes and goes. */
function neverEmpty(root: ShownBlock, edits: Edit[], end: number): Edit[] {
  const isEmpty = !root.type
    .toArray()
    .some((child) => child instanceof Y.XmlElement && typeOf(child) !== null);
  if (isEmpty === root.isFilled) return isEmpty ? [] : edits;
  const content = isEmpty ? FILLER : readContent(root.type);
  return [{ kind: 'replace', at: 0, to: root.isFilled ? root.innerSize : end, content }];
}

function lineEdits(block: ShownBlock, start: number): Edit[] {
  const content = readContent(block.type);
  const now = new ShownBlock(block.type, null);
  const edits: Edit[] = [];
  let [old, next] = [0, 0];
  const replace = (to: number, nextTo: number): void => {
    if (old < to || next < nextTo) {
      const fresh = content.cut(next, nextTo);
      edits.push({ kind: 'replace', at: start + old, to: start + to, content: fresh });
    }
  };
  for (const kept of keptIn(unitsOf(block), unitsOf(now))) {
    replace(kept.old, kept.now);
    [old, next] = [kept.old + kept.length, kept.now + kept.length];
  }
  replace(block.innerSize, now.innerSize);
  return [...edits, { kind: 'line', at: start, content }];
}

interface Unit extends Run {
  /** Offset in the line. */
  readonly at: number;
}

function unitsOf(block: ShownBlock): Unit[] {
  let at = 0;
  return block.runsIn(0, block.innerSize).map((run) => {
    const unit = { ...run, at };
    at += run.length;
    return unit;
  });
}

interface Kept {
  readonly old: number;
  readonly now: number;
  readonly length: number;
}

/** What is in both, in order: Yjs never changes the order of what lives. */
function keptIn(old: readonly Unit[], now: readonly Unit[]): Kept[] {
  const byClient = new Map<number, Unit[]>();
  for (const unit of now) {
    const units = byClient.get(unit.client) ?? [];
    units.push(unit);
    byClient.set(unit.client, units);
  }
  for (const units of byClient.values()) units.sort((one, other) => one.clock - other.clock);
  const kept: Kept[] = [];
  for (const unit of old) {
    const end = unit.clock + unit.length;
    for (const other of overlapping(byClient.get(unit.client) ?? [], unit.clock, end)) {
      const from = Math.max(unit.clock, other.clock);
      const length = Math.min(end, other.clock + other.length) - from;
      kept.push({ old: unit.at + from - unit.clock, now: other.at + from - other.clock, length });
    }
  }
  return kept;
}

function* overlapping(units: readonly Unit[], from: number, to: number) {
  let [low, high] = [0, units.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const unit = units[middle];
    if (unit !== undefined && unit.clock + unit.length <= from) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < units.length; at += 1) {
    const unit = units[at];
    if (unit === undefined || unit.clock >= to) return;
    yield unit;
  }
}

/** So that no change moves the place of a later one: first the attributes of a node, then what comes before it; a line when its words are right. */
function fromTheEnd(one: Edit, other: Edit): number {
  return other.at - one.at || RANK[one.kind] - RANK[other.kind];
}

const RANK: Readonly<Record<Edit['kind'], number>> = { attributes: 0, replace: 1, line: 2 };

function perform(transaction: Transaction, edit: Edit): void {
  const { doc } = transaction;
  switch (edit.kind) {
    case 'replace':
      transaction.step(new ShownStep(edit.at, edit.to, edit.content));
      return;
    case 'line': {
      const { parent } = doc.resolve(edit.at);
      if (parent.content.eq(edit.content)) return;
      transaction.step(new ShownStep(edit.at, edit.at + parent.content.size, edit.content, true));
      return;
    }
    case 'attributes':
      setAttributes(transaction, edit.at, edit.element);
  }
}

function setAttributes(transaction: Transaction, at: number, element: Y.XmlElement): void {
  const node = transaction.doc.nodeAt(at);
  const now = node && typeOf(element)?.create(element.getAttributes(), node.content, node.marks);
  if (!node || !now || node.sameMarkup(now)) return;
  transaction.step(new ShownStep(at, at + node.nodeSize, Fragment.from(now), true));
}
