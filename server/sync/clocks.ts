/** How far each Yjs client has written in a room, read from the room's updates only when somebody asks. */
import * as Y from 'yjs';

/** This many updates are kept unread; most rooms are never asked. */
const MAX_UNREAD = 200;

/** The Yjs clients under which parts of an update were written. */
export function writersIn(update: Uint8Array): Iterable<number> {
  return Y.parseUpdateMeta(update).to.keys();
}

/** The clock after the last change of each Yjs client. */
export class Clocks {
  readonly #ends = new Map<number, number>();
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

  /** Whether an update that has been read begins after a clock that no earlier one reaches. */
  get hasGap(): boolean {
    return this.#hasGap;
  }

  #advance(update: Uint8Array): void {
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [client, end] of to) {
      const known = this.#ends.get(client) ?? 0;
      if ((from.get(client) ?? 0) > known) this.#hasGap = true;
      if (end > known) this.#ends.set(client, end);
    }
  }
}
