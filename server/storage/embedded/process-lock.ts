/** One process for each store folder: who holds it, how a dead holder is told, and how it is taken over. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { z } from 'zod';

const LOCK = 'lock.json';
const GUARD = 'lock-guard.mdb';

const Lock = z.object({
  pid: z.number().int().positive(),
  /** See `processStart`; null where it can't be told. */
  start: z.string().nullable(),
  url: z.string().nullable(),
  secret: z.string().nullable(),
});
type Lock = z.output<typeof Lock>;

/** How the command line reaches the holder; null until the holder has said it. */
export interface LockFacts {
  readonly pid: number;
  readonly url: string | null;
  readonly secret: string | null;
}

/** Advisory, as its holder has it: a file with the holder's pid, which keeps out only processes that look for it. */
export interface ProcessLock {
  /** Says how to reach this process, to whoever may read the folder's files. */
  describe(facts: { readonly url: string; readonly secret: string }): void;
  /** To be called when the folder was renamed, so that another's lock in its old place isn't taken for this one. */
  moved(folder: string): void;
  /** Gives the folder to others; does nothing when called again. */
  release(): void;
}

/**
 * Takes the folder for this process. Throws, naming the holder's pid, where a living process has it.
 *
 * Looking and taking happen inside a write transaction of an empty LMDB beside the lock. That is the one lock between
 * processes at hand that the kernel gives back by itself when its owner is killed, so that of two starters that find
 * the same dead holder one is first. It isn't held longer, since then nobody could read who has the store.
 */
export async function takeLock(folder: string): Promise<ProcessLock> {
  const own: Lock = { pid: process.pid, start: processStart(process.pid), url: null, secret: null };
  const options = { path: join(folder, GUARD), permissionsMode: 0o600 };
  const guard = open(options);
  try {
    guard.transactionSync(() => {
      const holder = livingHolder(folder);
      if (holder !== null)
        throw new Error(
          holder.pid === process.pid
            ? `The store ${folder} is open in this process (${holder.pid}) already.`
            : `The store ${folder} is in use by process ${holder.pid}.`,
        );
      writeLock(folder, own);
    });
  } finally {
    await guard.close();
  }
  return heldLock(folder, own);
}

/** What the process that has the folder says about itself, or null where none has it. */
export function readLock(folder: string): LockFacts | null {
  const holder = livingHolder(folder);
  return holder === null ? null : { pid: holder.pid, url: holder.url, secret: holder.secret };
}

function heldLock(folder: string, own: Lock): ProcessLock {
  let held = true;
  let place = folder;
  return {
    describe({ url, secret }) {
      if (held) writeLock(place, { ...own, url, secret });
    },
    moved(to) {
      place = to;
    },
    release() {
      // Once only: after the first time the file may be another's.
      if (held) rmSync(join(place, LOCK), { force: true });
      held = false;
    },
  };
}

function livingHolder(folder: string): Lock | null {
  const lock = parseLock(folder);
  if (lock === null || !isRunning(lock.pid)) return null;
  const start = processStart(lock.pid);
  // Another start means another process, to which the system has given the same number.
  return lock.start === null || start === null || lock.start === start ? lock : null;
}

/** A lock that can't be read is nobody's: its holder writes it in one step. */
function parseLock(folder: string): Lock | null {
  try {
    const parsed = Lock.safeParse(JSON.parse(readFileSync(join(folder, LOCK), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof SyntaxError || code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

function writeLock(folder: string, lock: Lock): void {
  const temporary = join(folder, `${LOCK}.tmp`);
  rmSync(temporary, { force: true });
  writeFileSync(temporary, `${JSON.stringify(lock)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(temporary, join(folder, LOCK));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A text that is the same for one process as long as it lives and differs from that of any other with its number;
 * `ended` for a process that has ended but isn't forgotten yet. Null where the system has no /proc.
 */
function processStart(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // See proc(5). The second field is the command's name, which may contain blanks and brackets itself.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? 'ended' : `${boot}/${fields[18] ?? ''}`;
  } catch {
    return null;
  }
}
