/** Commands that wait for the server's answer, kept on the device so that commenting works offline. */
import type { Problem, Result } from '../../../shared/wire/problems.ts';
import { subjectOf } from '../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import { namesWords, readEntry } from './outbox-entry.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import type { DeviceStorage } from '../../ui/device-storage.ts';

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

/** Back on the network, the text's own socket may need some seconds more. */
const WORDS_WITHIN_MS = 10_000;

/**
 * What the outbox works with. Entries are kept for one member and one article, both ids; what others left on the device is not
 * touched.
 */
export interface OutboxParts {
  readonly storage: DeviceStorage;
  readonly member: string;
  readonly article: string;
  readonly send: (entry: OutboxEntry) => Promise<Result<unknown>>;
  /** Whether words of one's own are still on their way into the article. */
  readonly wordsAwaited: () => boolean;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Called whenever `entries` or `stalled` is another one. */
  readonly onChange: () => void;
}

/**
 * Sends commands one after the other in the order in which they were given. What fails in passing is tried again with
 * growing pauses, and after a reload; what is refused is taken back together with what builds on it. What names words of
 * the article waits a while for those that aren't there yet. Each entry has a storage key of its own, so that two tabs never
 * overwrite each other's; both may send, since commands are done once.
 */
export class Outbox {
  entries: readonly OutboxEntry[];
  /** Whether the last attempt to send failed in passing. */
  stalled = false;
  readonly #parts: OutboxParts;
  readonly #prefix: string;
  #serial = 0;
  /** Ids of entries that wait until they can't be taken back any more; who leaves the page can't. */
  readonly #held = new Set<string>();
  #retryMs = FIRST_RETRY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  #isPaused = true;
  /** Runs while a command waits for its words. */
  #patience: ReturnType<typeof setTimeout> | undefined;
  #hasWaited = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#prefix = `galley:outbox:${parts.member}:${parts.article}:`;
    this.entries = kept(parts.storage, this.#prefix);
  }

  /** Number of commands that the server has not answered yet; one that is held is none. */
  get unsent(): number {
    return this.entries.filter(({ id, state }) => state === 'waiting' && !this.#held.has(id))
      .length;
  }

  /**
   * Keeps the command on the device, then sends it after those that were added before. Where it is held, both are done once it is
   * released, and what was added later goes first: another tab would send what lies on the device. Gives the id of its entry.
   */
  add(layer: string, command: Command, isHeld = false): string {
    const at = this.#parts.now().toISOString();
    this.#serial += 1;
    const id = `${at} ${String(this.#serial).padStart(6, '0')} ${this.#parts.newId()}`;
    const entry: OutboxEntry = { id, layer, at, command, state: 'waiting' };
    if (isHeld) this.#held.add(id);
    else this.#keep(entry);
    this.#become([...this.entries, entry]);
    this.#isPaused = false;
    void this.#sendAll();
    return id;
  }

  /** Sends one that was held. */
  release(id: string): void {
    if (!this.#held.delete(id)) return;
    const entry = this.entries.find((one) => one.id === id);
    if (entry !== undefined) this.#keep(entry);
    this.#parts.onChange();
    void this.#sendAll();
  }

  /** Sends all that were held. */
  releaseAll(): void {
    for (const id of this.#held) this.release(id);
  }

  /** Forgets one that is held; nothing happens where it was released. */
  takeBack(id: string): void {
    if (!this.#held.delete(id)) return;
    this.retain(this.entries.filter((entry) => entry.id !== id));
  }

  /** Sends what waits, at once: after the start, and when the device is online again. */
  resume(): void {
    this.#isPaused = false;
    this.#waitAnew();
    void this.#sendAll();
  }

  /** Call it when awaited words may have come. */
  wordsCame(): void {
    if (this.#parts.wordsAwaited()) return;
    const isWaiting = this.#patience !== undefined;
    this.#waitAnew();
    if (isWaiting) void this.#sendAll();
  }

  /** Drops a refused command, or those that the live layer shows by now. */
  retain(entries: readonly OutboxEntry[]): void {
    if (entries === this.entries) return;
    const staying = new Set(entries);
    for (const entry of this.entries) if (!staying.has(entry)) this.#forget(entry);
    this.#become(entries);
  }

  /** Stops after the command that is on its way. The others are sent when the page is opened again. */
  pause(): void {
    this.#isPaused = true;
    clearTimeout(this.#timer);
    this.#waitAnew();
  }

  /** Sends what waits, as far as it goes now. */
  async #sendAll(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isSending) return;
    this.#isSending = true;
    for (let next = this.#next(); next && !this.#isPaused; next = this.#next()) {
      if (this.#mustWait(next)) break;
      const answer = await this.#parts.send(next);
      if (answer.ok || isDone(next.command, answer.problem)) this.#done(next);
      else if (isPassing(answer.problem)) {
        this.#retryLater();
        break;
      } else this.#refused(next, answer.problem);
    }
    this.#isSending = false;
  }

  /** The server would refuse a command on words that it hasn't got, for good; yet it is not for ever that one waits for them. */
  #mustWait({ command }: OutboxEntry): boolean {
    if (!namesWords(command) || this.#hasWaited || !this.#parts.wordsAwaited()) return false;
    this.#patience ??= setTimeout(() => {
      this.#patience = undefined;
      this.#hasWaited = true;
      void this.#sendAll();
    }, WORDS_WITHIN_MS);
    return true;
  }

  #waitAnew(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#hasWaited = false;
  }

  #next(): OutboxEntry | undefined {
    return this.entries.find(({ id, state }) => state === 'waiting' && !this.#held.has(id));
  }

  #done(entry: OutboxEntry): void {
    this.stalled = false;
    this.#retryMs = FIRST_RETRY_MS;
    this.#forget(entry);
    const answered = this.#parts.now().getTime();
    this.#replace(entry, { ...entry, state: 'sent', answered });
  }

  #refused(entry: OutboxEntry, problem: Problem): void {
    // A reply to a comment that was not taken has no place to go: it is refused with it, and its words are kept too.
    const isLost = (other: OutboxEntry): boolean =>
      other === entry ||
      (entry.command.do === 'create' && subjectOf(other.command) === entry.command.id);
    const entries = this.entries.map((other): OutboxEntry =>
      isLost(other) ? { ...other, state: 'refused', problem } : other,
    );
    for (const other of entries) if (other.state === 'refused') this.#keep(other);
    this.#become(entries);
  }

  #retryLater(): void {
    this.stalled = true;
    if (!this.#isPaused) this.#timer = setTimeout(() => this.resume(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    this.#parts.onChange();
  }

  #replace(entry: OutboxEntry, next: OutboxEntry): void {
    this.#become(this.entries.map((other) => (other === entry ? next : other)));
  }

  #become(entries: readonly OutboxEntry[]): void {
    this.entries = entries;
    this.#parts.onChange();
  }

  #keep(entry: OutboxEntry): void {
    try {
      this.#parts.storage.setItem(this.#prefix + entry.id, JSON.stringify(entry));
    } catch {
      return; // a full or forbidden storage: the command is still sent, it only won't outlive the page
    }
  }

  #forget(entry: OutboxEntry): void {
    try {
      this.#parts.storage.removeItem(this.#prefix + entry.id);
    } catch {
      return; // a storage that forbids this holds nothing either
    }
  }
}

/** What lies in the storage from before, oldest first. */
function kept(storage: DeviceStorage, prefix: string): OutboxEntry[] {
  try {
    return Array.from({ length: storage.length }, (_, at) => storage.key(at))
      .filter((key) => key?.startsWith(prefix))
      .flatMap((key) => readEntry(storage.getItem(key ?? '') ?? '') ?? [])
      .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  } catch {
    return []; // a forbidden storage
  }
}

/** No answer, an overloaded or restarting server, or a session to be renewed: the command may still be done later. */
function isPassing({ status }: Problem): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}

/** Deleting what is gone was done by the attempt whose answer was lost; and nobody's reaction is left there. */
function isDone({ do: what }: Command, { status }: Problem): boolean {
  return (
    (what === 'delete' || what === 'delete-reply' || what === 'unreact') &&
    (status === 404 || status === 410)
  );
}
