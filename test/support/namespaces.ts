/** Processes in PID namespaces of their own, as those of containers are, where this user may make such. */
import { spawnSync } from 'node:child_process';

/** Shell words that run what follows them in a new namespace; it ends when they are killed. */
export interface Ways {
  /** With the pid 1, as a container's process usually is. */
  readonly asFirst: string;
  /** With another one. */
  readonly asSecond: string;
}

const NEW = '--pid --fork --mount-proc --kill-child';
const TRIES = [`unshare ${NEW}`, `unshare --user --map-root-user ${NEW}`];

/** Null where none may be made. */
export function waysIntoNamespaces(): Ways | null {
  const asFirst = TRIES.find((words) => spawnSync('sh', ['-c', `${words} true`]).status === 0);
  return asFirst === undefined
    ? null
    : { asFirst, asSecond: `${asFirst} sh -c '"$0" "$@"; exit $?'` };
}
