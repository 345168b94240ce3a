/** What the dialog for copies says will leave, and what it keeps of the choices. */
import { describe, expect, test } from 'vitest';
import { usualChoices } from '../../../../client/ui/export/export-address.ts';
import { keepChoices, keptChoices, lastFormat } from '../../../../client/ui/export/kept-choices.ts';
import { leaving, widestLayers } from '../../../../client/ui/export/leaving.ts';
import type { Audience } from '../../../../shared/article/article.ts';
import { COPY_FORMATS, copyFormat } from '../../../../shared/article/formats.ts';
import { copyOf, p, reply } from '../../../support/copy.ts';
import type { DeviceStorage } from '../../../../client/ui/device-storage.ts';

const HTML = copyFormat('html')!;
const ALL = usualChoices(HTML);
const { annotations } = copyOf(
  [p('One two three four.')],
  [
    { words: 'One', replies: [reply('r', 'bob', 'Yes.')] },
    { words: 'two', author: 'bob', status: 'resolved' },
    { words: 'three', kind: 'suggestion', replacement: '3', author: 'yulia' },
    { words: 'four', kind: 'report', author: 'reader', layer: 'reports' },
  ],
);

function deviceStorage(): DeviceStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (at) => [...kept.keys()][at] ?? null,
    length: 0,
  };
}

describe('what will leave', () => {
  test('U66 is counted by layer, and in each by who wrote it', () => {
    expect(leaving(annotations, ['comments', 'reports'], ALL)).toEqual({
      layers: [
        { layer: 'comments', notes: 3, replies: 1, people: [['ann', 1], ['bob', 2], ['yulia', 1]] }, // prettier-ignore
        { layer: 'reports', notes: 1, replies: 0, people: [['reader', 1]] },
      ],
      accepted: 0,
    });
  });

  test.each([
    [{ kinds: ['comment'] as const }, [2, 0], 0],
    [{ statuses: ['open'] as const }, [2, 1], 0],
    [{ notes: 'none' as const }, [0, 0], 0],
    [{ suggestions: 'declined' as const }, [2, 1], 0],
    [{ suggestions: 'accepted' as const }, [2, 1], 1],
  ])('U66 follows the choices %j', (change, notes, accepted) => {
    const found = leaving(annotations, ['comments', 'reports'], { ...ALL, ...change });
    expect(found.layers.map((layer) => layer.notes)).toEqual(notes);
    expect(found.accepted).toBe(accepted);
  });

  test.each<[Audience[], Audience[]]>([
    [['members', 'editors', 'private'], ['members']],
    [['public', 'members', 'moderators'], ['public']],
    [['editors', 'moderators'], ['editors']],
    [['private'], []],
    [[], []],
  ])('U67 of layers for %j those for %j are in it at first', (audiences, expected) => {
    const layers = audiences.map((audience) => ({ audience }));
    expect(widestLayers(layers)).toEqual(expected.map((audience) => ({ audience })));
  });
});

describe('the last choices', () => {
  test('U68 are kept for each format, and so is the format', () => {
    const storage = deviceStorage();
    expect(lastFormat(storage)).toBe(COPY_FORMATS[0]);
    const choices = { ...ALL, kinds: ['comment'], names: 'none', notes: 'end' } as const;
    keepChoices(storage, HTML, choices);
    expect(keptChoices(storage, HTML)).toEqual(choices);
    const markdown = copyFormat('md')!;
    expect(keptChoices(storage, markdown)).toEqual(usualChoices(markdown));
    keepChoices(storage, markdown, usualChoices(markdown));
    expect(lastFormat(storage)).toBe(markdown);
  });

  test.each(['', '{', 'null', '7', '{"names":"nick","notes":"margin","kinds":[1,"comment"]}'])(
    'U68 what is kept as %j is as usual where it is no choice',
    (kept) => {
      const storage = deviceStorage();
      storage.setItem('galley:export:html', kept);
      const read = keptChoices(storage, HTML);
      expect({ ...read, kinds: null }).toEqual(ALL);
    },
  );
});
