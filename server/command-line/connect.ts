/** The command line's way to a server: the one that has the store, or else one started for this command alone. */
import type { Holder } from '../storage/upkeep.ts';
import { askOver } from './ask.ts';
import type { Ask } from './ask.ts';

/** A way to ask; `close` ends the server where one was started for this command. */
export interface Connection {
  readonly ask: Ask;
  close(): Promise<void>;
}

/** What is around a command. */
export interface Surroundings {
  /** The process that has the store's folder; null where none has. */
  readonly find: () => Promise<Holder | null>;
  /** Starts a server on the folder for one command. */
  readonly startOwn: () => Promise<{ close(): Promise<void> }>;
  /** How long a server may take to answer at all: it may just be starting, or have been stopped. */
  readonly patienceMs: number;
}

/**
 * One way for both: a command that works while a server holds the store is the same as one that works alone. The way leads through
 * the store's folder, so no address matters, nothing is told to whoever listens there, and a copy leads to no other's server.
 */
export async function connect({ find, startOwn, patienceMs }: Surroundings): Promise<Connection> {
  const running = await find();
  const own = running === null ? await startOwn() : null;
  const close = async (): Promise<void> => own?.close();
  try {
    const server = running ?? (await find());
    if (server === null) throw new Error('The store was closed while it was opened.');
    return { ask: await reach(server, patienceMs), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Throws where nothing is answered; from then on each answer is waited for, since a check of the store takes its time. */
async function reach({ name, connect: open }: Holder, patienceMs: number): Promise<Ask> {
  const ask = askOver(open);
  const failed = (cause: unknown): never => {
    const seconds = patienceMs / 1000;
    const isLate = cause instanceof Error && cause.name === 'AbortError';
    const why = isLate ? `no answer for ${seconds} seconds` : String((cause as Error).message);
    throw new Error(`The store is in use by ${name}, which can't be asked (${why}).`, { cause });
  };
  await ask('/healthz', { signal: AbortSignal.timeout(patienceMs) }).catch(failed);
  return (path, init) => ask(path, init).catch(failed);
}
