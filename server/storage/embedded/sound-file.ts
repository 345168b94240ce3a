/**
 * Makes sure that the log's file is sound before it is opened. LMDB maps its file into memory and believes what it finds
 * there: one that was cut short ends the process without a word, and an altered page may show another state.
 */
import { copyFile, link, rename } from 'node:fs/promises';
import type { Examine } from '../examine.ts';
import { compareFingerprint, dropFingerprint } from './fingerprint.ts';

/** The sentence for the operator of a store that can't be opened. */
export class UnreadableStoreError extends Error {
  override readonly name = 'UnreadableStoreError';

  constructor(file: string, what: string) {
    super(
      `The file ${file} ${what}. Put a backup in the place of the store with “galley restore FOLDER”.`,
    );
  }
}

/**
 * Resolves once the file can be opened; `notice` hears what was found. An altered file is never written to again: it is set
 * aside, and a copy of what can be read is used instead. Throws `UnreadableStoreError` where there is no such copy, or no
 * file although there should be one.
 */
export async function makeSound(
  folder: string,
  file: string,
  isExpected: boolean,
  examine: Examine,
  notice: (sentence: string) => void,
): Promise<void> {
  const left = await compareFingerprint(file);
  if (left === 'missing' && isExpected) throw new UnreadableStoreError(file, 'is missing or empty');
  if (left === 'unknown' || left === 'altered') {
    const { findings, copy } = await examine(folder, left === 'altered').catch((cause: unknown) => {
      throw new UnreadableStoreError(file, `can't be read: it is damaged (${reasonOf(cause)})`);
    });
    if (copy !== null) {
      const aside = await setAside(file, copy);
      notice(
        `The file ${file} is damaged and was set aside as ${aside}; what can be read of it is used instead.`,
      );
    }
    for (const finding of findings) notice(finding);
  }
  await dropFingerprint(file);
}

/** At no moment is there no file: a start in between would begin an empty store. */
async function setAside(file: string, copy: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const aside = `${file}.damaged-${number}`;
    try {
      // Until a name is free.
      await link(file, aside).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') throw error;
        return copyFile(file, aside); // a file system without links
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    await rename(copy, file);
    return aside;
  }
}

function reasonOf(error: unknown): string {
  const { signal, killed, stderr, message } = error as {
    signal?: string | null;
    killed?: boolean;
    stderr?: string;
    message: string;
  };
  if (killed === true) return 'reading it does not end';
  if (signal) return `reading it ends in ${signal}`;
  return (stderr?.trim() || message).split('\n')[0] ?? '';
}
