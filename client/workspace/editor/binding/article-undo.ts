/** Undo and redo of one's own changes of an article, in small steps; the room is told which characters came back as which. */
import * as Y from 'yjs';
import type { Move } from '../../../../shared/moves/move.ts';
import { typeOf } from './read-nodes.ts';
import { tellUndone } from './told-moves.ts';

/** Each step keeps what it deleted from being collected, so there is an end to them. */
const MAX_UNDO_STEPS = 200;

/** After such a rest another step begins. */
const REST_MS = 500;

/** Longer typing without a white space is several steps. */
const MAX_TYPED = 20;

/** How a change counts: letters typed in a row are one step, and so are letters deleted in a row. */
export type ChangeKind =
  | { readonly kind: 'typed'; readonly words: string }
  | { readonly kind: 'erased'; readonly length: number }
  | { readonly kind: 'other' };

type StackItem = NonNullable<ReturnType<Y.UndoManager['undo']>>;

/** Undoes what is done under one origin. */
export class ArticleUndo extends Y.UndoManager {
  #last: ChangeKind['kind'] = 'other';
  #typed = '';

  constructor(article: Y.XmlFragment, origin: unknown) {
    super(article, {
      trackedOrigins: new Set([origin]),
      captureTimeout: REST_MS,
      captureTransaction: ({ meta }) => meta.get('addToHistory') !== false,
      // What others have written into something of one's own stays, and so does what it is in.
      deleteFilter: ({ content }) =>
        !(content instanceof Y.ContentType) || lengthOf(content.type) === 0,
    });
    this.on('stack-item-added', () => {
      this.undoStack.splice(0, this.undoStack.length - MAX_UNDO_STEPS);
    });
  }

  /** To be called before a change is written: where it is another step than the last one, that one ends. */
  begin(change: ChangeKind): void {
    if (change.kind === 'other' || change.kind !== this.#last || this.#isFull(change)) this.#end();
    this.#last = change.kind;
    if (change.kind === 'typed') this.#typed += change.words;
    if (change.kind === 'erased') this.#typed += ' '.repeat(change.length);
  }

  override stopCapturing(): void {
    super.stopCapturing();
    this.#typed = '';
  }

  override undo(): StackItem | null {
    return this.#whole('undoing', () => super.undo());
  }

  override redo(): StackItem | null {
    return this.#whole('redoing', () => super.redo());
  }

  #end(): void {
    this.stopCapturing();
    this.#last = 'other';
  }

  /** A word ends with the white space behind it. */
  #isFull(change: ChangeKind): boolean {
    const words = change.kind === 'typed' ? change.words : '';
    if (this.#typed.length + words.length > MAX_TYPED) return true;
    return change.kind === 'typed' && /\S\s+$/u.test(this.#typed) && /^\S/u.test(words);
  }

  /** The moves in the same transaction as what came back. Yjs asks at its end whether this is an undo, or a change of its own. */
  #whole(flag: 'undoing' | 'redoing', act: () => StackItem | null): StackItem | null {
    this.#end();
    try {
      return this.doc.transact((transaction) => {
        const result = act();
        this[flag] = true;
        tellUndone(transaction, returnedIn(transaction, result));
        return result;
      }, this);
    } finally {
      this[flag] = false;
    }
  }
}

/** What the transaction made of deleted characters and elements of a line; `redone` of others is from another time. */
function returnedIn(transaction: Y.Transaction, step: StackItem | null): Move[] {
  const moves: Move[] = [];
  if (step === null) return moves;
  Y.iterateDeletedStructs(transaction, step.deletions, (struct) => {
    if (!(struct instanceof Y.Item) || struct.redone === null || !isCharacters(struct)) return;
    const { id, length, redone } = struct;
    moves.push([id.client, id.clock, length, redone.client, redone.clock]);
  });
  return moves;
}

function isCharacters({ content, parentSub }: Y.Item): boolean {
  if (parentSub !== null) return false;
  if (!(content instanceof Y.ContentType)) return content.isCountable();
  const { type } = content;
  return type instanceof Y.XmlElement && typeOf(type)?.isLeaf === true;
}

/** Yjs keeps the length of every type under this name, and has no other for it. */
function lengthOf(type: Y.AbstractType<unknown>): number {
  return type._length;
}
