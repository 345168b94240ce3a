/** What rooms keep in memory, and when they are unloaded. */
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { DurableDocument } from '../../../server/sync/durable-document.ts';
import { Rooms } from '../../../server/sync/rooms.ts';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import type { CommitOutcome, UpdateLog, Write } from '../../../server/storage/update-log.ts';
import { nothingWatched } from '../../../server/watch/watch.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { inVirtualTime } from '../../fuzz/virtual-time.ts';
import { MemorySocket } from '../../hostile/memory-socket.ts';

const ARTICLES = ['one', 'two', 'three'];
/** So many that a room is stored as one update when it is unloaded. */
const WORDS = 'The words stay. '.repeat(20);

/** Takes changes, but no compaction. */
class StubbornLog extends MemoryUpdateLog {
  override async commit(writes: readonly Write[]): Promise<CommitOutcome> {
    if (writes.some((write) => write.do === 'compact')) throw new Error('No space for a copy.');
    return super.commit(writes);
  }
}

test('Y7 what nobody needs is unloaded, though compacting fails, and comes back whole', () =>
  inVirtualTime(async (clock) => {
    const log = new StubbornLog();
    const failures: unknown[] = [];
    let open = 0;
    const rooms = new Rooms({
      log,
      project: () => [],
      now: () => new Date(),
      watch: { ...nothingWatched, roomOpened: () => (open += 1), roomClosed: () => (open -= 1) },
      wordsChanged() {},
      failed: (error) => failures.push(error),
    });
    const sockets: MemorySocket[] = [];
    for (const article of ARTICLES) {
      // One after the other, to know their order.
      sockets.push(await entered(log, rooms, article));
    }
    await clock.pass(25_000);
    expect(open, 'with people in them').toBe(3);
    for (const socket of sockets) socket.terminate();
    await clock.pass(60_000);
    expect(open).toBe(0);
    expect(failures).toHaveLength(3);
    for (const article of ARTICLES)
      expect((await rooms.text(article))?.index.text, article).toBe(WORDS);
    await rooms.close();
  }));

test('Y8 a long room that is only opened keeps no document', async () => {
  const log = new MemoryUpdateLog();
  for (const update of typed()) await log.commit([{ do: 'append', room: 'long', update }]);
  const [made, thrownAway] = [
    vi.spyOn(Y.Doc.prototype, 'on'),
    vi.spyOn(Y.Doc.prototype, 'destroy'),
  ];
  const document = await DurableDocument.open(log, 'long');
  expect(document?.history.updates).toHaveLength(1);
  const [all, gone] = [made, thrownAway].map(({ mock }) => new Set(mock.contexts).size);
  vi.restoreAllMocks();
  expect(all).toBeGreaterThan(0);
  expect(gone).toBe(all);
});

test('Y9 a room that is closed while it is compacted is not written to any more', async () => {
  const log = new MemoryUpdateLog();
  for (const update of typed()) await log.commit([{ do: 'append', room: 'closed', update }]);
  const document = await DurableDocument.open(log, 'closed');
  const before = (await log.load('closed'))?.updates.length;
  const compacting = document?.compact();
  document?.destroy();
  await compacting;
  expect((await log.load('closed'))?.updates).toHaveLength(before ?? 0);
});

/** A room in which much was typed, with somebody in it. */
async function entered(log: UpdateLog, rooms: Rooms, article: string): Promise<MemorySocket> {
  for (const update of typed()) await log.commit([{ do: 'append', room: article, update }]);
  const room = await rooms.text(article);
  if (room === null) throw new Error('The room is missing.');
  return MemorySocket.join(room);
}

/** Each character by itself. */
function typed(): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = new Y.XmlText();
  const block = new Y.XmlElement('paragraph');
  block.insert(0, [text]);
  doc.getXmlFragment(ARTICLE_ROOT).insert(0, [block]);
  for (const character of WORDS) text.insert(text.length, character);
  return updates;
}
