/** A large room is made one update again while people go on, and gives everybody what they lack meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import { DurableDocument } from '../../../server/sync/durable-document.ts';
import { GroupCommit } from '../../../server/sync/group-commit.ts';
import { nothingWatched } from '../../../server/watch/watch.ts';

const LARGE = 1_200_000;
const TYPED = 150;

/** Somebody who typed much at once, and types on. */
function author(): { doc: Y.Doc; type: (words: string) => Uint8Array } {
  const doc = new Y.Doc();
  doc.clientID = 5;
  return {
    doc,
    type(words) {
      const before = Y.encodeStateVector(doc);
      const text = doc.getText('t');
      doc.transact(() => {
        text.delete(0, Math.min(3, text.length));
        text.insert(Math.floor(text.length / 2), words);
      });
      return Y.encodeStateAsUpdate(doc, before);
    },
  };
}

async function largeRoom() {
  const log = new MemoryUpdateLog();
  const { doc, type } = author();
  await log.commit([{ do: 'append', room: 'r', update: type('x'.repeat(LARGE)) }]);
  const document = await DurableDocument.open(log, 'r');
  if (document === null) throw new Error('The room is missing.');
  onTestFinished(() => document.destroy());
  const commits = new GroupCommit({ log, watch: nothingWatched });
  const typeOn = async (): Promise<void> => {
    const update = document.staged.stage((staged) => Y.applyUpdate(staged, type('y')));
    if (update === null) throw new Error('Nothing was typed.');
    await commits.commit({
      updates: [{ document, update }],
      writes: [],
      result: null,
      again: () => Promise.reject(new Error('There is no other server.')),
    });
  };
  return { log, doc, document, typeOn };
}

/** The text of who had `known` and got what it lacks. */
function joined(document: DurableDocument, known: Uint8Array | null): string {
  const doc = new Y.Doc();
  if (known !== null) Y.applyUpdate(doc, known);
  const missing = document.missing(Y.encodeStateVector(doc));
  for (const update of [...(missing?.updates ?? []), missing?.step2 ?? new Uint8Array()])
    Y.applyUpdate(doc, update);
  expect(doc.store.pendingStructs).toBeNull();
  return doc.getText('t').toJSON();
}

test('W24 a large room is compacted in a thread, and keeps what comes meanwhile', async () => {
  const { log, doc, document, typeOn } = await largeRoom();
  for (let n = 0; n < TYPED; n += 1) await typeOn();
  let turns = 0;
  let isCompacting = true;
  const compacting = document.compact().finally(() => (isCompacting = false));
  while (isCompacting) {
    if (turns < 5) await typeOn();
    turns += 1;
    await nextTurn();
  }
  await compacting;
  expect(turns).toBeGreaterThan(10);
  const stored = (await log.load('r'))?.updates ?? [];
  expect(stored).toHaveLength(1 + 5);
  const reloaded = new Y.Doc();
  for (const update of stored) Y.applyUpdate(reloaded, update);
  expect(reloaded.getText('t').toJSON()).toBe(doc.getText('t').toJSON());
  expect(joined(document, null)).toBe(doc.getText('t').toJSON());
  await typeOn();
  expect(joined(document, null)).toBe(doc.getText('t').toJSON());
});

for (const isReleased of [false, true]) {
  test(`W24 who knows a part of a large room gets the rest, ${isReleased ? 'at rest' : 'while it is written'}`, async () => {
    const { doc, document, typeOn } = await largeRoom();
    const early = Y.encodeStateAsUpdate(doc);
    for (let n = 0; n < TYPED; n += 1) await typeOn();
    const late = Y.encodeStateAsUpdate(doc);
    doc.getText('t').delete(7, 9);
    const deleted = document.staged.stage((staged) =>
      Y.applyUpdate(staged, Y.encodeStateAsUpdate(doc)),
    );
    document.publish(deleted ?? new Uint8Array(), null);
    if (isReleased) document.releaseMemory();
    for (const known of [null, early, late])
      expect(joined(document, known)).toBe(doc.getText('t').toJSON());
  });
}
