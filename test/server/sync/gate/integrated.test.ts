/** What others get of an update that was accepted. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DurableDocument } from '../../../../server/sync/durable-document.ts';
import { documentOf } from '../../../../server/sync/stored-document.ts';
import { any, collected, item, string, update } from '../../../hostile/forge.ts';
import { memoryRoom } from '../../../support/memory-room.ts';
import { judgeAtOnce } from '../../../support/room-gate.ts';
import { START, wordsOf, writer } from '../article-writer.ts';

/** The text, as an item, and the id of its first character. */
function firstText(doc: Y.Doc) {
  const text = (doc.getXmlFragment('article').get(1) as Y.XmlElement).get(0) as Y.XmlText;
  const id = text._start?.id;
  if (id === undefined) throw new Error('The text is empty.');
  return { text, id };
}

/** What others get of it. */
function published(document: DurableDocument, frame: Uint8Array): Uint8Array {
  const verdict = judgeAtOnce(document, frame, () => true);
  if (verdict.state !== 'accepted' || verdict.update === null) throw new Error('Not let in.');
  document.publish(verdict.update, null);
  return verdict.update;
}

test('G18 the parts of a frame are told in the order of Yjs, on which whoever merges relies', async () => {
  const document = await memoryRoom(START);
  const { id } = firstText(document.staged.doc);
  const parts = (clock: number) =>
    [5, 6].map((client) => {
      const origin = clock === 0 ? id : { client, clock: clock - 1 };
      return { client, clock, structs: [item({ origin }, string('word'))] };
    });
  for (const clock of [0, 4]) published(document, update(parts(clock)));
  const merged = documentOf([Y.mergeUpdates([...document.history.updates])]);
  expect(wordsOf(merged)).toBe(wordsOf(document.staged.doc));
  expect(wordsOf(merged).match(/word/g)).toHaveLength(4 + 1);
});

test('G18 what lives is told in the very bytes that came', async () => {
  const document = await memoryRoom(START);
  const { doc, change } = writer(7);
  const frame = change(() => firstText(doc).text.insert(2, 'typed'));
  expect(published(document, frame)).toBe(frame);
});

test('G18 what comes too late for the element it was put in is told without its content', async () => {
  const document = await memoryRoom(START);
  const late = writer(7);
  const frame = late.change(() => firstText(late.doc).text.insert(2, 'too late'));
  published(
    document,
    writer(8).change((root) => root.delete(1, 1)),
  );
  const bytes = published(document, frame);
  expect(Buffer.from(bytes).includes('too late')).toBe(false);
  Y.applyUpdate(late.doc, Y.encodeStateAsUpdate(document.staged.doc));
  expect(wordsOf(late.doc)).toBe(wordsOf(document.staged.doc));
  for (const { structs } of [Y.decodeUpdate(bytes)])
    expect(structs.map(({ id, length }) => [id.clock, length])).toEqual([[0, 'too late'.length]]);
});

test('G18 what was put in at once with its deletion harms nobody who gets it merged', async () => {
  const document = await memoryRoom(START);
  const { id } = firstText(document.staged.doc);
  const parent = { client: id.client, clock: id.clock - 2 };
  published(
    document,
    writer(8).change((root) => root.delete(1, 1)),
  );
  const values = item({ parent, key: 'level' }, any(1, 2, 3));
  published(document, update([{ client: 7, clock: 0, structs: [values, collected(1)] }]));
  const between = item({ origin: { client: 7, clock: 1 } }, any(4));
  published(document, update([{ client: 6, clock: 0, structs: [between] }]));
  const merged = documentOf([Y.mergeUpdates([...document.history.updates])]);
  expect(wordsOf(merged)).toBe(wordsOf(document.staged.doc));
});
