/** Keeps the caret beside its characters where another person's change made them anew, as when they retype the block. */
import { Selection, TextSelection } from 'prosemirror-state';
import type { Transaction } from 'prosemirror-state';
import type * as Y from 'yjs';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import type { MoveIndex } from '../../../../shared/moves/move-index.ts';
import type { Mirror } from './mirror.ts';
import { livesItself, positionOfRun } from './places.ts';

/** One end of a selection, with the characters on both sides of it. */
interface End {
  readonly position: number;
  readonly behind: Run | null;
  readonly before: Run | null;
  /** Where its block begins, if there is nothing in that. */
  readonly emptyBlock: number | null;
}

/** Looks at a selection before a change, and puts it right after it. */
export class CaretKeeper {
  readonly #doc: Y.Doc;
  readonly #mirror: Mirror;
  readonly #ends: readonly [anchor: End, head: End] | null;

  constructor(doc: Y.Doc, mirror: Mirror, selection: Selection) {
    this.#doc = doc;
    this.#mirror = mirror;
    this.#ends =
      selection instanceof TextSelection
        ? [endAt(mirror, selection.anchor), endAt(mirror, selection.head)]
        : null;
  }

  /** Selects the same words again where the transaction's own way of following them would lose them. */
  restore(transaction: Transaction, moves: MoveIndex): void {
    if (this.#ends === null) return;
    const [anchor, head] = this.#ends.map((end) => this.#moved(end, transaction, moves));
    if (anchor === null && head === null) return;
    const { doc, mapping } = transaction;
    const [from, to] = this.#ends;
    transaction.setSelection(
      TextSelection.between(
        doc.resolve(anchor ?? mapping.map(from.position)),
        doc.resolve(head ?? mapping.map(to.position)),
      ),
    );
  }

  /** Null where the end needs no help. */
  #moved({ behind, before, emptyBlock }: End, { doc, mapping }: Transaction, moves: MoveIndex) {
    for (const [run, edge] of [
      [behind, 0],
      [before, 1],
    ] as const) {
      if (run === null) continue;
      if (livesItself(this.#doc, run)) return null;
      moves.refresh();
      const position = positionOfRun(this.#mirror, moves, run);
      if (position !== null) return position + edge;
    }
    if (emptyBlock === null || !mapping.mapResult(emptyBlock + 1).deleted) return null;
    return Selection.near(doc.resolve(mapping.map(emptyBlock, -1)), 1).head;
  }
}

function endAt(mirror: Mirror, position: number): End {
  const place = mirror.placeOf(position);
  const none = { position, behind: null, before: null, emptyBlock: null };
  if (place.kind !== 'line') return none;
  const { block, offset } = place;
  const [behind] = block.runsIn(offset, offset + 1);
  const [before] = offset === 0 ? [] : block.runsIn(offset - 1, offset);
  const isEmpty = block.innerSize === 0;
  return {
    position,
    behind: behind ?? null,
    before: before ?? null,
    emptyBlock: isEmpty ? block.start - 1 : null,
  };
}
