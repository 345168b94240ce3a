/** How often somebody may do something, counted in the store, so that a restart doesn't forget it. */
import { DamagedEntryError } from '../storage/damage.ts';
import type { Store } from '../storage/store.ts';
import type { Json, LogReads, Write } from '../storage/update-log.ts';

/** How many times something may be done within a time. */
export interface Limit {
  /** Under this it is counted in the store. */
  readonly name: string;
  readonly most: number;
  readonly withinMs: number;
}

/** Whether this time was within the limits; if not, the first that was reached, and when the next one may be. */
export type Consumed =
  | { readonly ok: true }
  | { readonly ok: false; readonly reached: Limit; readonly retryAfterMs: number };

/** A limit, and whom or what it is counted for. */
export type Counted = readonly [limit: Limit, subject: string];

/** Servers' clocks may differ by this; what is later was counted by a clock that was wrong, and keeps nobody out. */
const SKEW_MS = 60_000;
/** No limit looks further back. */
const KEEP_MS = 24 * 60 * 60 * 1000;
/** How many records are looked at when one is written. */
const LOOK_AT = 20;

/** Counts under limits, each time in one transaction with the look whether the limit is reached. */
export class Limits {
  readonly #store: Store;
  readonly #now: () => Date;
  /** The record that was looked at last for being old. */
  #looked = '';

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** Counts one time under each limit, or under none where one of them has been reached. */
  async consume(...asked: readonly Counted[]): Promise<Consumed> {
    const old = await this.#findOld();
    const now = this.#now().getTime();
    return this.#store.transaction(async ({ log }) => {
      const counted: Write[] = [];
      for (const [limit, subject] of asked) {
        const key = keyOf(limit, subject);
        const recent = (await timesAt(key, log)).filter(
          (time) => time > now - limit.withinMs && time <= now + SKEW_MS,
        );
        const [oldest] = recent;
        if (recent.length >= limit.most && oldest !== undefined)
          return { ok: false, reached: limit, retryAfterMs: oldest + limit.withinMs - now };
        counted.push({ do: 'put', space: 'limits', key, value: [...recent, now] });
      }
      log.write(counted);
      log.write(await this.#stillOld(old, log));
      return { ok: true };
    });
  }

  /** Takes one time back that was consumed a moment ago, for something that didn't come about. */
  refund(limit: Limit, subject: string): Promise<void> {
    return this.#store.transaction(async ({ log }) => {
      const key = keyOf(limit, subject);
      const times = await timesAt(key, log);
      log.write([{ do: 'put', space: 'limits', key, value: times.slice(0, -1) }]);
    });
  }

  /**
   * Keys of records that no limit looks back to, of a few each time: anybody can be counted under ever new names. A damaged
   * record is one of them, since nobody whom it counts could do anything any more.
   */
  async #findOld(): Promise<string[]> {
    const after = this.#looked;
    try {
      const records = await this.#store.log.list('limits', { after, limit: LOOK_AT });
      this.#looked = records.length < LOOK_AT ? '' : (records.at(-1)?.key ?? '');
      return records.filter(({ value }) => this.#isOld(value)).map(({ key }) => key);
    } catch (error) {
      if (!(error instanceof DamagedEntryError)) throw error;
      return [error.key];
    }
  }

  async #stillOld(keys: readonly string[], log: LogReads): Promise<Write[]> {
    const writes: Write[] = [];
    for (const key of keys)
      if (this.#isOld(await valueAt(key, log))) writes.push({ do: 'remove', space: 'limits', key });
    return writes;
  }

  #isOld(value: Json | null): boolean {
    const old = this.#now().getTime() - KEEP_MS;
    const late = this.#now().getTime() + SKEW_MS;
    return toTimes(value).every((time) => time < old || time > late);
  }
}

function keyOf({ name }: Limit, subject: string): string {
  return `${name}/${subject}`;
}

async function timesAt(key: string, log: LogReads): Promise<number[]> {
  return toTimes(await log.get('limits', key));
}

/** Null where there is none, or it is damaged. */
async function valueAt(key: string, log: LogReads): Promise<Json | null> {
  try {
    return await log.get('limits', key);
  } catch (error) {
    if (error instanceof DamagedEntryError) return null;
    throw error;
  }
}

function toTimes(value: unknown): number[] {
  return Array.isArray(value)
    ? value.filter((time): time is number => typeof time === 'number')
    : [];
}
