/** Loaded into a server that is watched: tells the longest time in which its event loop did one thing alone, and what it holds. */
import { openSync, readSync } from 'node:fs';

const STEP_MS = 1;
/** Nanoseconds that the first thread, on which all of our own code runs, has had of a processor. */
const file = open();
const text = Buffer.alloc(128);
let longest = nothing();
let last = { at: performance.now(), cpu: cpuMs() };

setInterval(() => {
  const now = { at: performance.now(), cpu: cpuMs() };
  longest.wallMs = Math.max(longest.wallMs, now.at - last.at - STEP_MS);
  longest.cpuMs = Math.max(longest.cpuMs, now.cpu - last.cpu);
  last = now;
}, STEP_MS).unref();

process.on('message', (question) => {
  if (question === 'held') process.send?.(held());
  if (question !== 'stalls') return;
  process.send?.(longest);
  longest = nothing();
});
process.channel?.unref();

function nothing() {
  return { wallMs: 0, cpuMs: 0 };
}

/** Bytes of heap and of buffers outside of it, once what nobody needs is gone. */
function held() {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function open() {
  try {
    return openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
  } catch {
    return null; // no such file but on Linux
  }
}

/** By the processor's time another process's work isn't taken for a stall of ours. */
function cpuMs() {
  if (file === null) return process.cpuUsage().user / 1e3;
  const length = readSync(file, text, 0, text.length, 0);
  return Number(text.toString('latin1', 0, length).split(' ')[0]) / 1e6;
}
