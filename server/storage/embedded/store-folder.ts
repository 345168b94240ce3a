/** The folder that a store lies in: how it is made ready, and what lies beside it. */
import { access, constants, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { BALLAST_FILE } from './ballast.ts';
import { CHECKPOINT_PREFIX } from './checkpoint.ts';
import { LOG_FILE } from './lmdb-tables.ts';

/** A restore puts its copy, and the store that was there, beside the folder: how their names go on after the folder's name and a dot. */
export const BESIDE = { copy: 'restoring', kept: 'before-' } as const;

/** Makes the folder, readable by its owner alone, where it doesn't exist. Throws a sentence for the operator where it can't be used. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`The folder ${folder} can't be used: ${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * A restore that was killed may have put the store aside and nothing in its place: a new store would hide that, so this throws then.
 * To be asked before the folder is made: `mv` would put what is to be renamed into it.
 */
export async function refuseHalfRestored(folder: string): Promise<void> {
  const isOfStore = (name: string): boolean =>
    name === LOG_FILE || name.startsWith(CHECKPOINT_PREFIX);
  if ((await namesIn(folder)).some(isOfStore)) return;
  const whole = resolve(folder);
  const [copy, kept] = [`${whole}.${BESIDE.copy}`, `${whole}.${BESIDE.kept}`];
  const beside = (await namesIn(dirname(whole))).map((name) => join(dirname(whole), name)).sort();
  const newest = beside.findLast((path) => path.startsWith(kept));
  if (newest !== undefined)
    throw new Error(
      `There is no store in ${whole}, but a restore left ${newest}: rename that to ${whole} (if there is such a folder, remove it first) and restore again, or move it away to begin a new store.`,
    );
  if (beside.includes(copy))
    throw new Error(
      `There is no store in ${whole}, but a restore was cut short: restore again, or remove ${copy} to begin a new store.`,
    );
}

/** The names of what is in the folder; none where there is no such folder, or it can't be read. */
export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** The bytes of all files in the folder that hold something. */
export async function bytesIn(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name !== BALLAST_FILE);
  const sizes = names.map((name) => stat(join(folder, name)).then(({ size }) => size, missing));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** An old checkpoint may go while they are counted. */
function missing(error: NodeJS.ErrnoException): number {
  if (error.code === 'ENOENT') return 0;
  throw error;
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return 'there is a file in its place';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'this user may not write there';
    default:
      return message;
  }
}
