/** How often somebody may do something, counted in the store, so that a restart doesn't forget it. */
import { isIPv6 } from 'node:net';
import type { UpdateLog, Write } from '../storage/update-log.ts';

export interface Limit {
  readonly name: string;
  readonly most: number;
  readonly withinMs: number;
}

/** Whether another time is allowed now, and the record that counts it, to be written with what it allows. */
export type Allowance =
  | { readonly ok: true; readonly write: Write }
  | { readonly ok: false; readonly retryAfterMs: number };

export class Limits {
  readonly #log: UpdateLog;
  readonly #now: () => Date;

  constructor(log: UpdateLog, now: () => Date) {
    this.#log = log;
    this.#now = now;
  }

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
