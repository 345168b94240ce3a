/** Writes the catalogue's checkpoints behind the log: some seconds after a change, and when the store is closed. */
import type { Checkpoint, Checkpoints } from './checkpoint.ts';

const CHECKPOINT_MS = 5000;

/** `notice` gets a sentence when writing begins to fail, not one for each try. */
export interface CheckpointerOptions {
  readonly checkpoints: Checkpoints;
  /** The catalogue as it is stored now. */
  readonly catalogue: () => Checkpoint;
  /** Called when the log doesn't need the changes up to this number any more. */
  readonly forget: (through: number) => void;
  readonly notice: (sentence: string) => void;
}

/** A checkpoint that fails only makes the next start replay more: the log keeps all changes that no checkpoint has. */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  /** Number of the checkpoint that was written last. */
  #last: number;
  #writing: Promise<void> = Promise.resolve();
  /** The last one could not be written, and that was said. */
  #hasFailed = false;
  #isClosing = false;
  #timer: NodeJS.Timeout | null = null;

  /** `last` is the number of the newest checkpoint that is there and good, null where there is none. */
  constructor(last: number | null, options: CheckpointerOptions) {
    this.#last = last ?? -1;
    this.#options = options;
  }

  /** The catalogue has changed. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.write();
    }, CHECKPOINT_MS);
    this.#timer.unref();
  }

  /** Writes one where there is anything new; never rejects, since the log has it all: then the next one is tried. */
  write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Writes the last one. */
  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.write();
  }

  async #write(): Promise<void> {
    const { checkpoints, catalogue, forget, notice } = this.#options;
    const checkpoint = catalogue();
    if (checkpoint.number === this.#last) return;
    try {
      await checkpoints.write(checkpoint);
      this.#last = checkpoint.number;
      this.#hasFailed = false;
      forget(await checkpoints.oldest());
    } catch (error) {
      if (!this.#hasFailed)
        notice(`The checkpoint of the catalogue could not be written: ${String(error)}.`);
      this.#hasFailed = true;
      if (!this.#isClosing) this.changed();
    }
  }
}
