/** Frames that put something where nobody looks, or where it breaks what is drawn from it. */
import { behind, own, ownId } from './attack.ts';
import type { Attack } from './attack.ts';
import { any, collected, element, item, string, text, type, update } from './forge.ts';
import type { Content, Id, Where } from './forge.ts';
import type { Scene } from './scene.ts';

const DEEP = 2000;

const BACKWARDS: readonly (readonly [string, (scene: Scene) => Id, (scene: Scene) => Id])[] = [
  ['that are one', ({ last }) => last, ({ last }) => last],
  [
    'the wrong way round',
    ({ last }) => last,
    ({ last: { client, clock } }) => ({ client, clock: clock - 1 }),
  ],
];

export const PLACE_ATTACKS: readonly Attack[] = [
  at('A4 an unknown root', 'unknown root', () => ({ parent: 'hidden' }), string('x'.repeat(1024))),
  at('A9 words straight in the root', 'unknown type', () => ({ parent: 'article' }), string('x')),
  at('A9 values straight in the root', 'unknown type', () => ({ parent: 'article' }), any('x')),
  at(
    'A9b an attribute of the root',
    'attribute of the root',
    () => ({ parent: 'article', key: 'hidden' }),
    any('x'),
  ),
  at(
    'an attribute of a text',
    'attribute of a text',
    ({ text: parent }) => ({ parent, key: 'hidden' }),
    any('x'),
  ),
  at('A text in the root', 'text outside of a block', () => ({ parent: 'article' }), text()),
  at('a text in a list', 'text outside of a block', ({ list }) => ({ parent: list }), text()),
  at(
    'a paragraph straight in a list, for which every editor would delete the list',
    'paragraph in bullet_list',
    ({ list }) => ({ parent: list }),
    element('paragraph'),
  ),
  at(
    'a list item straight in the text',
    'list_item in doc',
    () => ({ parent: 'article' }),
    element('list_item'),
  ),
  at(
    'a table row in a paragraph',
    'table_row in paragraph',
    ({ paragraph }) => ({ parent: paragraph }),
    element('table_row'),
  ),
  at('an image without a figure', 'image in doc', () => ({ parent: 'article' }), element('image')),
  {
    name: 'A19 between neighbours of different parents',
    ends: 'neighbours apart',
    update: (scene) =>
      update([own(scene, item({ origin: scene.last, right: scene.code }, string('PWN')))]),
  },
  {
    name: 'A19 between a neighbour in the room and one in the frame itself, elsewhere',
    ends: 'neighbours apart',
    update: (scene) =>
      update([
        own(
          scene,
          item({ origin: scene.code }, string('a')),
          item({ origin: ownId(scene, 0), right: scene.last }, string('PWN')),
        ),
      ]),
  },
  {
    name: 'A19 between what was thrown away and what lives, seen by some and not by others',
    ends: 'neighbours apart',
    update: (scene) =>
      update([
        own(
          scene,
          collected(1),
          item({ origin: ownId(scene, 0), right: scene.last }, string('PWN')),
        ),
      ]),
  },
  {
    name: 'A19 between an attribute and the content of one element',
    ends: 'neighbours apart',
    update: (scene) =>
      update([
        own(
          scene,
          item({ parent: scene.paragraph, key: 'level' }, any(1)),
          item({ origin: ownId(scene, 0), right: scene.text }, element('hard_break')),
        ),
      ]),
  },
  ...BACKWARDS.map(([name, left, right]): Attack => ({
    name: `between neighbours ${name}, which others read elsewhere`,
    ends: 'neighbours out of order',
    update: (scene) =>
      update([own(scene, item({ origin: left(scene), right: right(scene) }, string('PWN')))]),
  })),
  {
    name: 'before something of its own and behind nothing, over what that is behind',
    ends: 'neighbours out of order',
    update: (scene) =>
      update([
        own(
          scene,
          item({ origin: scene.first }, string('a')),
          item({ right: ownId(scene, 0) }, string('PWN')),
        ),
      ]),
  },
  {
    name: 'twice behind the same word, as if the first were by somebody else',
    ends: 'neighbours out of order',
    update: (scene) =>
      update([own(scene, item(behind(scene), string('a')), item(behind(scene), string('PWN')))]),
  },
  {
    name: 'A15 nested thousands deep, which ends exports in a stack overflow',
    ends: 'nested too deep',
    update: (scene, random) => update([nested(scene, DEEP + random.below(1000))]),
  },
  {
    name: 'nested thousands deep and deleted within the frame, where the deletion overflows',
    ends: 'nested too deep',
    update: (scene) => update([nested(scene, DEEP)], [{ ...ownId(scene, 0), length: 1 }]),
  },
  {
    name: 'nested one deeper than allowed, on top of what is there',
    ends: 'nested too deep',
    update: (scene) => update([nested(scene, 66)]),
  },
  ...[0, 1, 2, 4, 5].map((ref) =>
    at(
      `a Yjs type of kind ${ref} where a block should be`,
      'unknown type',
      () => ({ parent: 'article' }),
      type(ref, ref === 5 ? 'hook' : undefined),
    ),
  ),
  at('a type within a text', 'foreign content in a text', behind, element('paragraph')),
];

function at(name: string, ends: string, where: (scene: Scene) => Where, content: Content): Attack {
  return { name, ends, update: (scene) => update([own(scene, item(where(scene), content))]) };
}

function nested(scene: Scene, depth: number) {
  const parent = (clock: number): string | Id =>
    clock === 0 ? 'article' : ownId(scene, clock - 1);
  return own(
    scene,
    ...Array.from({ length: depth }, (_none, clock) =>
      item({ parent: parent(clock) }, element('blockquote')),
    ),
  );
}
