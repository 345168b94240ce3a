/** How much presence one person may send to everybody else in a room, over all their sockets. */
import type { Clock } from '../limits/rate-counter.ts';

/**
 * A cursor is some 350 bytes and goes out five times a second: who moves it in four tabs at once has as much as that, and a browser
 * that comes back with many tabs may show them all at once.
 */
const BYTES_PER_SECOND = 8000;
const MAX_SAVED_BYTES = 32_000;

interface Budget {
  /** Below zero after more was published than was there. */
  bytes: number;
  /** When that was so. */
  at: number;
}

/** What each person may publish now: so many bytes a second, of which some are saved while they say nothing. */
export class PresenceBudgets {
  readonly #clock: Clock;
  readonly #budgets = new Map<string, Budget>();

  constructor(clock: Clock = () => performance.now()) {
    this.#clock = clock;
  }

  /** Whether the person may publish so much now; it is taken from their budget then. A state may be larger than what is left, once. */
  take(person: string, bytes: number): boolean {
    const budget = this.#budgets.get(person) ?? { bytes: MAX_SAVED_BYTES, at: this.#clock() };
    this.#budgets.set(person, budget);
    this.#fill(budget);
    if (budget.bytes <= 0) return false;
    budget.bytes -= bytes;
    return true;
  }

  /** Forgets whose budget is whole again. */
  tick(): void {
    for (const [person, budget] of this.#budgets) {
      this.#fill(budget);
      if (budget.bytes === MAX_SAVED_BYTES) this.#budgets.delete(person);
    }
  }

  #fill(budget: Budget): void {
    const now = this.#clock();
    const earned = ((now - budget.at) / 1000) * BYTES_PER_SECOND;
    budget.bytes = Math.min(MAX_SAVED_BYTES, budget.bytes + earned);
    budget.at = now;
  }
}
