/** A frame in slices is the frame. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../../../shared/article/schema.ts';
import { decodeUpdate, withoutKnown } from '../../../../server/sync/gate/decoded-update.ts';
import { Pace, slicesOf } from '../../../../server/sync/gate/slices.ts';
import { hasPending } from '../../../../server/sync/stored-document.ts';
import { Random } from '../../../fuzz/random.ts';
import { any, item, update } from '../../../hostile/forge.ts';
import type { Deletion } from '../../../hostile/forge.ts';
import { memoryRoom } from '../../../support/memory-room.ts';
import { judgeAtOnce } from '../../../support/room-gate.ts';
import { element, many, START, wordsOf, writer } from '../article-writer.ts';

/** Four people's work on one text, in which everybody now and then hears of the others'. */
function mixed(random: Random): { updates: Uint8Array[]; whole: Uint8Array } {
  const docs = [1, 2, 3, 4].map((client) => writer(client).doc);
  const updates: Uint8Array[] = [];
  for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let step = 0; step < 60; step += 1) {
    const doc = random.pick(docs);
    const root = doc.getXmlFragment(ARTICLE_ROOT);
    const chance = random.next();
    if (chance < 0.3) Y.applyUpdate(doc, Y.encodeStateAsUpdate(random.pick(docs)));
    else if (chance < 0.5 && root.length > 3) root.delete(random.below(root.length - 1), 1);
    else root.insert(random.below(root.length), [element('paragraph', `at ${step}`)]);
  }
  const all = new Y.Doc();
  for (const doc of docs) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
  return { updates: [START, ...updates], whole: Y.encodeStateAsUpdate(all) };
}

test('G16 each slice of a frame needs nothing that comes later, and together they are the frame', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = new Random(seed);
    const { updates, whole } = mixed(random);
    const sent = decodeUpdate(whole);
    if ('close' in sent) throw new Error('The frame is unreadable.');
    // What the room has of it: nothing, a part, or parts of what somebody wrote in one go.
    const [room, other] = [new Y.Doc(), new Y.Doc()];
    for (const update of updates.slice(0, random.below(updates.length)))
      Y.applyUpdate(room, update);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(room));
    const fresh = withoutKnown(other.store, sent);
    if (typeof fresh === 'string') throw new Error(fresh);
    Y.applyUpdate(other, fresh.update);
    const size = { structs: 1 + random.below(4), deleted: 1 + random.below(3) };
    for (const { update } of slicesOf(room.store, fresh.changes, size)) {
      Y.applyUpdate(room, update);
      expect(hasPending(room), `seed ${seed}`).toBe(false);
    }
    const expected = new Y.Doc();
    Y.applyUpdate(expected, whole);
    for (const doc of [room, other]) {
      expect(hasPending(doc), `seed ${seed}`).toBe(false);
      expect(wordsOf(doc), `seed ${seed}`).toBe(wordsOf(expected));
      expect(Y.encodeStateVector(doc), `seed ${seed}`).toEqual(Y.encodeStateVector(expected));
    }
  }
});

test('G16 a slice is as large as what was applied before it lets it be', () => {
  const pace = new Pace();
  const after = (ms: number): number => {
    pace.took(ms);
    return pace.structs;
  };
  const first = pace.structs;
  expect(after(2)).toBe(first);
  expect(after(4)).toBe(first / 2);
  expect(after(0)).toBe(first); // no more than twice as many, however fast
  expect(after(60_000)).toBe(1);
  for (let slice = 0; slice < 20; slice += 1) after(0.01);
  expect(pace.structs).toBe(4 * first);
});

/** Yjs takes some ten seconds of processor time for it. */
const slow = { timeout: 120_000 };

test(
  'G16 who deletes all of a very large text at once is not held to be hostile',
  slow,
  async () => {
    const { doc, change } = writer(7);
    for (let part = 0; part < 10; part += 1) change((root) => many(root));
    const document = await memoryRoom(Y.encodeStateAsUpdate(doc));
    const all = change((root) => root.delete(0, root.length));
    expect(judgeAtOnce(document, all, () => true).state).toBe('accepted');
    expect(wordsOf(document.staged.doc)).toBe('');
  },
);

test('G16 a frame in slices is judged by what lives of it in the end', async () => {
  const { doc, change } = writer(7);
  change((root) => root.insert(1, [element('heading', 'x'.repeat(500))]));
  const heading = doc.getXmlFragment(ARTICLE_ROOT).get(1) as Y.XmlElement;
  const document = await memoryRoom(Y.encodeStateAsUpdate(doc));
  // Values that an editor set and replaced, kept for its undo; and so many deletions that they come in another slice.
  const parent = heading._item?.id;
  if (parent === undefined) throw new Error('The heading is nowhere.');
  const values = { client: 8, clock: 0, structs: [item({ parent, key: 'level' }, any(2, 3))] };
  const words = { client: 7, clock: parent.clock + 2, length: 500 };
  const frame = (deletions: Deletion[]): Uint8Array => update([values], deletions);
  expect(
    judgeAtOnce(document, frame([words, { client: 8, clock: 0, length: 2 }]), () => true),
  ).toMatchObject({
    state: 'accepted',
  });
  const other = await memoryRoom(Y.encodeStateAsUpdate(doc));
  expect(judgeAtOnce(other, frame([words]), () => true)).toMatchObject({
    close: { reason: 'many values of a key' },
  });
});
