/** Figures of the process: how long the event loop was stalled, memory, processor time, size of the store. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;
/** How often the loop is looked at. */
const RESOLUTION_MS = 10;

/** Adds the figures to the registry; `storeBytes` is asked each time they are. Gives the function that stops measuring. */
export function watchProcess(registry: Registry, storeBytes: () => Promise<number>): () => void {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  new Gauge({
    name: 'galley_loop_delay_seconds',
    help: 'How late the event loop was since the figures were last asked for',
    labelNames: ['quantile'],
    registers,
    collect() {
      this.set({ quantile: '0.5' }, lateness(delay.percentile(50)));
      this.set({ quantile: '0.99' }, lateness(delay.percentile(99)));
      this.set({ quantile: '1' }, lateness(delay.max));
      delay.reset();
    },
  });
  new Gauge({
    name: 'galley_store_bytes',
    help: 'Size of the store on disk',
    registers,
    async collect() {
      this.set(await storeBytes());
    },
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of the process',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / MICROSECONDS);
    },
  });
  return () => void delay.disable();
}

/** Node measures from one look to the next, so the time between two that are on time is in it. */
function lateness(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1000);
}
