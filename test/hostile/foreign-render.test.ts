/** Why the gate holds the text to the schema: y-prosemirror deletes from everybody's document what it can't draw. */
import { expect, test } from 'vitest';
import { prosemirrorToYDoc } from 'y-prosemirror';
import * as Y from 'yjs';
import { judgeAtOnce } from '../support/room-gate.ts';
import { articleSchema } from '../../shared/article/schema.ts';
import { StockEditor } from '../support/stock-editor.ts';
import { Random } from '../fuzz/random.ts';
import { memoryRoom } from '../support/memory-room.ts';
import { CONTENT_ATTACKS } from './content-attacks.ts';
import { PLACE_ATTACKS } from './place-attacks.ts';
import { sceneOf } from './scene.ts';

const words = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const CONTENT = {
  type: 'doc',
  content: [
    words('Some words.'),
    { type: 'bullet_list', content: [{ type: 'list_item', content: [words('one')] }] },
    { type: 'code_block', content: [{ type: 'text', text: 'code' }] },
  ],
};

test.each([
  ['a paragraph straight in a list', 'one'],
  ['marks in a code block', 'code'],
])('G10 %s would delete all of it in every editor, so it is refused', async (name, lost) => {
  const start = Y.encodeStateAsUpdate(
    prosemirrorToYDoc(articleSchema.nodeFromJSON(CONTENT), 'article'),
  );
  const doc = new Y.Doc();
  Y.applyUpdate(doc, start);
  const attack = [...PLACE_ATTACKS, ...CONTENT_ATTACKS].find((each) => each.name.startsWith(name))!;
  const update = attack.update(sceneOf(doc, 1, 5), new Random(1));

  Y.applyUpdate(doc, update);
  new StockEditor(doc).destroy(); // opened, and nothing else
  expect(doc.getXmlFragment('article').toJSON()).not.toContain(lost);

  const document = await memoryRoom(start);
  const verdict = judgeAtOnce(document, update, () => true);
  expect(verdict).toMatchObject({ state: 'refused', close: { reason: attack.ends } });
  expect(document.staged.doc.getXmlFragment('article').toJSON()).toContain(lost);
});
