/** Frames that can't be read to their end: Yjs applies what it has read before it finds out. */
import { MALFORMED, own, behind } from './attack.ts';
import type { Attack } from './attack.ts';
import { format, item, string, update } from './forge.ts';
import type { Scene } from './scene.ts';

export const CUT_ATTACKS: readonly Attack[] = [
  {
    name: 'cut off somewhere',
    ends: MALFORMED,
    update: ({ honest }, random) => honest.subarray(0, random.below(honest.length)),
  },
  {
    name: 'cut off in the deletions',
    ends: MALFORMED,
    update: ({ honest }) => honest.subarray(0, honest.length - 1),
  },
  {
    name: 'bytes behind the end',
    ends: MALFORMED,
    update: ({ honest }, random) => Uint8Array.from([...honest, random.below(256)]),
  },
  {
    name: 'an unknown kind of content',
    ends: MALFORMED,
    update: (scene, random) =>
      update([own(scene, item(behind(scene), { ref: 11 + random.below(21), write: () => {} }))]),
  },
  {
    name: 'a mark whose value is no JSON',
    ends: MALFORMED,
    update: (scene) => update([own(scene, item(behind(scene), format('strong', '{')))]),
  },
  {
    name: 'version 2, of which 23 bytes may be millions of structs',
    ends: MALFORMED,
    update: () => Uint8Array.from([0, 0, 3, 129, 1, 0, 0, 1, 0, 3, 255, 255, 255, 7, 0, 0, 0, 0]),
  },
  {
    name: 'more structs than it has bytes for',
    ends: MALFORMED,
    update: (scene) => Uint8Array.from([1, 255, 255, 255, 127, 5, 0, ...word(scene)]),
  },
];

/** Every beginning of an honest frame but the whole. */
export function prefixes({ honest }: Scene): Uint8Array[] {
  return Array.from(honest, (_byte, length) => honest.subarray(0, length));
}

function word(scene: Scene): Uint8Array {
  return update([own(scene, item(behind(scene), string('x')))]).subarray(4);
}
