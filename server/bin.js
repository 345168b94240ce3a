#!/usr/bin/env node
// The command `galley`: builds what is stale where the sources are at hand, then runs what was built.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PARENT_CHECK_MS = 500;

const parent = process.ppid; // as it is before the build, which may outlive it
const build = fileURLToPath(new URL('../build.js', import.meta.url));
if (existsSync(build)) {
  // In a process of its own: the bundlers' memory and settings stay out of the server. Its words go to
  // stderr, since stdout may be an export.
  const { status } = spawnSync(process.execPath, [build, '--stale'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
if (process.argv.includes('--under-npm')) endWithParent();
await import(new URL('../dist/server/main.js', import.meta.url).href);

/** A signal to `npm start` ends npm and its shell, but not what the shell runs: that would keep port and store. */
function endWithParent() {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS).unref();
}
