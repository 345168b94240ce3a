/** Whether the server can take work: its store can be written to, and it isn't about to end. */
import type { UpdateLog } from '../storage/update-log.ts';

/** The same answer is given for this long, to everybody: asking is open to all, and each look is a write. */
const KEPT_MS = 5000;

/** Answers load balancers and people: work is to be sent here only where there is no obstacle. */
export class Readiness {
  readonly #log: UpdateLog;
  readonly #now: () => Date;
  readonly #takesChanges: () => boolean;
  #isLeaving = false;
  #asked: { readonly at: number; readonly answer: Promise<string | null> } | null = null;

  /** `takesChanges` says whether the last change could be stored: where not, there may still be room for a look's small write. */
  constructor(log: UpdateLog, now: () => Date, takesChanges: () => boolean = () => true) {
    this.#takesChanges = takesChanges;
    this.#log = log;
    this.#now = now;
  }

  /** From now on it isn't ready any more, so that nothing new is sent here. */
  leave(): void {
    this.#isLeaving = true;
  }

  /** Null where it is ready, else a sentence that says why not. */
  async obstacle(): Promise<string | null> {
    if (this.#isLeaving) return 'The server is shutting down.';
    if (!this.#takesChanges()) return 'The store can not be written to.';
    const at = this.#now().getTime();
    if (this.#asked === null || Math.abs(at - this.#asked.at) > KEPT_MS)
      this.#asked = { at, answer: this.#tryToWrite(at) };
    return this.#asked.answer;
  }

  /** By a write, since only that finds out: a full disk still answers all other questions. */
  async #tryToWrite(at: number): Promise<string | null> {
    try {
      await this.#log.commit([{ do: 'put', space: 'probe', key: 'readiness', value: at }]);
      return null;
    } catch {
      return 'The store can not be written to.';
    }
  }
}
