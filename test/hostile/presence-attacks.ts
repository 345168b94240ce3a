/** Presence frames that forge, mute or flood. */
import * as encoding from 'lib0/encoding';

export interface PresenceEntry {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
}

export interface PresenceAttack {
  readonly name: string;
  /** The close code. */
  readonly ends?: number;
  /** Frames that are sent one after the other; the last of them ends the socket. */
  readonly frames: (victim: number) => Uint8Array[];
}

export function presence(entries: readonly PresenceEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, json } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, json);
    }
  });
}

const one = (client: number, json = '{}', clock = 1): Uint8Array =>
  presence([{ client, clock, json }]);

export const PRESENCE_ATTACKS: readonly PresenceAttack[] = [
  { name: 'another’s client id', frames: (victim) => [one(victim, '{"cursor":null}', 500)] },
  { name: 'another’s departure', frames: (victim) => [one(victim, 'null', 500)] },
  {
    name: 'another’s id at clock 2^50, which would mute them',
    frames: (victim) => [one(victim, '{}', 2 ** 50)],
  },
  {
    name: 'one’s own id at the last safe clock, behind which no client can read',
    frames: () => [one(7, '{}', 2 ** 53 - 1)],
  },
  { name: 'a jump of one’s own clock', frames: () => [one(7), one(7, '{}', 5000)] },
  {
    name: 'a true entry and a broken one behind it',
    frames: () => [
      presence([
        { client: 7, clock: 1, json: '{}' },
        { client: 8, clock: 1, json: '{' },
      ]),
    ],
  },
  { name: 'a frame that is cut off', frames: () => [one(7).subarray(0, 3)] },
  { name: 'bytes behind the end', frames: () => [Uint8Array.from([...one(7), 0])] },
  { name: '300,000 entries', ends: 4413, frames: () => [flood(300_000, 'null')] },
  { name: '5 ids in a frame', frames: () => [flood(5, '{}')] },
  {
    name: 'ids without end, a few in each frame',
    frames: () => [1, 11, 21].map((from) => flood(4, '{}', from)),
  },
  { name: 'a state of 5 kB', frames: () => [one(7, JSON.stringify({ note: 'x'.repeat(5000) }))] },
  { name: 'a prototype', frames: () => [one(7, '{"__proto__":{"admin":true}}')] },
  ...['1', '"x"', '[]', 'true', 'NaN', ''].map((json) => ({
    name: `a state that is ${json || 'nothing'}`,
    frames: () => [one(7, json)],
  })),
  { name: 'JSON nested 2,000 deep without an end', frames: () => [one(7, '['.repeat(2000))] },
];

function flood(count: number, json: string, from = 1): Uint8Array {
  return presence(
    Array.from({ length: count }, (_none, at) => ({ client: from + at, clock: 1, json })),
  );
}
