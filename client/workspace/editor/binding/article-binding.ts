/** Keeps an editor and the Yjs article that it shows the same: what is done here is written, what Yjs becomes is shown. */
import { Fragment } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { NodeSelection, TextSelection } from 'prosemirror-state';
import type { EditorState, Selection, Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { MoveIndex } from '../../../../shared/moves/move-index.ts';
import { ArticleUndo } from './article-undo.ts';
import { CaretKeeper } from './caret-keeper.ts';
import { changeKind } from './change-kind.ts';
import { Mirror } from './mirror.ts';
import type { ArticleType, ShownBlock } from './mirror.ts';
import { livesItself, placeAt, positionAt } from './places.ts';
import { readContent } from './read-nodes.ts';
import { showChanges } from './show-changes.ts';
import { ShownStep } from './shown-step.ts';
import { TakenBack } from './taken-back.ts';
import { cutWords, tellChange, tellMoved } from './told-moves.ts';
import type { CutWords } from './told-moves.ts';
import { stepsOf } from './course.ts';
import { putBack, unseenIn } from './unseen-words.ts';
import { StepWriter } from './write-steps.ts';

/** As much of an editor as the binding needs; a screen is not. */
export interface BoundEditor {
  readonly state: EditorState;
  dispatch(transaction: Transaction): void;
  /** Called before others' changes are shown: brings the state what the screen has already, such as the caret of a click. */
  catchUp?(): void;
}

/** What may be chosen. */
export interface BindingOptions {
  /** Marks a transaction as one that shows what Yjs has. */
  readonly mark: (transaction: Transaction) => Transaction;
  /** Told of what went wrong and was mended by drawing the text anew. */
  readonly report: (error: unknown) => void;
}

/** A selection that outlives changes. */
interface KeptSelection {
  readonly isNode: boolean;
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

/** One article in one editor, from `attach` to `destroy`. It is the origin of what it writes to Yjs. */
export class ArticleBinding {
  readonly article: Y.XmlFragment;
  readonly doc: Y.Doc;
  readonly undo: ArticleUndo;
  readonly #options: BindingOptions;
  readonly #moves: MoveIndex;
  readonly #takenBack: TakenBack;
  #mirror: Mirror;
  #editor: BoundEditor | null = null;
  /** What came from Yjs could not be shown, so that what is typed would be written at a wrong place. */
  #isOutdated = false;
  #held: ShownBlock | null = null;
  #pasted: CutWords | null = null;
  #selectionBefore: KeptSelection | null = null;
  #selectionAfterUndo: KeptSelection | null = null;

  constructor(article: Y.XmlFragment, options: BindingOptions) {
    const { doc } = article;
    if (doc === null) throw new Error('The article is in no document.');
    this.article = article;
    this.doc = doc;
    this.#options = options;
    this.#moves = MoveIndex.of(doc);
    this.#takenBack = new TakenBack(doc, this.#moves);
    this.#mirror = new Mirror(article);
    this.undo = new ArticleUndo(article, this);
    this.undo.on('stack-item-added', ({ stackItem }) => {
      stackItem.meta.set(this, this.#selectionBefore);
    });
    this.undo.on('stack-item-popped', ({ stackItem }) => {
      this.#selectionAfterUndo = (stackItem.meta.get(this) ?? null) as KeptSelection | null; // set above
    });
  }

  /** Shows the article in an editor, and follows it from now on. */
  attach(editor: BoundEditor): void {
    this.#editor = editor;
    this.#redraw();
    this.article.observeDeep(this.#changed);
  }

  /** Ends all that it does. */
  destroy(): void {
    this.article.unobserveDeep(this.#changed);
    this.undo.destroy();
    this.#editor = null;
  }

  /** Takes back the last of one's own changes; false where there is none. */
  undoLast(): boolean {
    return this.#step(() => this.undo.undo());
  }

  /** Brings back what was taken back last; false where there is nothing. */
  redoLast(): boolean {
    return this.#step(() => this.undo.redo());
  }

  /**
   * Writes what was done in an editor, in the order in which it was done. `before` is the state before all of it. Transactions that
   * show what Yjs has are to be left out.
   */
  write(transactions: readonly Transaction[], before: EditorState): void {
    if (this.#isOutdated) {
      queueMicrotask(() => this.#redraw());
      return;
    }
    const steps = stepsOf(transactions);
    if (steps.length === 0) return;
    if (transactions[0]?.before === before.doc)
      this.#selectionBefore = this.#keep(before.selection);
    const isTold = transactions.every((each) => each.getMeta('addToHistory') !== false);
    if (isTold) this.undo.begin(changeKind(steps));
    const pasted = transactions.some((each) => each.getMeta('paste') === true)
      ? this.#pasted
      : null;
    try {
      const writer = new StepWriter(this.#mirror);
      const changed: ArticleType[] = [];
      const written = this.doc.transact((transaction) => {
        if (!isTold) transaction.meta.set('addToHistory', false);
        const held = this.#held;
        const unseen = held === null ? [] : unseenIn(held);
        for (const step of steps) writer.write(step);
        tellChange(transaction, steps, writer.gone, this.#mirror, pasted);
        if (unseen.length > 0 && held?.type._item?.deleted) {
          const { texts, moved } = putBack(this.#moves, unseen);
          tellMoved(transaction, moved);
          changed.push(...texts);
        }
        return transaction;
      }, this);
      this.#takenBack.note(written);
      changed.push(...[...writer.doubtful].map(({ type }) => type));
      if (this.#held?.type._item?.deleted) this.#held = null;
      this.#show(changed, 'oneself');
    } catch (error) {
      this.#options.report(error);
      this.#redraw();
    }
  }

  /** The words between two positions with their ids, for whoever cuts them. */
  cut(from: number, to: number): CutWords {
    return cutWords(this.#mirror, this.#state.doc, from, to);
  }

  /** The next paste brings these, if it reads so. */
  expectPaste(words: CutWords | null): void {
    this.#pasted = words;
  }

  /** A place that outlives changes. */
  placeAt(position: number): Y.RelativePosition {
    return placeAt(this.#mirror, position);
  }

  /** Where that place is now; null where it is nowhere, or has not come yet. */
  positionAt(place: Y.RelativePosition): number | null {
    const { item } = place;
    const run = item && { client: item.client, clock: item.clock, length: 1 };
    if (run !== null && !livesItself(this.doc, run)) this.#moves.refresh();
    return positionAt(this.#mirror, this.#moves, place);
  }

  /**
   * Leaves the line at a position as it is on the screen, whatever others write into it, until `release`. What is written here
   * meanwhile goes to Yjs at once.
   */
  hold(position: number): void {
    const place = this.#mirror.placeOf(position);
    if (place.kind !== 'line' || place.block === this.#held) return;
    this.release();
    this.#held = place.block;
  }

  /** Whether an update of another's deletes the line that is held, or what it stands in. */
  takesHeld(update: Uint8Array): boolean {
    const { ds } = Y.decodeUpdate(update);
    for (let held = this.#held; held !== null; held = held.parent) {
      const id = held.type._item?.id;
      const ranges = (id && ds.clients.get(id.client)) ?? [];
      if (ranges.some(({ clock, len }) => id && clock <= id.clock && id.clock < clock + len))
        return true;
    }
    return false;
  }

  /** Shows what was held back. */
  release(): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.#show([held.type], 'others');
  }

  get #state(): EditorState {
    if (this.#editor === null) throw new Error('The article is shown in no editor.');
    return this.#editor.state;
  }

  readonly #changed = (events: readonly Y.YEvent<Y.XmlFragment>[], by: Y.Transaction): void => {
    if (by.origin === this) return;
    const types = new Set<ArticleType>(events.map(({ target }) => target));
    if (by.origin !== this.undo) this.#catchUp();
    if (this.#isOutdated) this.#redraw();
    else this.#show(types, by.origin === this.undo ? 'undo' : 'others');
    if (by.origin === this.undo) this.#takenBack.note(by);
    else this.#takenBack.follow();
  };

  #catchUp(): void {
    try {
      this.#editor?.catchUp?.();
    } catch (error) {
      this.#options.report(error);
    }
  }

  #show(types: Iterable<ArticleType>, by: 'oneself' | 'undo' | 'others'): void {
    const { tr: transaction, selection } = this.#state;
    try {
      const carets = by !== 'others' ? null : new CaretKeeper(this.doc, this.#mirror, selection);
      showChanges(transaction, this.#mirror, types, this.#held);
      if (by === 'undo') this.#selectAfterUndo(transaction);
      else if (transaction.docChanged) carets?.restore(transaction, this.#moves);
      if (transaction.docChanged) this.#dispatch(transaction);
    } catch (error) {
      this.#options.report(error);
      this.#redraw();
    }
  }

  /** Draws all that is shown otherwise than Yjs has it. Where that fails nothing is written until it succeeds. */
  #redraw(): void {
    this.#isOutdated = true;
    this.#held = null;
    this.#mirror = new Mirror(this.article);
    const { tr: transaction } = this.#state;
    const content = this.#mirror.root.isFilled ? EMPTY : readContent(this.article);
    replaceDiffering(transaction, content);
    if (transaction.docChanged) this.#dispatch(transaction);
    this.#isOutdated = false;
  }

  #dispatch(transaction: Transaction): void {
    const marked = this.#options.mark(transaction.setMeta('addToHistory', false));
    this.#editor?.dispatch(marked);
    if (
      this.#editor &&
      this.#state.doc !== marked.doc &&
      this.#mirror.root.innerSize !== this.#state.doc.content.size
    )
      throw new Error('The editor refused to show what others wrote.');
  }

  #step(act: () => unknown): boolean {
    if (this.#editor === null) return act() !== null;
    this.#selectionBefore = this.#keep(this.#state.selection);
    this.#selectionAfterUndo = null;
    return act() !== null;
  }

  #keep(selection: Selection): KeptSelection {
    const { anchor, head } = selection;
    const isNode = selection instanceof NodeSelection;
    return { isNode, anchor: this.placeAt(anchor), head: this.placeAt(isNode ? anchor : head) };
  }

  #selectAfterUndo(transaction: Transaction): void {
    const kept = this.#selectionAfterUndo;
    if (kept === null || !transaction.docChanged) return;
    const [anchor, head] = [this.positionAt(kept.anchor), this.positionAt(kept.head)];
    if (anchor === null || head === null) return;
    transaction.setSelection(selectionBetween(transaction.doc, anchor, head, kept.isNode));
    transaction.scrollIntoView();
  }
}

const EMPTY = Fragment.from(articleSchema.nodes.paragraph.create());

function selectionBetween(doc: Node, anchor: number, head: number, isNode: boolean): Selection {
  const [$anchor, $head] = [doc.resolve(anchor), doc.resolve(head)];
  const node = $anchor.nodeAfter;
  if (isNode && node && NodeSelection.isSelectable(node)) return NodeSelection.create(doc, anchor);
  return TextSelection.between($anchor, $head);
}

/** Whole blocks, from the first to the last that differ. */
function replaceDiffering(transaction: Transaction, content: Fragment): void {
  const old = transaction.doc.content;
  const most = Math.min(old.childCount, content.childCount);
  let [first, last] = [0, 0];
  while (first < most && old.child(first).eq(content.child(first))) first += 1;
  const isSame = (back: number): boolean =>
    old.child(old.childCount - 1 - back).eq(content.child(content.childCount - 1 - back));
  while (last < most - first && isSame(last)) last += 1;
  const [from, nodes] = blocksOf(old, first, last);
  const [, fresh] = blocksOf(content, first, last);
  if (nodes.size === 0 && fresh.size === 0) return;
  transaction.step(new ShownStep(from, from + nodes.size, fresh));
}

/** The position and the blocks without some at both ends. */
function blocksOf(content: Fragment, first: number, last: number): [number, Fragment] {
  const blocks = content.content;
  const before = Fragment.from(blocks.slice(0, first)).size;
  return [before, Fragment.from(blocks.slice(first, blocks.length - last))];
}
