/** Draws annotated words: one `<mark>` for each annotation, nested where they overlap. */
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import type { EditorState, Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { DecorationAttrs, EditorView } from 'prosemirror-view';
import type { Kind, Status } from '../../../shared/annotation/annotation.ts';
import { textBlocks } from '../../../shared/article/plain-text.ts';
import { shorten } from '../../ui/words/thread-words.ts';
import { DRAFT } from '../layers/draft.ts';
import { deepParts } from './deep-parts.ts';
import type { Part } from './deep-parts.ts';
import { readDomSelection } from './dom-selection.ts';
import { positionOf } from './offsets.ts';

/** An annotation as the text shows it; offsets count UTF-16 units of the plain text. */
export interface Highlight {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** A name of the palette of highlights. */
  readonly color: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly active: boolean;
  /** The words proposed instead, null where none are. */
  readonly replacement: string | null;
}

/** A longer proposal is cut in the text, which is to be read; its card has all of it. In UTF-16 units. */
const MOST_PROPOSED = 120;

const key = new PluginKey<DecorationSet>('highlights');

/** Keeps the marks on their words between two calls of `showHighlights`. */
export function highlightsPlugin(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, set) => follow(transaction, set),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Draws these, and only these; nothing happens where they are drawn already, as after most keys. */
export function showHighlights(view: EditorView, highlights: readonly Highlight[]): void {
  const { doc } = view.state;
  const set = key.getState(view.state) ?? DecorationSet.empty;
  if (redraw(set, doc, highlights) === set) return;
  readDomSelection(view);
  view.dispatch(withHighlights(view.state.tr, highlights));
}

/** The transaction that draws these; one that an undo doesn't see. */
export function withHighlights(
  transaction: Transaction,
  highlights: readonly Highlight[],
): Transaction {
  return transaction.setMeta(key, highlights).setMeta('addToHistory', false);
}

/** Ids of the annotations whose words hold a position, the shortest words first. */
export function highlightsAt(state: EditorState, position: number): string[] {
  const found = new Map<string, number>();
  for (const { from, to, spec } of key.getState(state)?.find(position, position) ?? []) {
    const { highlight } = spec as Partial<Drawn>;
    const holds = from <= position && position < to;
    if (holds && highlight && highlight.id !== DRAFT)
      found.set(highlight.id, highlight.to - highlight.from);
  }
  return [...found.keys()].sort((one, other) => (found.get(one) ?? 0) - (found.get(other) ?? 0));
}

function follow(transaction: Transaction, set: DecorationSet): DecorationSet {
  const highlights = transaction.getMeta(key) as readonly Highlight[] | undefined;
  if (highlights !== undefined) {
    return redraw(set.map(transaction.mapping, transaction.doc), transaction.doc, highlights);
  }
  return set.map(transaction.mapping, transaction.doc);
}

/** The set itself where these are what it draws; else the same decorations but for those that differ. */
function redraw(set: DecorationSet, doc: Node, highlights: readonly Highlight[]): DecorationSet {
  const blocks = textBlocks(doc);
  const drawn = drawnById(set);
  const added: Decoration[] = [];
  const placed = highlights.map((highlight) => ({
    highlight,
    isFirst: highlight.active,
    from: positionOf(blocks, highlight.from),
    to: positionOf(blocks, highlight.to),
  }));
  for (const [at, parts] of deepParts(placed).entries()) {
    const highlight = placed[at]?.highlight;
    if (highlight === undefined) continue;
    const there = drawn.get(highlight.id) ?? [];
    if (isDrawn(there, highlight, parts)) drawn.delete(highlight.id);
    else added.push(...decorations(highlight, parts));
  }
  const removed = [...drawn.values()].flat();
  if (removed.length === 0 && added.length === 0) return set;
  return set.remove(removed).add(doc, added);
}

function drawnById(set: DecorationSet): Map<string, Decoration[]> {
  const drawn = new Map<string, Decoration[]>();
  for (const decoration of set.find()) {
    const { id } = (decoration.spec as Drawn).highlight;
    const others = drawn.get(id);
    if (others) others.push(decoration);
    else drawn.set(id, [decoration]);
  }
  return drawn;
}

/** What a decoration remembers. */
interface Drawn {
  readonly highlight: Highlight;
  readonly isDeep: boolean;
}

function isDrawn(
  there: readonly Decoration[],
  highlight: Highlight,
  parts: readonly Part[],
): boolean {
  const words = there.filter(({ from, to }) => from < to);
  const proposals = there.filter(({ from, to }) => from === to);
  const last = parts.at(-1);
  if (last === undefined) return there.length === 0;
  if (words.length !== parts.length) return false;
  if (proposals.length !== (hasProposal(highlight) ? 1 : 0)) return false;
  if (proposals.some(({ from }) => from !== last.to)) return false;
  const inOrder = words.toSorted((one, other) => one.from - other.from);
  return inOrder.every(({ from, to, spec }, at) => {
    const { highlight: before, isDeep } = spec as Drawn;
    const part = parts[at];
    const isThere = part?.from === from && part.to === to && part.isDeep === isDeep;
    return isThere && isSameLook(before, highlight);
  });
}

function isSameLook(one: Highlight, other: Highlight): boolean {
  return (
    one.color === other.color &&
    one.kind === other.kind &&
    one.status === other.status &&
    one.active === other.active &&
    one.replacement === other.replacement
  );
}

function hasProposal({ replacement }: Highlight): boolean {
  return replacement !== null && replacement !== '';
}

function decorations(highlight: Highlight, parts: readonly Part[]): Decoration[] {
  const last = parts.at(-1);
  if (last === undefined) return [];
  const words = parts.map(({ from, to, isDeep }) =>
    Decoration.inline(from, to, attributes(highlight, isDeep), { highlight, isDeep }),
  );
  const proposed = highlight.replacement;
  if (proposed === null || proposed === '') return words;
  const key = `${highlight.id} ${proposed} ${highlight.color}`;
  const paint = () => paintProposal(proposed, highlight.color);
  const spec = { key, side: -1, ignoreSelection: true, highlight, isDeep: false };
  return [...words, Decoration.widget(last.to, paint, spec)];
}

function attributes(highlight: Highlight, isDeep: boolean): DecorationAttrs {
  const { id, color, kind, status, active, replacement } = highlight;
  return {
    nodeName: 'mark',
    class: 'highlight',
    'data-annotation': id,
    'data-color': color,
    'data-kind': kind,
    'data-status': status,
    'aria-details': `thread-${id}`,
    ...(active ? { 'data-active': '' } : {}),
    ...(isDeep ? { 'data-deep': '' } : {}),
    ...(replacement === null ? {} : { 'data-replaced': '' }),
  };
}

/** The sheet draws the words from the attribute: they are not yet part of the text, for a copy or a caret neither. */
function paintProposal(words: string, color: string): HTMLElement {
  const proposal = document.createElement('span');
  proposal.className = 'proposal';
  proposal.dataset['words'] = shorten(words, MOST_PROPOSED);
  proposal.dataset['color'] = color;
  return proposal;
}
