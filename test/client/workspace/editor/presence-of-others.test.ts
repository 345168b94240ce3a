/** What others send as their presence, and the words that they write meanwhile. */
import { Plugin } from 'prosemirror-state';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { isCursor } from '../../../../shared/presence/cursor.ts';
import { comesFromYjs } from '../../../../client/workspace/editor/binding/binding-plugin.ts';
import { othersCarets, withCarets } from '../../../../client/workspace/editor/others-carets.ts';
import { BoundEditor } from '../../../support/bound-editor.ts';
import { liveParagraphs } from '../../../support/live-text.ts';

/** An editor with the client's own plugins and no screen. */
function editorOf(doc: Y.Doc, more: Plugin[] = []) {
  const awareness = new Awareness(doc);
  const carets = othersCarets(awareness);
  const editor = new BoundEditor(doc, [carets, ...more], (error) => reportError(error));
  onTestFinished(() => {
    editor.destroy();
    awareness.destroy();
  });
  return {
    awareness,
    text: () => editor.state.doc.textContent,
    type: (words: string) => editor.dispatch(editor.state.tr.insertText(words, 1)),
    redrawCarets: () => editor.dispatch(withCarets(editor.state)),
    carets: () => carets.getState(editor.state)?.find() ?? [],
  };
}

/** Another's document, and a presence state as it would come over the wire. */
function another(doc: Y.Doc) {
  const other = new Y.Doc();
  const relay = (from: Y.Doc, to: Y.Doc): void =>
    void from.on('update', (update: Uint8Array, origin) => {
      if (origin !== 'wire') Y.applyUpdate(to, update, 'wire');
    });
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc), 'wire');
  relay(doc, other);
  relay(other, doc);
  return {
    doc: other,
    write: (words: string) => paragraphOf(other).insert(0, words),
    text: () => other.getXmlFragment('article').toJSON(),
    send: (to: Awareness, cursor: unknown) => {
      const presence = new Awareness(other);
      presence.setLocalState({ user: { name: 'Mal' }, cursor });
      applyAwarenessUpdate(to, encodeAwarenessUpdate(presence, [other.clientID]), 'wire');
      presence.destroy();
    },
  };
}

function paragraphOf(doc: Y.Doc): Y.XmlText {
  const paragraph = doc.getXmlFragment('article').get(1) as Y.XmlElement; // as `liveParagraphs` makes it
  return paragraph.get(0) as Y.XmlText;
}

const id = { client: 1, clock: 0 };
const CURSORS: [string, unknown][] = [
  ['without positions', { anchor: null, head: null }],
  ['a word', 'here'],
  ['a number', 7],
  ['a list', [1, 2]],
  ['empty positions', { anchor: {}, head: {} }],
  ['one position', { anchor: { tname: 'article' } }],
  ['positions nowhere', { anchor: { type: null, tname: null, item: null }, head: { assoc: 0 } }],
  ['ids of words', { anchor: { item: { client: 'a', clock: 'b' } }, head: { type: 'x' } }],
  ['halves of clocks', { anchor: { type: { client: 1, clock: 0.5 } }, head: { type: id } }],
  ['an unknown root', { anchor: { tname: 'secrets' }, head: { tname: 'secrets' } }],
];

describe('E18 a cursor that is none', () => {
  test.each(CURSORS)(
    'E18 %s: what others write is shown, and what is typed next keeps it',
    (_name, cursor) => {
      expect(isCursor(cursor)).toBe(false);
      const doc = liveParagraphs('Title', 'Hello.');
      const other = another(doc);
      const editor = editorOf(doc);
      other.send(editor.awareness, cursor);
      other.write('Words of another. ');
      expect(editor.text()).toBe('TitleWords of another. Hello.');
      editor.type('My ');
      expect(other.text()).toBe(
        '<title>My Title</title><paragraph>Words of another. Hello.</paragraph>',
      );
      expect([...doc.share.keys()]).toEqual(['article']);
    },
  );

  test('E18 an editor opens beside it, and the carets of the others are drawn', () => {
    const doc = liveParagraphs('Title', 'Hello.');
    const [other, evil] = [another(doc), another(doc)];
    const position = Y.createRelativePositionFromTypeIndex(paragraphOf(doc), 2);
    const editor = editorOf(doc);
    other.send(editor.awareness, { anchor: position, head: position });
    evil.send(editor.awareness, { anchor: null, head: null });
    editor.redrawCarets();
    expect(editor.carets().map(({ from }) => from)).toEqual([10]);
  });

  test('E18 where no caret can be drawn the words are shown all the same', () => {
    const doc = liveParagraphs('Title', 'Hello.');
    const other = another(doc);
    const editor = editorOf(doc);
    vi.spyOn(editor.awareness, 'getStates').mockImplementation(() => {
      throw new Error('The library stumbles.');
    });
    other.write('Words of another. ');
    expect(editor.text()).toBe('TitleWords of another. Hello.');
    editor.type('My ');
    expect(other.text()).toContain('Words of another. Hello.');
  });
});

describe('E18 a plugin that stumbles', () => {
  /** An editor beside another, with a plugin that throws at so many changes of others. */
  function stumbling(times: number) {
    const told = vi.fn<(error: unknown) => void>();
    vi.stubGlobal('reportError', told);
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    let left = 0;
    const failing = new Plugin<null>({
      state: {
        init: () => null,
        apply: (transaction) => {
          if (left === 0 || !comesFromYjs(transaction)) return null;
          left -= 1;
          throw new Error('A plugin stumbles.');
        },
      },
    });
    const doc = liveParagraphs('Title', 'Hello.');
    const other = another(doc);
    const editor = editorOf(doc, [failing]);
    left = times;
    return { told, other, editor };
  }

  test('E18 what it keeps from being shown is shown by drawing all anew', () => {
    const { told, other, editor } = stumbling(1);
    other.write('Words of another. ');
    expect(told).toHaveBeenCalledOnce();
    expect(editor.text()).toBe('TitleWords of another. Hello.');
    editor.type('My ');
    expect(other.text()).toContain('My Title');
    expect(other.text()).toContain('Words of another. Hello.');
  });

  test('E18 where that can’t be drawn either no key takes words away, and the next one draws them', async () => {
    const { other, editor } = stumbling(2);
    expect(() => other.write('Words of another. ')).toThrow('A plugin stumbles.');
    expect(editor.text()).toBe('TitleHello.');
    editor.type('x');
    await Promise.resolve();
    expect(editor.text()).toBe('TitleWords of another. Hello.');
    editor.type('My ');
    expect(other.text()).toBe(
      '<title>My Title</title><paragraph>Words of another. Hello.</paragraph>',
    );
  });
});
