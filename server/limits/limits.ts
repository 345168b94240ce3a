/** How often somebody may do something, counted in the store, so that a restart doesn't forget it. */
import { isIPv6 } from 'node:net';
import { DamagedEntryError } from '../storage/damage.ts';
import type { UpdateLog, Write } from '../storage/update-log.ts';

export interface Limit {
  readonly name: string;
  readonly most: number;
  readonly withinMs: number;
}

/** Copies of articles and of the audit log: a long one takes a good part of a second to make. */
export const EXPORTS: Limit = { name: 'exports', most: 30, withinMs: 60_000 };

/** Whether another time is allowed now, and the record that counts it, to be written with what it allows. */
export type Allowance =
  | { readonly ok: true; readonly write: Write }
  | { readonly ok: false; readonly retryAfterMs: number };

/** Whether this time was within the limit. */
export type Taken = { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number };

/** No limit looks further back. */
const KEEP_MS = 24 * 60 * 60 * 1000;
/** How many records are looked at when one is written. */
const LOOK_AT = 20;

export class Limits {
  readonly #log: UpdateLog;
  readonly #now: () => Date;
  /** Countings run one after the other: two at once would both find the last time free. */
  #last: Promise<unknown> = Promise.resolve();
  /** The record that was looked at last for being old. */
  #looked = '';

  constructor(log: UpdateLog, now: () => Date) {
    this.#log = log;
    this.#now = now;
  }

  /** Counts one time under each limit, or under none where one of them has been reached. */
  take(...asked: readonly (readonly [limit: Limit, who: string])[]): Promise<Taken> {
    const taken = this.#last.then(() => this.#count(asked));
    this.#last = taken.catch(() => {}); // its caller hears of the failure
    return taken;
  }

  async #count(asked: readonly (readonly [limit: Limit, who: string])[]): Promise<Taken> {
    const writes: Write[] = [];
    for (const [limit, who] of asked) {
      // Two or three reads from memory.
      const allowance = await this.allow(limit, who);
      if (!allowance.ok) return allowance;
      writes.push(allowance.write);
    }
    await this.#log.commit([...(await this.#forgotten()), ...writes]);
    return { ok: true };
  }

  /**
   * Takes away what no limit looks back to, a few records each time: anybody can be counted under ever new names. A
   * damaged record goes too, since whoever it counts could do nothing any more.
   */
  async #forgotten(): Promise<Write[]> {
    const after = this.#looked;
    try {
      const records = await this.#log.list('limits', { after, limit: LOOK_AT });
      this.#looked = records.length < LOOK_AT ? '' : (records.at(-1)?.key ?? '');
      const old = this.#now().getTime() - KEEP_MS;
      return records
        .filter(({ value }) => toTimes(value).every((time) => time < old))
        .map(({ key }) => ({ do: 'remove', space: 'limits', key }));
    } catch (error) {
      if (!(error instanceof DamagedEntryError)) throw error;
      return [{ do: 'remove', space: 'limits', key: error.key }];
    }
  }

  /** The caller counts, by writing the record with what it allows. Two at once may both be allowed: see `take`. */
  async allow(limit: Limit, who: string): Promise<Allowance> {
    const key = `${limit.name}/${who}`;
    const now = this.#now().getTime();
    const recent = toTimes(await this.#log.get('limits', key)).filter(
      (time) => time > now - limit.withinMs,
    );
    const oldest = recent[0];
    if (recent.length >= limit.most && oldest !== undefined) {
      return { ok: false, retryAfterMs: oldest + limit.withinMs - now };
    }
    return { ok: true, write: { do: 'put', space: 'limits', key, value: [...recent, now] } };
  }
}

/** The network that an address belongs to: an IPv4 address by itself, of an IPv6 address its /64. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const bare = address.replace(/%.*$/, '');
  return isIPv6(bare) ? `${expand(bare).slice(0, 4).join(':')}::/64` : address;
}

/** The eight groups of an IPv6 address, each without leading zeros. */
function expand(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...(tail === undefined ? [] : zeros), ...right].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}

function toTimes(value: unknown): number[] {
  return Array.isArray(value)
    ? value.filter((time): time is number => typeof time === 'number')
    : [];
}
