/** What each person has seen of the threads of each article. */
import * as z from 'zod/mini';
import { MOST_SEEN } from '../../shared/wire/routes/visits.ts';
import type { VisitAnswer, VisitChange } from '../../shared/wire/routes/visits.ts';
import { readEntries } from '../storage/read-entries.ts';
import type { Store } from '../storage/store.ts';
import type { Json, UpdateLog, Write } from '../storage/update-log.ts';

const Row = z.object({ upTo: z.nullable(z.string()), seen: z.record(z.string(), z.string()) });
const NEVER: VisitAnswer = { upTo: null, seen: {} };

/** A row a person and article, of bounded size. */
export class Visits {
  readonly #store: Store;
  readonly #now: () => Date;

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** What a member or guest has seen. */
  async of(person: string, article: string): Promise<VisitAnswer> {
    return toRow(await this.#store.log.get('visits', keyOf(person, article)));
  }

  /** Adds to it; what two browsers note at once is both kept. */
  note(person: string, article: string, change: VisitChange): Promise<VisitAnswer> {
    const now = this.#now().toISOString();
    const key = keyOf(person, article);
    return this.#store.transaction(async ({ log }) => {
      const before = toRow(await log.get('visits', key));
      const after = joined(before, change, now);
      log.write([{ do: 'put', space: 'visits', key, value: after }]);
      return after;
    });
  }
}

/** The writes that forget all of a person. */
export async function forgetVisits(log: UpdateLog, person: string): Promise<Write[]> {
  const { entries, damaged } = await readEntries(log, 'visits', `${person}/`);
  const keys = [...entries.map(({ key }) => key), ...damaged];
  return keys.map((key) => ({ do: 'remove', space: 'visits', key }));
}

/** The writes that forget an article. */
export async function forgetVisitsOf(log: UpdateLog, article: string): Promise<Write[]> {
  const { entries, damaged } = await readEntries(log, 'visits');
  const keys = [...entries.map(({ key }) => key), ...damaged];
  return keys
    .filter((key) => key.endsWith(`/${article}`))
    .map((key) => ({ do: 'remove', space: 'visits', key }));
}

function keyOf(person: string, article: string): string {
  return `${person}/${article}`;
}

/** Each time is the later one of both. Those of threads go where all up to then is seen, and the oldest where there are too many. */
function joined(before: VisitAnswer, change: VisitChange, now: string): VisitAnswer {
  const at = (time: string): string => earlier(exact(time), now);
  const upTo = later(before.upTo, change.upTo === undefined ? null : at(change.upTo));
  const seen = new Map(Object.entries(before.seen));
  for (const [thread, time] of Object.entries(change.seen ?? {}))
    seen.set(thread, later(seen.get(thread) ?? null, at(time)) ?? now);
  const byTime = [...seen]
    .filter(([, time]) => upTo === null || time > upTo)
    .sort(([, one], [, other]) => (one < other ? 1 : -1));
  const beyond = byTime[MOST_SEEN]?.[1] ?? null;
  return {
    upTo: later(upTo, beyond),
    seen: Object.fromEntries(byTime.slice(0, MOST_SEEN)),
  };
}

/** As the server writes times, so that they can be compared. */
function exact(time: string): string {
  return new Date(time).toISOString();
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/** One that can't be read is as if there was none. */
function toRow(value: Json | null): VisitAnswer {
  const read = Row.safeParse(value);
  return read.success ? read.data : NEVER;
}
