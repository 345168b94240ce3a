/** Programs that a machine may have, which read what we write: their tests are skipped where they aren't there. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
/** LibreOffice takes several seconds to start, and more on a busy machine. */
const MAX_MS = 120_000;

/** Whether it can be started. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { timeout: MAX_MS }).status === 0;
}

/** What it prints. Rejects where it fails. */
export async function outputOf(program: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await execute(program, words, { timeout: MAX_MS, maxBuffer: 64 << 20 });
  return stdout;
}
