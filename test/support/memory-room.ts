/** Rooms over a log in memory, without anything around them. */
import { onTestFinished } from 'vitest';
import { MemoryUpdateLog } from '../../server/storage/memory/memory-update-log.ts';
import { DurableDocument } from '../../server/sync/durable-document.ts';

/** A room whose first update is `content`; it ends with the running test. */
export async function memoryRoom(content: Uint8Array): Promise<DurableDocument> {
  const log = new MemoryUpdateLog();
  await log.commit([{ do: 'append', room: 'r', update: content }]);
  const document = await DurableDocument.open(log, 'r');
  if (document === null) throw new Error('The room is missing.');
  onTestFinished(() => document.destroy());
  return document;
}
