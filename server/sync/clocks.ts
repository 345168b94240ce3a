/** How far each Yjs client has written in a room, read from the room's updates only when somebody asks. */
import * as Y from 'yjs';

/** This many updates are kept unread; most rooms are never asked. */
const MAX_UNREAD = 200;

/** The Yjs clients under which parts of an update were written. */
export function writersIn(update: Uint8Array): Iterable<number> {
  return Y.parseUpdateMeta(update).to.keys();
}

/** That a client's clock went on, the how manieth such step it was. */
interface Step {
  readonly at: number;
  readonly client: number;
}

/** The clock after the last change of each Yjs client, and which of them have changed lately. */
export class Clocks {
  readonly #ends = new Map<number, number>();
  /** The last step of each client. */
  readonly #lastAt = new Map<number, number>();
  /** In their order; of most clients the last one alone. */
  #steps: Step[] = [];
  #at = 0;
  #unread: Uint8Array[] = [];
  #hasGap = false;

  /** Takes the next update of the room. */
  add(update: Uint8Array): void {
    this.#unread.push(update);
    if (this.#unread.length > MAX_UNREAD) this.read();
  }

  /** The clocks by client. The map is this object's own: look into it, and don't keep it. */
  read(): Map<number, number> {
    const unread = this.#unread;
    this.#unread = [];
    for (const update of unread) this.#advance(update);
    return this.#ends;
  }

  /** How many steps there were, to be asked for what came since. */
  get mark(): number {
    this.read();
    return this.#at;
  }

  /** The clocks of the clients that have changed since a mark; of all since 0. Takes as long as these are many. */
  since(mark: number): Map<number, number> {
    const ends = this.read();
    const changed = new Map<number, number>();
    for (let index = this.#steps.length - 1; index >= 0; index -= 1) {
      const step = this.#steps[index];
      if (step === undefined || step.at <= mark) break;
      changed.set(step.client, ends.get(step.client) ?? 0);
    }
    return changed;
  }

  /** Whether an update that has been read begins after a clock that no earlier one reaches. */
  get hasGap(): boolean {
    return this.#hasGap;
  }

  #advance(update: Uint8Array): void {
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [client, end] of to) {
      const known = this.#ends.get(client) ?? 0;
      if ((from.get(client) ?? 0) > known) this.#hasGap = true;
      if (end > known) this.#step(client, end);
    }
  }

  #step(client: number, end: number): void {
    this.#at += 1;
    this.#ends.set(client, end);
    this.#lastAt.set(client, this.#at);
    this.#steps.push({ at: this.#at, client });
    // Each time after as many steps as there are clients, so that a step costs the same however many these are.
    if (this.#steps.length > 2 * this.#lastAt.size + MAX_UNREAD)
      this.#steps = this.#steps.filter(({ at, client: of }) => this.#lastAt.get(of) === at);
  }
}
