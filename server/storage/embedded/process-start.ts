/** Tells one process from another that has got the same number later. */
import { readFileSync } from 'node:fs';

/**
 * A text that is the same for one process as long as it lives and differs from that of any other with its number;
 * `ended` for a process that has ended but isn't forgotten yet. Null where the system has no /proc.
 */
export function processStart(pid: number): string | null {
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
