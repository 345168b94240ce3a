/** Installs the servers that Galley is measured against, in a folder of their own. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FOLDER = fileURLToPath(new URL('../peers/', import.meta.url));
/** Which lockfile was installed; written last, so that a broken installation is done again. */
const STAMP = `${FOLDER}node_modules/.installed`;

/** Null when they are there, else why they can't be. */
export async function installPeers(): Promise<string | null> {
  const lockfile = await readFile(`${FOLDER}package-lock.json`, 'utf8');
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === lockfile) return null;
  process.stderr.write('Installing the peers, which takes a minute or two…\n');
  try {
    // Nothing but what a lockfile names; SQLite is compiled where no built one can be had.
    await promisify(execFile)('npm', ['ci'], { cwd: FOLDER, maxBuffer: 1 << 26 });
    await promisify(execFile)('node', ['-e', 'require("sqlite3"), require("leveldown")'], {
      cwd: FOLDER,
    });
    await writeFile(STAMP, lockfile);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
