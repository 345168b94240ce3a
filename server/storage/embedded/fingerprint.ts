/** How a file was left when it was closed: its length and digest, kept beside it while nobody has it open. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { flush } from './file-calls.ts';

const Fingerprint = z.object({
  format: z.literal(1),
  bytes: z.int().min(0),
  sha256: z.string(),
});

/** What has become of a file. */
export type LeftAs =
  /** There is none, or nothing in it. */
  | 'missing'
  | 'same'
  /** It wasn't closed in order, as when the process was killed, so nobody can tell. */
  | 'unknown'
  /** It isn't what was closed. */
  | 'altered';

/** What has become of the file since `takeFingerprint`. */
export async function compareFingerprint(file: string): Promise<LeftAs> {
  const kept = await readFingerprint(file);
  const bytes = await bytesOf(file);
  if (bytes === 0) return 'missing';
  if (kept === null) return 'unknown';
  return bytes === kept.bytes && (await digestOf(file)) === kept.sha256 ? 'same' : 'altered';
}

/** Keeps how the file is now. To be called when it was closed and flushed. */
export async function takeFingerprint(file: string): Promise<void> {
  const taken = { format: 1, bytes: await bytesOf(file), sha256: await digestOf(file) };
  const temporary = `${placeOf(file)}.tmp`;
  await writeFile(temporary, `${JSON.stringify(taken)}\n`, { mode: 0o600 });
  await rename(temporary, placeOf(file));
}

/** To be called before the file is opened: from then on it is no longer as it was left. */
export async function dropFingerprint(file: string): Promise<void> {
  await rm(placeOf(file), { force: true });
  // After a power failure an old one that has come back would call a good file altered.
  await flush(dirname(file));
}

function placeOf(file: string): string {
  return `${file}.left`;
}

/** Null where there is none, and where it can't be read: then it says nothing. */
async function readFingerprint(file: string): Promise<z.infer<typeof Fingerprint> | null> {
  const text = await readFile(placeOf(file), 'utf8').catch(missing);
  try {
    return Fingerprint.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}

async function bytesOf(file: string): Promise<number> {
  return (await stat(file).catch(missing))?.size ?? 0;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
