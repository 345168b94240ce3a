/** Small frames that make much work. */
import { behind, own, ownId, TOO_LARGE } from './attack.ts';
import type { Attack } from './attack.ts';
import { collected, format, item, string, update } from './forge.ts';
import type { Content, Section, Where, Write } from './forge.ts';

export const EFFORT_ATTACKS: readonly Attack[] = [
  {
    name: 'half a million structs of two bytes each',
    ends: TOO_LARGE,
    update: ({ attacker }) =>
      update([
        {
          client: attacker,
          clock: 0,
          structs: Array.from({ length: 500_000 }, () => collected(1)),
        },
      ]),
  },
  {
    name: 'a thousand names of marks, each of which Yjs carries along behind each character',
    ends: 'unknown mark',
    update: (scene) =>
      update([
        own(
          scene,
          ...Array.from({ length: 2000 }, (_none, at) =>
            item(
              at === 0 ? behind(scene) : { origin: ownId(scene, at - 1) },
              at % 2 === 0 ? format(`em--${at}`, '{}') : string('x'),
            ),
          ),
        ),
      ]),
  },
];

/**
 * Thousands of items, for each of which Yjs looks through thousands of others: all of them were put behind the last word and
 * before one another, as if their writer had never seen the rest.
 */
export const QUADRATIC: Attack = {
  name: 'items whose place takes quadratic time to find, and where nobody can have put them',
  ends: 'neighbours out of order',
  update: (scene) => {
    const many = 6600;
    const { last } = scene;
    const each = (where: (at: number) => Where, content: Content): Write[] =>
      Array.from({ length: many }, (_none, at) => item(where(at), content));
    const ends = each(
      (at) => (at === 0 ? { origin: last } : { origin: last, right: ownId(scene, at - 1) }),
      string('x'),
    );
    const right = ownId(scene, many - 1);
    const between = each(
      (at) => ({ origin: at === 0 ? last : ownId(scene, many + at - 1), right }),
      format('strong', '{}'),
    );
    const sought = each((at) => ({ origin: last, right: ownId(scene, at) }), string('y'));
    return update([own(scene, ...ends, ...between, ...sought)]);
  },
};

/** The same, and nothing is wrong with any of them: two people put each character before their last, and a third has read the one. */
export const CONCURRENT: Attack = {
  name: 'items whose place takes quadratic time to find',
  ends: 'what can not be applied',
  update: ({ attacker, last }) => {
    const many = 9000;
    const [one, other, reader] = [attacker, attacker + 1, attacker + 2];
    const newestFirst = (client: number): Section => ({
      client,
      clock: 0,
      structs: Array.from({ length: many }, (_none, at) =>
        item(
          at === 0 ? { origin: last } : { origin: last, right: { client, clock: at - 1 } },
          string('x'),
        ),
      ),
    });
    const readUpTo = {
      origin: { client: one, clock: many - 1 },
      right: { client: one, clock: many - 2 },
    };
    return update([
      { client: reader, clock: 0, structs: [item(readUpTo, string('y'))] },
      newestFirst(other),
      newestFirst(one),
    ]);
  },
};
