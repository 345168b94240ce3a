/** The lock of stores before there was a socket in the folder: a file with a pid. It is heeded, so that a server isn't updated beside itself. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What else that lock left in the folder. */
export const OLD_FILES: readonly string[] = ['lock-guard.mdb', 'lock-guard.mdb-lock'];

const OldLock = z.object({
  pid: z.number().int().positive(),
  /** See `processStart`; null where it couldn't be told. */
  start: z.string().nullable(),
  /** The file of a server with a socket has it, and then says nothing here: the socket does. */
  socket: z.undefined().optional(),
});

/** What servers of before look for in the lock's file, so that none of them opens the store beside this one. */
export function forServersBefore(pid: number): { start: string | null; url: null; secret: null } {
  return { start: processStart(pid), url: null, secret: null };
}

/** The pid of a living process in a lock file of that kind; null where there is none, or it is another kind of file. */
export function oldHolder(file: unknown): number | null {
  const { success, data } = OldLock.safeParse(file);
  if (!success || !isRunning(data.pid)) return null;
  const start = processStart(data.pid);
  // Another start means another process, to which the system has given the same number.
  return data.start === null || start === null || data.start === start ? data.pid : null;
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
