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
    if (holds && highlight && highlight.id !== DRAFT) found.set(highlight.id, to - from);
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
  for (const highlight of highlights) {
    const from = positionOf(blocks, highlight.from);
    const to = positionOf(blocks, highlight.to);
    const there = drawn.get(highlight.id) ?? [];
    if (isDrawn(there, highlight, from, to)) drawn.delete(highlight.id);
    else added.push(...decorations(highlight, from, to));
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
}

function isDrawn(
  there: readonly Decoration[],
  highlight: Highlight,
  from: number,
  to: number,
): boolean {
  if (from >= to) return there.length === 0;
  const [words, proposal] = there.toSorted((one, other) => one.from - other.from);
  if (words?.from !== from || words.to !== to) return false;
  if (there.length !== (hasProposal(highlight) ? 2 : 1)) return false;
  if (proposal !== undefined && proposal.from !== to) return false;
  return isSameLook((words.spec as Drawn).highlight, highlight);
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

function decorations(highlight: Highlight, from: number, to: number): Decoration[] {
  if (from >= to) return [];
  const words = Decoration.inline(from, to, attributes(highlight), { highlight });
  const proposed = highlight.replacement;
  if (proposed === null || proposed === '') return [words];
  const key = `${highlight.id} ${proposed} ${highlight.color}`;
  const paint = () => paintProposal(proposed, highlight.color);
  const spec = { key, side: -1, ignoreSelection: true, highlight };
  return [words, Decoration.widget(to, paint, spec)];
}

function attributes({ id, color, kind, status, active, replacement }: Highlight): DecorationAttrs {
  return {
    nodeName: 'mark',
    class: 'highlight',
    'data-annotation': id,
    'data-color': color,
    'data-kind': kind,
    'data-status': status,
    'aria-details': `thread-${id}`,
    ...(active ? { 'data-active': '' } : {}),
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
