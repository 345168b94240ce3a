/** What is measured, against whom, and which goal stands for it. */
import { makeRooms } from './contestants.ts';
import type { Contestant, Name } from './contestants.ts';
import { measureLive } from './live-load.ts';
import type { Load } from './live-load.ts';
import { measureLong, writeHistory } from './long-document.ts';
import { measureEmptied, measureIdle, measureOpened } from './opened-rooms.ts';
import type { Hot } from './profile.ts';
import type { Site } from './site.ts';
import { Stores } from './stored.ts';
import { typedHistory } from './texts.ts';

export interface Effort {
  /** Shorter runs and smaller data, for a look in passing. */
  readonly isQuick: boolean;
  readonly isProfiled: boolean;
}

export type Goal =
  | { readonly kind: 'ratio'; readonly to: Name; readonly atMost: number }
  | { readonly kind: 'limit'; readonly atMost: number };

/** One value of a figure as it is shown. */
export interface Row {
  readonly value: string;
  readonly says: string;
  readonly goals: readonly Goal[];
  /** Where a goal has been missed before: why that is. */
  readonly why?: string;
}

export interface Measured {
  readonly values: Readonly<Record<string, number>>;
  readonly hot: readonly Hot[];
}

export type Measure = (contestant: Contestant) => Promise<Measured>;

export interface Figure {
  readonly id: string;
  readonly says: string;
  readonly contestants: readonly Name[];
  readonly rows: readonly Row[];
  /** Prepares what all repetitions share. */
  readonly begin: (site: Site, effort: Effort) => Promise<Measure>;
}

const [YWS, LEVELDB, HOCUSPOCUS]: readonly Name[] = [
  'y-websocket-server',
  'y-ws + LevelDB',
  'Hocuspocus + SQLite',
] as const;

const ratio = (to: Name, atMost: number): Goal => ({ kind: 'ratio', to, atMost });
const limit = (atMost: number): Goal => ({ kind: 'limit', atMost });

const WHY_FAN_OUT =
  'Half of the time goes into one write for each socket, which costs all of us the same, and at fifty edits a second few come close ' +
  'enough together to share it. What we save by making each frame once goes into storing each edit before it is shown, which takes ' +
  'most of a millisecond; the bare server stores nothing. Waiting 8 ms for others to share the writes saves a tenth, and is noticed. ' +
  'These writes alone cost a server of bare sockets about three quarters of what the peer takes in all (bench:sockets).';

const WHY_ROOMS =
  'Only two others get each edit, so what it costs by itself weighs most: to be read, judged and stored before it is shown, which ' +
  'the peers do seconds later or not at all. The ratio swings by a fifth from one repetition to the next.';

export const FIGURES: readonly Figure[] = [
  live('fan-out', '1 room × 200 clients, 5 type 10 times a second', {
    load: { rooms: 1, clientsPerRoom: 200, typistsPerRoom: 5, editsPerSecond: 10 },
    contestants: ['Galley', YWS, HOCUSPOCUS],
    cpu: [ratio(YWS, 0.85)],
    p99: [ratio(YWS, 1)],
    why: WHY_FAN_OUT,
  }),
  live('busy', '1 room × 200 clients, 40 type 10 times a second', {
    load: { rooms: 1, clientsPerRoom: 200, typistsPerRoom: 40, editsPerSecond: 10 },
    contestants: ['Galley', YWS, HOCUSPOCUS],
    cpu: [ratio(HOCUSPOCUS, 0.5)],
    p99: [limit(50)],
  }),
  live('rooms', '200 rooms × 3 clients, 1 in each types 5 times a second', {
    load: { rooms: 200, clientsPerRoom: 3, typistsPerRoom: 1, editsPerSecond: 5 },
    contestants: ['Galley', LEVELDB, HOCUSPOCUS],
    cpu: [ratio(HOCUSPOCUS, 0.75), ratio(LEVELDB, 0.6)],
    p99: [limit(25)],
    why: WHY_ROOMS,
  }),
  live('cursors', '1 room × 50 clients, each moves its cursor twice a second', {
    load: {
      rooms: 1,
      clientsPerRoom: 50,
      typistsPerRoom: 0,
      editsPerSecond: 0,
      cursorsPerSecond: 2,
    },
    contestants: ['Galley', YWS, HOCUSPOCUS],
    cpu: [ratio(YWS, 0.8)],
    p99: [],
  }),
  {
    id: 'document',
    says: 'a document of 260,000 keystrokes',
    contestants: ['Galley', HOCUSPOCUS],
    rows: [
      { value: 'open', says: 'opened after a restart, ms', goals: [ratio(HOCUSPOCUS, 0.2)] },
      { value: 'openCpu', says: 'CPU for that, ms', goals: [] },
      { value: 'join', says: 'CPU for each who joins, µs', goals: [ratio(HOCUSPOCUS, 0.25)] },
      { value: 'used', says: 'in use on disk after a stop, kB', goals: [ratio(HOCUSPOCUS, 1)] },
      { value: 'files', says: 'files on disk after a stop, kB', goals: [] },
    ],
    begin: beginLong,
  },
  {
    id: 'memory',
    says: 'rooms of 10 kB of text and its history, opened after a restart and not edited',
    contestants: ['Galley', LEVELDB, HOCUSPOCUS],
    rows: [
      { value: 'heap', says: 'heap and buffers of a room and its client, kB', goals: [limit(45)] },
      { value: 'rss', says: 'growth of the process for each, kB', goals: [] },
    ],
    begin: beginOpened,
  },
  {
    id: 'emptied',
    says: 'the same rooms, a minute after all have gone',
    contestants: ['Galley'],
    rows: [
      { value: 'opened', says: 'growth of the process while they are open, MB', goals: [] },
      { value: 'left', says: 'growth that is left, MB', goals: [limit(60)] },
    ],
    begin: beginEmptied,
  },
  {
    id: 'idle',
    says: '2,000 clients in a room who do nothing',
    contestants: ['Galley', YWS, HOCUSPOCUS],
    rows: [{ value: 'rss', says: 'growth of the process for each, kB', goals: [ratio(YWS, 1.25)] }],
    begin: beginIdle,
  },
];

interface LivePlan {
  readonly load: Omit<Load, 'cursorsPerSecond'> & { readonly cursorsPerSecond?: number };
  readonly contestants: readonly Name[];
  readonly cpu: readonly Goal[];
  readonly p99: readonly Goal[];
  readonly why?: string;
}

function live(id: string, says: string, plan: LivePlan): Figure {
  const why = plan.why === undefined ? {} : { why: plan.why };
  return {
    id,
    says,
    contestants: plan.contestants,
    rows: [
      { value: 'cpu', says: 'CPU for each delivered message, µs', goals: plan.cpu, ...why },
      { value: 'p50', says: 'half are delivered within, ms', goals: [] },
      { value: 'p99', says: '99 of 100 are delivered within, ms', goals: plan.p99, ...why },
      { value: 'delivered', says: 'delivered of what was sent', goals: [] },
    ],
    async begin(site, { isQuick, isProfiled }) {
      const load = { cursorsPerSecond: 0, ...plan.load };
      return async (contestant) => {
        const profiles = isProfiled && contestant.name === 'Galley';
        const result = await measureLive(site, contestant, load, isQuick ? 4 : 8, profiles);
        const { hot, ...values } = result;
        return { values, hot };
      };
    },
  };
}

async function beginLong(site: Site, { isQuick }: Effort): Promise<Measure> {
  const history = await typedHistory(Infinity, isQuick ? 50 : 1);
  const stores = new Stores(site, async (contestant, port) => [
    await writeHistory(contestant, port, history),
  ]);
  return async (contestant) => {
    const values = await measureLong(stores, contestant, history, isQuick ? 40 : 200);
    const { files, used } = await stores.size(contestant);
    return { values: { ...values, files: files / 1024, used: used / 1024 }, hot: [] };
  };
}

async function beginOpened(site: Site, effort: Effort): Promise<Measure> {
  const { stores, enoughBytes } = await storedArticles(site, effort);
  return async (contestant) => {
    const values = await measureOpened(stores, contestant, enoughBytes);
    return { values: { ...values }, hot: [] };
  };
}

async function beginEmptied(site: Site, effort: Effort): Promise<Measure> {
  const { stores, enoughBytes } = await storedArticles(site, effort);
  return async (contestant) => {
    const values = await measureEmptied(stores, contestant, enoughBytes);
    return { values: { ...values }, hot: [] };
  };
}

/** 14,166 keystrokes make the first 10 kB of the paper. */
async function storedArticles(site: Site, { isQuick }: Effort) {
  const { whole } = await typedHistory(14_166, 1);
  const stores = new Stores(site, (contestant, port) =>
    makeRooms(contestant, port, isQuick ? 200 : 1000, whole),
  );
  return { stores, enoughBytes: whole.length * 0.9 };
}

function beginIdle(site: Site, { isQuick }: Effort): Promise<Measure> {
  return Promise.resolve(async (contestant: Contestant) => {
    const rss = await measureIdle(site, contestant, isQuick ? 500 : 2000);
    return { values: { rss }, hot: [] };
  });
}
