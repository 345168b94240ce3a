/** Who writes much where others write much is not held to be hostile. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { documentOf } from '../../../../server/sync/stored-document.ts';
import { memoryRoom } from '../../../support/memory-room.ts';
import { judgeAtOnce } from '../../../support/room-gate.ts';
import { element, START, wordsOf, writer } from '../article-writer.ts';

const SPOTS: Readonly<Record<string, (root: Y.XmlFragment) => void>> = {
  'blocks at the end': (root) =>
    root.insert(
      root.length,
      Array.from({ length: 900 }, () => element('paragraph', 'x')),
    ),
  'characters at the beginning, each before the last one': (root) => {
    const text = (root.get(1) as Y.XmlElement).get(0) as Y.XmlText;
    for (let count = 0; count < 900; count += 1) text.insert(0, 'w');
  },
  'words of different looks': (root) => {
    const text = (root.get(1) as Y.XmlElement).get(0) as Y.XmlText;
    for (let count = 0; count < 900; count += 1)
      text.insert(text.length, 'w', count % 2 === 0 ? { em: {} } : { strong: {} });
  },
};

const both = Object.keys(SPOTS).flatMap((what) => [[what, 5, 6] as const, [what, 6, 5] as const]);

test.each(both)('G4 two people put 900 %s at once, %i and %i', async (what, ...clients) => {
  const document = await memoryRoom(START);
  for (const frame of clients.map((client) => writer(client).change(SPOTS[what] ?? (() => {})))) {
    const verdict = judgeAtOnce(document, frame, () => true);
    expect(verdict).toMatchObject({ state: 'accepted' });
  }
  const stored = documentOf([Y.encodeStateAsUpdate(document.staged.doc)]);
  expect(wordsOf(stored)).toBe(wordsOf(document.staged.doc));
});
