/** From the writes of commits to the entries of a journal's record, before any of it is written. */
import type { PreparedWrite } from '../prepared-write.ts';
import { checkSequence } from '../room-errors.ts';
import { encodeRows } from './journal-entries.ts';
import type { JournalEntry } from './journal-entries.ts';

/** What the commits of a group append together, numbered so that each sees those before it. */
export class JournalPlan {
  readonly #known: ReadonlyMap<string, number>;
  readonly #next = new Map<string, number>();
  readonly #entries: JournalEntry[] = [];
  #changeNumber: number;

  /**
   * `known` has the next sequence numbers of all rooms to which something is appended; `changeNumber` is that of the last change of
   * the catalogue.
   */
  constructor(known: ReadonlyMap<string, number>, changeNumber: number) {
    this.#known = known;
    this.#changeNumber = changeNumber;
  }

  /** What the record is to hold. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** The next sequence numbers of the rooms that the plan appends to. */
  get next(): ReadonlyMap<string, number> {
    return this.#next;
  }

  /** Number of the last change of the catalogue as the plan leaves it. */
  get changeNumber(): number {
    return this.#changeNumber;
  }

  /**
   * Adds a commit of appends and rows. Throws a `SequenceConflictError` where another writer came first, and then nothing of it is
   * in the plan.
   */
  add(writes: readonly PreparedWrite[]): void {
    const [length, undo] = [this.#entries.length, new Map<string, number>()];
    try {
      for (const write of writes) if (write.do === 'append') this.#append(write, undo);
    } catch (error) {
      this.#entries.length = length;
      for (const [room, next] of undo) this.#next.set(room, next);
      throw error;
    }
    const rows = writes.filter((write) => write.do === 'set row');
    if (rows.length === 0) return;
    this.#changeNumber += 1;
    const text = encodeRows(rows);
    this.#entries.push({ do: 'change rows', number: this.#changeNumber, text });
  }

  #append(append: JournalEntry & { readonly do: 'append' }, undo: Map<string, number>): void {
    const { room } = append;
    const next = this.#next.get(room) ?? this.#known.get(room) ?? 1;
    checkSequence(append, next);
    if (!undo.has(room)) undo.set(room, next);
    this.#next.set(room, next + 1);
    this.#entries.push(append);
  }
}
