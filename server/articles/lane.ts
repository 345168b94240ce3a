/** Long work that is done one after another, a few milliseconds in a turn: however much waits, everybody else is served between. */
import { runInTurns } from '../cooperative-task.ts';
import type { CooperativeTask } from '../cooperative-task.ts';
import { Turns } from '../sync/turns.ts';

/** A queue of tasks, in which those for whom they are done take turns. */
export class Lane {
  readonly #turns = new Turns<() => Promise<void>>();
  #isRunning = false;

  /** Does the task once it is its turn, and resolves with what it made. Rejects with what it throws. */
  run<T>(whose: string, task: () => CooperativeTask<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#turns.add(whose, async () => {
        try {
          resolve(await runInTurns(task()));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#turns.next(); next !== null; next = this.#turns.next()) await next();
    this.#isRunning = false;
  }
}
