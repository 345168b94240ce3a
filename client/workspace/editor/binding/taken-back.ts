/**
 * What somebody typed and took away again, while others, or the server for them, have put it elsewhere, is taken away there, too:
 * whoever did that had not heard of it yet.
 */
import type * as Y from 'yjs';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import type { MoveIndex } from '../../../../shared/moves/move-index.ts';
import { deleteCharacters } from '../../../../shared/moves/places.ts';

/** News of what was taken away before these has come long ago. */
const MAX_RUNS = 100;

/** Of one document, for one person at it. */
export class TakenBack {
  readonly #doc: Y.Doc;
  readonly #moves: MoveIndex;
  #runs: readonly Run[] = [];
  #movesVersion = 0;

  constructor(doc: Y.Doc, moves: MoveIndex) {
    this.#doc = doc;
    this.#moves = moves;
  }

  /** After a change of one's own: notes what of one's own went by it, and forgets what came back. */
  note({ deleteSet }: Y.Transaction): void {
    const client = this.#doc.clientID;
    const gone = (deleteSet.clients.get(client) ?? []).map(({ clock, len }): Run => {
      return { client, clock, length: len };
    });
    if (gone.length + this.#runs.length === 0) return;
    this.#movesVersion = this.#moves.refresh();
    const runs = [...this.#runs, ...gone].filter((run) => this.#moves.follow(run).length === 0);
    this.#runs = runs.slice(-MAX_RUNS);
  }

  /** After others' changes: deletes what they have put elsewhere. */
  follow(): void {
    if (this.#runs.length === 0) return;
    const version = this.#moves.refresh();
    if (version === this.#movesVersion) return;
    this.#movesVersion = version;
    const living = this.#runs.flatMap((run) => this.#moves.follow(run));
    if (living.length === 0) return;
    this.#doc.transact((transaction) => {
      transaction.meta.set('addToHistory', false);
      for (const run of living) deleteCharacters(this.#doc, run);
    }, TAKEN_BACK);
  }
}

/** The origin of what goes a second time. */
const TAKEN_BACK = Symbol('taken back');
