/** Who sends faster than can be stored waits for the store, and the memory of the server doesn't grow with it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import type { CommitOutcome, Write } from '../../../server/storage/update-log.ts';
import { syncFrame } from '../../../server/sync/frames.ts';
import { startContent } from '../../bench/start-content.ts';
import { MemorySocket } from '../../hostile/memory-socket.ts';
import { roomsOver } from '../../support/rooms-over.ts';
import { until } from '../../support/sync-client.ts';

const TYPED = 2000;
const START = startContent();

/** Stores nothing until it is told to go on. */
class HeldLog extends MemoryUpdateLog {
  held: Promise<void> = Promise.resolve();

  override async commit(writes: readonly Write[]): Promise<CommitOutcome> {
    await this.held;
    return super.commit(writes);
  }
}

/** This many characters typed one after the other, an update each. */
function typed(count: number): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, START);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const block = doc.getXmlFragment(ARTICLE_ROOT).get(1) as Y.XmlElement;
  const text = block.get(0) as Y.XmlText;
  for (let n = 0; n < count; n += 1) text.insert(text.length, 'x');
  return { doc, updates };
}

test('Y5 who sends faster than can be stored is read no further until that is stored, and nothing is lost', async () => {
  const log = new HeldLog();
  await log.commit([{ do: 'append', room: 'r', update: START }]);
  const rooms = roomsOver(log, (error) => expect.unreachable(String(error)));
  onTestFinished(() => rooms.close());
  const room = await rooms.text('r');
  if (room === null) throw new Error('The room is missing.');
  const socket = MemorySocket.join(room);
  const { doc, updates } = typed(TYPED);

  let goOn = (): void => {};
  log.held = new Promise((resolve) => (goOn = resolve));
  for (const [at, update] of updates.entries()) {
    socket.send(syncFrame('update', update));
    expect(socket.isPaused, `after ${at + 1}`).toBe(at + 1 >= 512);
  }
  await nextTurn();
  expect(room.document.idle).toBe(false);
  goOn();
  await until(() => !socket.isPaused && room.document.idle, 'the store');
  expect(socket.closed).toBeNull();
  expect(room.document.read((published) => published.getXmlFragment(ARTICLE_ROOT).toJSON())).toBe(
    doc.getXmlFragment(ARTICLE_ROOT).toJSON(),
  );
});
