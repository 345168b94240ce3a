/** Who is next where several wait for one thing: senders in turn, and of each what came first. */
import { Fifo } from './fifo.ts';

/** A queue of jobs, fair to those who have few in it. */
export class Turns<Job> {
  /** In the order in which their next turns are. */
  readonly #queues = new Map<string, Fifo<Job>>();

  get isEmpty(): boolean {
    return this.#queues.size === 0;
  }

  /** Adds a job behind the sender's own. Who had none waiting comes after all who wait already. */
  add(sender: string, job: Job): void {
    const queue = this.#queues.get(sender) ?? new Fifo<Job>();
    this.#queues.set(sender, queue);
    queue.push(job);
  }

  /** Removes the next job and returns it, null where none waits; its sender's next one comes after everybody else's. */
  next(): Job | null {
    const [first] = this.#queues;
    if (first === undefined) return null;
    const [sender, queue] = first;
    const job = queue.shift();
    this.#queues.delete(sender);
    if (queue.length > 0) this.#queues.set(sender, queue);
    return job;
  }
}
