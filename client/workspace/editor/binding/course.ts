/** What becomes of characters in the course of a change of several steps: what each keeps, and what comes back of what went. */
import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import type { Step } from 'prosemirror-transform';
import { piecesIn, piecesKeptBy, piecesKeptByAll } from './kept-pieces.ts';
import type { KeptPiece } from './kept-pieces.ts';
import type { WrittenStep } from './write-steps.ts';

/** One step of a person's change, with what it keeps; a change of very many steps counts as a single one. */
export interface DoneStep extends WrittenStep {
  /** Null where it stands for very many. */
  readonly step: Step | null;
}

/** Following each character through more steps than these would take long. */
const MAX_STEPS = 50;

/** The steps of some transactions in a row, or a single one that stands for all of them where they are very many. */
export function stepsOf(transactions: readonly Transaction[]): DoneStep[] {
  const done = transactions.flatMap((transaction) =>
    transaction.steps.flatMap((step, at) => {
      const [before, map] = [transaction.docs[at], transaction.mapping.maps[at]];
      const after = transaction.docs[at + 1] ?? transaction.doc;
      return before && map ? [{ step, before, after, map }] : [];
    }),
  );
  const [first, last] = [done[0], done.at(-1)];
  if (done.length <= MAX_STEPS || !first || !last) {
    return done.map(({ step, before, after, map }, number) => {
      return { number, step, before, after, kept: piecesKeptBy(map, before.content.size) };
    });
  }
  const { before } = first;
  const maps = done.map(({ map }) => map);
  const kept = piecesKeptByAll(maps, before.content.size);
  return [{ number: 0, step: null, before, after: last.after, kept }];
}

/** A part of some characters, `offset` from the first one, and its position in the end. */
export interface End {
  readonly offset: number;
  readonly length: number;
  readonly at: number;
}

/** Deleted characters that came back: `from` and `to` before the step that deleted them, `at` after the step that brought them. */
interface Return {
  readonly step: number;
  readonly from: number;
  readonly to: number;
  readonly bornStep: number;
  readonly at: number;
}

/** What becomes of characters from any step on to the end. */
export class Course {
  readonly #steps: readonly DoneStep[];
  readonly #kept: readonly (readonly KeptPiece[])[];
  #returns: ReadonlyMap<number, readonly Return[]> | null = null;

  constructor(steps: readonly DoneStep[]) {
    this.#steps = steps;
    this.#kept = steps.map(({ kept }) => kept);
  }

  endsOf(step: number, position: number, length: number): End[] {
    return this.#follow(step, position, length, 0);
  }

  /** Where the characters that the change inserted are, in order, if they read exactly so; else none. */
  endsOfInserted(words: string): End[] {
    const inserted = this.#steps.filter((step) => !isRewriting(step)).flatMap(insertedBy);
    if (wordsOf(inserted) !== words) return [];
    let offset = 0;
    return inserted.flatMap(({ node, step, at }) => {
      const ends = this.#follow(step + 1, at, node.nodeSize, offset);
      offset += node.nodeSize;
      return ends;
    });
  }

  #follow(step: number, position: number, length: number, offset: number): End[] {
    const kept = this.#kept[step];
    if (kept === undefined) return [{ offset, length, at: position }];
    const ends: End[] = [];
    let at = position;
    const returned = (to: number): void => {
      if (at < to) ends.push(...this.#returned(step, at, to, offset + at - position));
    };
    for (const { from, to, shift } of piecesIn(kept, position, position + length)) {
      returned(from);
      ends.push(...this.#follow(step + 1, from + shift, to - from, offset + from - position));
      at = to;
    }
    returned(position + length);
    return ends;
  }

  #returned(step: number, from: number, to: number, offset: number): End[] {
    this.#returns ??= returnsByStep(this.#steps);
    const returns = this.#returns.get(step) ?? [];
    const ends: End[] = [];
    for (let at = firstBehind(returns, from); at < returns.length; at += 1) {
      const found = returns[at];
      if (found === undefined || found.from >= to) break;
      const [start, end] = [Math.max(from, found.from), Math.min(to, found.to)];
      const place = found.at + start - found.from;
      ends.push(...this.#follow(found.bornStep + 1, place, end - start, offset + start - from));
    }
    return ends;
  }
}

/** In the order in which they stood. */
function returnsByStep(steps: readonly DoneStep[]): Map<number, Return[]> {
  const byStep = new Map<number, Return[]>();
  for (const found of returnsIn(steps)) {
    const returns = byStep.get(found.step) ?? [];
    returns.push(found);
    byStep.set(found.step, returns);
  }
  for (const returns of byStep.values()) returns.sort((one, other) => one.from - other.from);
  return byStep;
}

/** The first one that ends behind a position. */
function firstBehind(returns: readonly Return[], position: number): number {
  let [low, high] = [0, returns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((returns[middle]?.to ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Text, or an element that counts as a character, in the slice of a step or deleted by one. */
interface Part {
  readonly step: number;
  readonly node: Node;
  readonly at: number;
}

/** Whole dropped slices first, then nodes that are the very same objects. */
function returnsIn(steps: readonly DoneStep[]): Return[] {
  const inserted = steps.map(insertedBy);
  if (inserted.every(({ length }) => length === 0)) return [];
  const returns: Return[] = [];
  const taken = new Set<Part>();
  const byNode = partsByNode(inserted.flat());
  for (const [number, step] of steps.entries()) {
    const deleted = deletedBy(step);
    if (deleted.length === 0) continue;
    const whole = inserted.find(
      (parts, other) =>
        other !== number && !parts.some((part) => taken.has(part)) && isSame(parts, deleted),
    );
    if (whole !== undefined) {
      for (const part of whole) taken.add(part);
      returns.push(...aligned(deleted, whole));
      continue;
    }
    for (const part of deleted) {
      const other = byNode.get(part.node)?.find((made) => !taken.has(made));
      if (other === undefined) continue;
      taken.add(other);
      returns.push(...aligned([part], [other]));
    }
  }
  return returns;
}

function partsByNode(parts: readonly Part[]): Map<Node, Part[]> {
  const byNode = new Map<Node, Part[]>();
  for (const part of parts) byNode.set(part.node, [...(byNode.get(part.node) ?? []), part]);
  return byNode;
}

function insertedBy({ step, number, kept, after }: DoneStep): Part[] {
  const parts: Part[] = [];
  if (step === null) {
    for (const [from, to] of gapsBetween(kept, after.content.size, true))
      parts.push(...partsIn(after, from, to, number));
  }
  if (!(step instanceof ReplaceStep)) return parts;
  const { content, openStart } = step.slice;
  content.descendants((node, offset) => {
    if (node.isLeaf) parts.push({ step: number, node, at: step.from + offset - openStart });
  });
  return parts;
}

function deletedBy({ kept, before, number }: DoneStep): Part[] {
  const parts: Part[] = [];
  for (const [from, to] of gapsBetween(kept, before.content.size, false))
    parts.push(...partsIn(before, from, to, number));
  return parts;
}

/** What is between the pieces that are kept, before or `after`. */
function gapsBetween(kept: readonly KeptPiece[], size: number, isAfter: boolean) {
  const gaps: [from: number, to: number][] = [];
  let at = 0;
  for (const { from, to, shift } of kept) {
    const moved = isAfter ? shift : 0;
    if (at < from + moved) gaps.push([at, from + moved]);
    at = to + moved;
  }
  if (at < size) gaps.push([at, size]);
  return gaps;
}

/** The leaves between two positions; texts are cut there. */
function partsIn(doc: Node, from: number, to: number, step: number): Part[] {
  const parts: Part[] = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isLeaf) return;
    const [start, end] = [Math.max(from, at), Math.min(to, at + node.nodeSize)];
    if (start >= end) return;
    const isWhole = end - start === node.nodeSize;
    parts.push({ step, node: isWhole ? node : node.cut(start - at, end - at), at: start });
  });
  return parts;
}

function isSame(inserted: readonly Part[], deleted: readonly Part[]): boolean {
  return inserted.length > 0 && wordsOf(inserted) === wordsOf(deleted);
}

/** Both read the same, though in other pieces. */
function aligned(deleted: readonly Part[], inserted: readonly Part[]): Return[] {
  const returns: Return[] = [];
  let [at, within] = [0, 0];
  for (const { node, at: from, step } of deleted) {
    for (let done = 0; done < node.nodeSize;) {
      const part = inserted[at];
      if (part === undefined) return returns;
      const length = Math.min(node.nodeSize - done, part.node.nodeSize - within);
      const start = from + done;
      returns.push({
        step,
        from: start,
        to: start + length,
        bornStep: part.step,
        at: part.at + within,
      });
      done += length;
      within += length;
      if (within === part.node.nodeSize) [at, within] = [at + 1, 0];
    }
  }
  return returns;
}

/** Whether a step only writes the same otherwise, as when a line feed of code becomes a break. */
function isRewriting(step: DoneStep): boolean {
  return isSame(insertedBy(step), deletedBy(step));
}

/** The text of leaves; one that has none counts as one character, named by its type so that no other stands for it. */
function wordsOf(parts: readonly Part[]): string {
  return parts.map(({ node }) => leafWords(node)).join('');
}

/** What a leaf reads when cut words are compared: a break what it is in code, any other element a private character of its type. */
export function leafWords({ text, type }: Node): string {
  if (type === type.schema.linebreakReplacement) return '\n';
  return text ?? String.fromCharCode(0xe000 + Object.keys(type.schema.nodes).indexOf(type.name));
}
