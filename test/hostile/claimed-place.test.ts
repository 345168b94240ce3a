/** A piece that the room has, sent again with more behind it and a place that isn't its own. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { judgeAtOnce } from '../support/room-gate.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { memoryRoom } from '../support/memory-room.ts';
import { item, string, update } from './forge.ts';

const AUTHOR = 5;

test('G3 an attribute’s value goes on nowhere, wherever it claims to stand', async () => {
  const doc = new Y.Doc();
  doc.clientID = AUTHOR;
  const text = new Y.XmlText('words');
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  doc.getXmlFragment(ARTICLE_ROOT).insert(0, [paragraph]);
  const words = text._start?.id;
  const code = new Y.XmlElement('code_block');
  doc.getXmlFragment(ARTICLE_ROOT).insert(1, [code]);
  const value = Y.getState(doc.store, AUTHOR);
  code.setAttribute('language', 'ts');
  const document = await memoryRoom(Y.encodeStateAsUpdate(doc));
  if (words === undefined) throw new Error('The text is empty.');
  const between = { origin: words, right: { client: AUTHOR, clock: words.clock + 1 } };
  const forged = update([
    { client: AUTHOR, clock: value, structs: [item(between, string('abc'))] },
  ]);
  expect(judgeAtOnce(document, forged, () => true)).toMatchObject({
    state: 'refused',
    close: { reason: 'neighbours apart' },
  });
});
