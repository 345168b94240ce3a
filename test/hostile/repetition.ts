/** A frame that says again, in other words, what others said before. */
import { behind, own } from './attack.ts';
import { item, string, update } from './forge.ts';
import type { Scene } from './scene.ts';

/**
 * Something new of the attacker's own, under a higher client id; and the victim's clocks from 0 on, as one long struct that Yjs
 * passes over, since it knows them. Where the bytes are merged with the true ones later, the forged struct comes first.
 */
export function forgedRepetition(scene: Scene): Uint8Array {
  const attacker = Math.max(scene.attacker, scene.victim + 1);
  return update([
    own({ ...scene, attacker }, item(behind(scene), string('own words'))),
    {
      client: scene.victim,
      clock: 0,
      structs: [
        item(behind(scene), string('PWN '.repeat(scene.victimClock).slice(0, scene.victimClock))),
      ],
    },
  ]);
}
