/** Puts on the disk what the system still holds back. */
import { open } from 'node:fs/promises';

/** Resolves once the file or folder is there: without it a new name may be gone after a power failure. Windows can't, and needn't. */
export async function flush(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
