/** What somebody can do who may edit and came by a link. */
import * as Y from 'yjs';
import { syncFrame } from '../../../../server/sync/frames.ts';
import type { Attack } from '../attack.ts';

/** Paragraphs at the very same place, under many client ids: Yjs compares each with all. */
export const samePlace: Attack = {
  name: 'frames at the same place',
  by: 'guest',
  run: (attacker) => {
    const writers = Array.from({ length: 100 }, () => new Y.Doc());
    return attacker.repeat(4, async () => {
      const socket = await attacker.socket();
      let sent = 0;
      await attacker.whileOpen(socket, 10, () => {
        if (socket.bufferedAmount > 1e6) return;
        socket.send(syncFrame('update', paragraph(writers[sent % 100] ?? new Y.Doc(), 'same')));
        sent += 1;
      });
    });
  },
};

/** Ever new client ids. */
export const manyWriters: Attack = {
  name: 'ever new Yjs client ids',
  by: 'guest',
  run: (attacker) =>
    attacker.repeat(4, async () => {
      const socket = await attacker.socket();
      await attacker.whileOpen(socket, 2, () => {
        if (socket.bufferedAmount < 1e6)
          socket.send(syncFrame('update', paragraph(new Y.Doc(), 'new')));
      });
    }),
};

/** Words without end. */
export const endlessWords: Attack = {
  name: 'words without end',
  by: 'guest',
  run: (attacker) =>
    attacker.repeat(4, async () => {
      const socket = await attacker.socket();
      const doc = new Y.Doc();
      await attacker.whileOpen(socket, 5, () => {
        if (socket.bufferedAmount < 2e6)
          socket.send(syncFrame('update', paragraph(doc, 'words '.repeat(8000))));
      });
    }),
};

/** Short words, as many keys as go through. */
export const endlessKeys: Attack = {
  name: 'keys without end',
  by: 'guest',
  run: (attacker) =>
    attacker.repeat(20, async () => {
      const socket = await attacker.socket();
      const doc = new Y.Doc();
      await attacker.whileOpen(socket, 5, () => {
        for (let sent = 0; sent < 100 && socket.bufferedAmount < 1e5; sent += 1)
          socket.send(syncFrame('update', paragraph(doc, 'k')));
      });
    }),
};

/** What puts a paragraph at the top of a text that the document knows nothing else of. */
function paragraph(doc: Y.Doc, words: string): Uint8Array {
  const before = Y.encodeStateVector(doc);
  const block = new Y.XmlElement('paragraph');
  block.insert(0, [new Y.XmlText(words)]);
  doc.getXmlFragment('article').insert(0, [block]);
  return Y.encodeStateAsUpdate(doc, before);
}
