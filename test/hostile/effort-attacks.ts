/** Small frames that make much work. */
import { behind, own, ownId, TOO_LARGE } from './attack.ts';
import type { Attack } from './attack.ts';
import { collected, format, item, string, update } from './forge.ts';

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

/** Ten thousand items before each of which Yjs looks through ten thousand others: two minutes of work in 140 kB. */
export const QUADRATIC: Attack = {
  name: 'items whose place takes quadratic time to find',
  ends: 'what can not be applied',
  update: (scene) => {
    const half = 10_000;
    const structs = Array.from({ length: 2 * half - 1 }, (_none, at) => {
      const chained = at === 0 ? behind(scene) : { origin: ownId(scene, at - 1) };
      const right = ownId(scene, half - 1 - ((at - half) % (half >> 1)));
      return item(at < half ? chained : { origin: scene.last, right }, string('xy'[at % 2] ?? ''));
    });
    return update([own(scene, ...structs)]);
  },
};
