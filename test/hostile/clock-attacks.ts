/** Frames that claim clocks of others, or of the future. */
import { behind, GAP, MALFORMED, own, ownId } from './attack.ts';
import type { Attack } from './attack.ts';
import { any, collected, deleted, item, skip, string, update } from './forge.ts';

const OTHER = 'client id of another';

/** A number of more than 53 bits. */
const TOO_LONG = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1];

export const CLOCK_ATTACKS: readonly Attack[] = [
  {
    name: 'A6 a gap in one’s own clocks: the forged edit first, what it follows later',
    ends: GAP,
    update: (scene, random) =>
      update([
        {
          client: scene.attacker,
          clock: 1 + random.below(1000),
          structs: [item(behind(scene), string('PWN'))],
        },
      ]),
  },
  {
    name: 'A6b behind the victim’s next character, to come true within the victim’s own frame',
    ends: GAP,
    update: (scene, random) =>
      update([
        own(
          scene,
          item(
            { origin: { client: scene.victim, clock: scene.victimClock + random.below(50) } },
            string('PWN'),
          ),
        ),
      ]),
  },
  {
    name: 'A6b in an element that the victim is about to make',
    ends: GAP,
    update: (scene) =>
      update([
        own(
          scene,
          item({ parent: { client: scene.victim, clock: scene.victimClock } }, string('PWN')),
        ),
      ]),
  },
  {
    name: 'A6c a skip hides the gap',
    ends: GAP,
    update: (scene, random) =>
      update([own(scene, skip(1 + random.below(50)), item(behind(scene), string('PWN')))]),
  },
  {
    name: 'A7b deletes nothing of somebody who is not there, which Yjs can not note down',
    ends: 'empty deletion',
    update: (_scene, random) =>
      update([], [{ client: random.below(2 ** 31), clock: 0, length: 0 }]),
  },
  {
    name: 'A7b deletes what the victim is about to write',
    ends: GAP,
    update: ({ victim, victimClock }, random) =>
      update([], [{ client: victim, clock: victimClock, length: 1 + random.below(1000) }]),
  },
  {
    name: 'deletes from what is there far into what is to come',
    ends: GAP,
    update: ({ victim }) => update([], [{ client: victim, clock: 0, length: 2 ** 40 }]),
  },
  {
    name: 'A8 collected structs at the victim’s next clock swallow what is written there',
    ends: OTHER,
    update: ({ victim, victimClock }, random) =>
      update([
        { client: victim, clock: victimClock, structs: [collected(1 + random.below(1000))] },
      ]),
  },
  {
    name: 'A8 deleted content at the victim’s next clock does too',
    ends: OTHER,
    update: (scene, random) =>
      update([
        {
          client: scene.victim,
          clock: scene.victimClock,
          structs: [item(behind(scene), deleted(1 + random.below(1000)))],
        },
      ]),
  },
  {
    name: 'words under the victim’s id',
    ends: OTHER,
    update: (scene) =>
      update([
        {
          client: scene.victim,
          clock: scene.victimClock,
          structs: [item(behind(scene), string('PWN'))],
        },
      ]),
  },
  {
    name: 'a clock jump to the last safe number',
    ends: 'clocks too far ahead',
    update: (scene) => update([own(scene, collected(2 ** 53 - 1))]),
  },
  {
    name: 'a clock jump in steps',
    ends: 'clocks too far ahead',
    update: (scene, random) =>
      update([
        own(
          scene,
          ...Array.from({ length: 20 }, () => collected(2 ** 20 - random.below(9))),
          item(behind(scene), string('x')),
        ),
      ]),
  },
  {
    name: 'one client twice in a frame: the first part is checked, the second applied',
    ends: 'one client twice',
    update: (scene) =>
      update([
        own(scene, item(behind(scene), string('x'))),
        own(scene, item(behind(scene), string('y'))),
      ]),
  },
  {
    name: 'one client twice in a frame, the second part behind the first',
    ends: 'one client twice',
    update: (scene) =>
      update([
        own(scene, item(behind(scene), string('x'))),
        { client: scene.attacker, clock: 1, structs: [item(behind(scene), string('y'))] },
      ]),
  },
  {
    name: 'one client twice in a frame, the second part empty',
    ends: 'one client twice',
    update: (scene) => update([own(scene, item(behind(scene), string('x'))), own(scene)]),
  },
  ...Object.entries({
    'a string': string(''),
    values: any(),
    'what was deleted': deleted(0),
  }).map(([name, content]): Attack => ({
    name: `no clock for ${name}, so that there is nothing new to be looked at`,
    ends: 'nothing at a clock',
    update: (scene) => update([own(scene, item({ parent: scene.paragraph, key: 'x' }, content))]),
  })),
  {
    name: 'no clock for what was thrown away',
    ends: 'nothing at a clock',
    update: (scene) => update([own(scene, collected(0))]),
  },
  {
    name: 'client ids by the hundred, to make the state vector of the room longer for ever',
    ends: 'too many client ids',
    update: ({ attacker }, random) =>
      update(
        Array.from({ length: 101 + random.below(200) }, (_none, at) => ({
          client: attacker + at,
          clock: 0,
          structs: [collected(1)],
        })),
      ),
  },
  {
    name: 'two items that lean on each other',
    ends: 'what can not be applied',
    update: (scene) =>
      update([
        own(
          scene,
          item({ origin: ownId(scene, 1) }, string('a')),
          item({ origin: ownId(scene, 0) }, string('b')),
        ),
      ]),
  },
  {
    name: 'a length past the last safe number',
    ends: MALFORMED,
    update: ({ attacker }) =>
      Uint8Array.from([
        ...update([{ client: attacker, clock: 0, structs: [collected(1)] }]).subarray(0, -2),
        ...TOO_LONG,
        0,
      ]),
  },
];
