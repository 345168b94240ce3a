/** Folders for one test each, removed after it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The path of a new, empty folder that is removed when the running test has ended. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
