/** The server's own changes of a text that others are writing in. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { replaceWords } from '../../../server/words/replace-words.ts';
import type { DurableDocument } from '../../../server/sync/durable-document.ts';
import { judgeAtOnce } from '../../support/room-gate.ts';
import { indexOf, liveParagraphs } from '../../support/live-text.ts';
import { memoryRoom } from '../../support/memory-room.ts';

const START = Y.encodeStateAsUpdate(
  liveParagraphs('Title', 'The ship sails to the far north today.'),
);

/** As when a suggestion is accepted. */
function replaces(room: DurableDocument, words: string, others: string): void {
  room.staged.stage((doc) => {
    const index = indexOf(doc);
    const from = index.text.indexOf(words);
    doc.transact(() => replaceWords(index, { from, to: from + words.length }, others));
  });
}

const WAYS: Readonly<Record<string, (room: DurableDocument, update: Uint8Array) => void>> = {
  'through the gate': (room, update) => {
    expect(judgeAtOnce(room, update, () => true).state).toBe('accepted');
  },
  'by the short way': (room, update) => room.staged.stageLater(update),
};

test.each(Object.keys(WAYS))(
  'W27 what the server replaces is what was meant, though others have typed before it meanwhile, %s',
  async (way) => {
    const room = await memoryRoom(START);
    const ann = new Y.Doc();
    Y.applyUpdate(ann, START);
    const text = (ann.getXmlFragment('article').get(1) as Y.XmlElement).get(0) as Y.XmlText;
    replaces(room, 'far', 'high');
    for (const [at, words] of ['Yes: ', 'Well ', 'Oh. '].entries()) {
      const before = Y.encodeStateVector(ann);
      text.insert(0, words);
      WAYS[way]?.(room, Y.encodeStateAsUpdate(ann, before));
      replaces(room, ['sails', 'north', 'today'][at]!, ['goes', 'south', 'now'][at]!);
    }
    expect(indexOf(room.staged.doc).text).toBe(
      'Title\nOh. Well Yes: The ship goes to the high south now.',
    );
  },
);
