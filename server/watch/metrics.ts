/** Counts what is watched, for Prometheus; in a registry of its own, so that two servers in a process don't mix. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { watchProcess } from './process-metrics.ts';
import type { Watch } from './watch.ts';

/** Rules are named in our code, but some name a node of the schema with them: nobody may make them grow without end. */
const MAX_RULES = 100;

/** Timing a change costs a good part of what applying it does, so one in sixteen is timed. */
const SAMPLED_APPLIES = 16;

const FLUSH_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const APPLY_SECONDS = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1];
const REQUEST_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30];
const FLUSH_CHANGES = [1, 2, 5, 10, 25, 50, 100, 250, 1000];

/** What is counted, by name for Prometheus; the figures begin at zero and live as long as this does. */
export interface Metrics {
  readonly watch: Watch;
  /** All figures in the text format of Prometheus. */
  text(): Promise<string>;
  /** Stops the measurement of stalls. */
  close(): void;
}

/** `storeBytes` gives the store's size on disk; it is asked each time the figures are. */
export function createMetrics(storeBytes: () => Promise<number>): Metrics {
  const registry = new Registry();
  const stopProcess = watchProcess(registry, storeBytes);
  return {
    watch: { ...watchSockets(registry), ...watchChanges(registry), ...watchRequests(registry) },
    text: () => registry.metrics(),
    close: stopProcess,
  };
}

/** A counter for what happens with every frame: added up here, and handed over when somebody asks. */
function tally(registry: Registry, name: string, help: string) {
  let sum = 0;
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(sum);
    },
  });
  return (amount: number): void => void (sum += amount);
}

/** The same, for each value of the label. */
function tallies(registry: Registry, name: string, help: string, label: string) {
  const sums = new Map<string, number>();
  new Counter({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset();
      for (const [value, sum] of sums) this.inc({ [label]: value }, sum);
    },
  });
  return (amount: number, value: string): void =>
    void sums.set(value, (sums.get(value) ?? 0) + amount);
}

/** The most observations that are kept before they are handed over. */
const MAX_OBSERVED = 1000;

/** A histogram for what happens with every change: observations are handed over many at a time, which costs a fraction. */
function histogram(registry: Registry, name: string, help: string, buckets: number[], label = '') {
  let observed: { readonly value: number; readonly labels: Record<string, string> }[] = [];
  const handOver = (): void => {
    for (const { value, labels } of observed) all.observe(labels, value);
    observed = [];
  };
  const all: Histogram = new Histogram({
    name,
    help,
    buckets,
    labelNames: label === '' ? [] : [label],
    registers: [registry],
    collect: handOver,
  });
  return {
    observe(value: number, of = ''): void {
      observed.push({ value, labels: label === '' ? {} : { [label]: of } });
      if (observed.length === MAX_OBSERVED) handOver();
    },
  };
}

type Sockets =
  | 'roomOpened'
  | 'roomClosed'
  | 'socketOpened'
  | 'socketClosed'
  | 'frameIn'
  | 'bytesOut'
  | 'refused';

function watchSockets(registry: Registry): Pick<Watch, Sockets> {
  const registers = [registry];
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['kind'], registers });
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const rooms = gauge('galley_rooms_open', 'Rooms that are loaded');
  const sockets = gauge('galley_sockets_open', 'Sockets that are in a room');
  const framesIn = tallies(registry, 'galley_frames_in_total', 'Frames that came in', 'kind');
  const bytesIn = tally(registry, 'galley_bytes_in_total', 'Bytes of the frames that came in');
  const bytesOut = tally(registry, 'galley_bytes_out_total', 'Bytes of the frames that went out');
  const refusals = counter('galley_refusals_total', 'What was refused, by rule', 'rule');
  const rules = new Set<string>();
  return {
    roomOpened: (kind) => rooms.inc({ kind }),
    roomClosed: (kind) => rooms.dec({ kind }),
    socketOpened: (kind) => sockets.inc({ kind }),
    socketClosed: (kind) => sockets.dec({ kind }),
    frameIn(kind, bytes) {
      framesIn(1, kind);
      bytesIn(bytes);
    },
    bytesOut,
    refused(rule) {
      if (rules.size < MAX_RULES) rules.add(rule);
      refusals.inc({ rule: rules.has(rule) ? rule : 'other' });
    },
  };
}

function ignore(): void {}

function watchChanges(registry: Registry): Pick<Watch, 'applying' | 'flushing'> {
  const applies = histogram(
    registry,
    'galley_apply_seconds',
    'How long judging and applying a change took, of one change in sixteen',
    APPLY_SECONDS,
    'kind',
  );
  const flushes = histogram(
    registry,
    'galley_flush_seconds',
    'How long storing a group of changes took',
    FLUSH_SECONDS,
    'outcome',
  );
  const sizes = histogram(
    registry,
    'galley_flush_changes',
    'How many changes were stored at once',
    FLUSH_CHANGES,
  );
  let turn = SAMPLED_APPLIES - 1; // the first one is timed
  return {
    applying(kind) {
      turn = (turn + 1) % SAMPLED_APPLIES;
      if (turn !== 0) return ignore;
      const begun = performance.now();
      return () => applies.observe(secondsSince(begun), kind);
    },
    flushing(changes) {
      sizes.observe(changes);
      const begun = performance.now();
      return (outcome) => flushes.observe(secondsSince(begun), outcome);
    },
  };
}

/** `begun` in milliseconds as `performance.now` gives them. */
function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}

function watchRequests(registry: Registry): Pick<Watch, 'requested' | 'reportTaken'> {
  const registers = [registry];
  const requests = new Histogram({
    name: 'galley_http_request_seconds',
    help: 'How long answering a request took',
    labelNames: ['route', 'method', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const reports = new Counter({
    name: 'galley_reports_taken_total',
    help: "Readers' reports that were taken",
    registers,
  });
  return {
    requested: (route, method, status, seconds) =>
      requests.observe({ route, method, status }, seconds),
    reportTaken: () => reports.inc(),
  };
}
