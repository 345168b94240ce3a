/** Runs a script of this folder in a process of its own, and reads what it says line by line. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A process of its own; it is killed when the running test has ended. */
export interface StoreProcess {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** Resolves with the first line that begins so; rejects where the process ends without it. */
  line(start: string): Promise<string>;
  /** Resolves once the process has ended, however, and all its lines are read. */
  ended: Promise<void>;
}

/**
 * Starts `test/support/SCRIPT`; `before` is a shell command that is run first in the same process, like `ulimit`, and `within` one
 * that runs the process, like `unshare`.
 */
export function startStoreProcess(
  script: string,
  args: readonly string[],
  before = ':',
  within = '',
): StoreProcess {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const shell = `${before}; exec ${within} "$0" --import tsx "$@"`;
  const child = spawn('sh', ['-c', shell, process.execPath, path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const errors: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const ended = Promise.all([once(child, 'close'), once(reader, 'close')]).then(() => {});
  return {
    child,
    lines,
    ended,
    async line(start) {
      const find = () => lines.find((line) => line.startsWith(start));
      let listener = (): void => undefined;
      const heard = new Promise<void>((resolve) => {
        listener = () => find() !== undefined && resolve();
      });
      reader.on('line', listener);
      if (find() === undefined) await Promise.race([heard, ended]);
      reader.off('line', listener);
      const line = find();
      if (line === undefined) throw new Error(`No line "${start}": ${errors.join('')}`);
      return line;
    },
  };
}
