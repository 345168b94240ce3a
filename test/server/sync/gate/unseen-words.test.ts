/** Letters that somebody types into a block while somebody else makes it anew stand between the letters beside their caret. */
import { joinBackward, setBlockType, splitBlock } from 'prosemirror-commands';
import { wrapInList } from 'prosemirror-schema-list';
import { TextSelection } from 'prosemirror-state';
import type { Command } from 'prosemirror-state';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { TypingRuns } from '../../../../server/sync/gate/typing.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { BoundEditor } from '../../../support/bound-editor.ts';
import { indexOf, liveParagraphs } from '../../../support/live-text.ts';
import { memoryRoom } from '../../../support/memory-room.ts';
import { judgeAsRoom } from '../../../support/room-gate.ts';
import { StockEditor } from '../../../support/stock-editor.ts';

const START = Y.encodeStateAsUpdate(
  liveParagraphs('T', 'Stays.', 'First paragraph HERE end.', 'Second paragraph stays.'),
);
const { nodes } = articleSchema;

const COMMANDS: Readonly<Record<string, readonly [Command, string]>> = {
  'a heading of the block': [setBlockType(nodes.heading), 'First'],
  'a list of it': [wrapInList(nodes.bullet_list), 'First'],
  'code of it': [setBlockType(nodes.code_block), 'First'],
  'one block of it and the one before': [joinBackward, 'First'],
  'two blocks of it': [splitBlock, 'paragraph HERE'],
};

type Editor = BoundEditor | StockEditor;

function caret(editor: Editor, words: string): number {
  let found = -1;
  editor.state.doc.descendants((node, position) => {
    const at = node.isText ? (node.text ?? '').indexOf(words) : -1;
    if (at >= 0) found = position + at;
  });
  return found;
}

function does(editor: Editor, [command, where]: readonly [Command, string]): void {
  const { doc, tr } = editor.state;
  editor.dispatch(tr.setSelection(TextSelection.create(doc, caret(editor, where))));
  command(editor.state, (transaction) => editor.dispatch(transaction));
}

/** Two people whose frames reach the room when they are sent, and themselves when they `hear`. */
async function scene(other: typeof BoundEditor | typeof StockEditor) {
  const room = await memoryRoom(START);
  const runs = new TypingRuns();
  const sent = new Map<Editor, Uint8Array>();
  const people = [BoundEditor.of(START, 11), other.of(START, 12)] as const;
  for (const { doc } of people)
    sent.set(
      people.find((one) => one.doc === doc)!,
      Y.encodeStateVector(doc),
    );
  return {
    people,
    send(editor: Editor): void {
      const update = Y.encodeStateAsUpdate(editor.doc, sent.get(editor));
      sent.set(editor, Y.encodeStateVector(editor.doc));
      const verdict = judgeAsRoom(room, runs, update, () => true);
      expect(verdict.state).toBe('accepted');
    },
    hear(editor: Editor): void {
      const stored = Y.encodeStateAsUpdate(room.staged.doc, Y.encodeStateVector(editor.doc));
      Y.applyUpdate(editor.doc, stored);
      sent.set(editor, Y.encodeStateVector(editor.doc));
    },
    text: () => indexOf(room.staged.doc).text,
  };
}

/** A split by another client takes out what it has seen in two pieces, and puts in one: of that the server can't tell. */
const cases = Object.keys(COMMANDS).flatMap((what) =>
  ([true, false] as const).flatMap((isFirst) =>
    ([BoundEditor, StockEditor] as const)
      .filter((editor) => editor === BoundEditor || what !== 'two blocks of it')
      .map((editor) => [what, isFirst, editor] as const),
  ),
);

test.each(cases)(
  'G22 one types while another makes %s, typed first: %s, %o',
  async (what, isFirst, editor) => {
    const { people, send, hear, text } = await scene(editor);
    const [typist, other] = people;
    const type = (words: string): void => {
      for (const letter of words) {
        const { state } = typist;
        typist.dispatch(state.tr.insertText(letter));
        send(typist);
      }
    };
    const at = caret(typist, ' end.');
    typist.dispatch(typist.state.tr.setSelection(TextSelection.create(typist.state.doc, at)));
    if (isFirst) type(' one');
    does(other, COMMANDS[what]!);
    send(other);
    type(isFirst ? ' two' : ' one two');
    for (const each of [...people, ...people]) hear(each);
    expect(text().replaceAll('\n', ' ')).toContain('HERE one two end.');
    for (const each of people) expect(indexOf(each.doc).text).toBe(text());
    type(' three');
    expect(text().replaceAll('\n', ' ')).toContain('HERE one two three end.');
    for (const each of people) each.destroy();
  },
);

/** In one frame, as after a while offline. */
test('G22 what stands between words that go one by one stays where it is', async () => {
  const { people, send, hear, text } = await scene(BoundEditor);
  const [typist, other] = people;
  for (const word of ['First ', 'HERE ']) {
    const from = caret(typist, word);
    const { doc, tr } = typist.state;
    const [slice, cut] = [
      doc.slice(from, from + word.length),
      typist.binding.cut(from, from + word.length),
    ];
    typist.dispatch(tr.delete(from, from + word.length));
    const at = caret(typist, 'Second');
    typist.binding.expectPaste(cut);
    typist.dispatch(typist.state.tr.replace(at, at, slice).setMeta('paste', true));
    typist.binding.expectPaste(null);
  }
  send(typist);
  for (const each of people) hear(each);
  expect(text()).toBe('T\nStays.\nparagraph end.\nFirst HERE Second paragraph stays.');
  for (const each of [typist, other]) each.destroy();
});

test('G22 what one types at the end of a block stays there, though one puts the word before it elsewhere', async () => {
  const { people, send, hear, text } = await scene(BoundEditor);
  const [typist] = people;
  typist.dispatch(typist.state.tr.insertText('!!', caret(typist, 'end.') + 4));
  const from = caret(typist, 'end.');
  const cut = typist.binding.cut(from, from + 4);
  const slice = typist.state.doc.slice(from, from + 4);
  typist.dispatch(typist.state.tr.delete(from, from + 4));
  typist.binding.expectPaste(cut);
  const at = caret(typist, 'Second');
  typist.dispatch(typist.state.tr.replace(at, at, slice).setMeta('paste', true));
  send(typist);
  for (const each of people) hear(each);
  expect(text()).toBe('T\nStays.\nFirst paragraph HERE !!\nend.Second paragraph stays.');
  for (const each of people) each.destroy();
});

test('G22 of a block that somebody deletes nothing comes back', async () => {
  const { people, send, hear, text } = await scene(BoundEditor);
  const [typist, other] = people;
  const at = caret(typist, ' end.');
  typist.dispatch(typist.state.tr.insertText(' one', at));
  const { doc, tr } = other.state;
  const from = doc.child(0).nodeSize + doc.child(1).nodeSize;
  other.dispatch(tr.delete(from, from + doc.child(2).nodeSize));
  send(typist);
  send(other);
  for (const each of people) hear(each);
  expect(text()).toBe('T\nStays.\nSecond paragraph stays.');
  for (const each of people) each.destroy();
});

/** One types somewhere in the block, and the other splits it before that or after it, unseen by either. */
test.each([
  ['between letters that go together', 'HERE', 2, 'paragraph'],
  ['right behind all that goes', ' end.', 5, 'paragraph'],
  ['right before all that goes', 'First', 0, ' end.'],
])('G22 what is typed %s when a block is split goes along', async (_what, words, offset, split) => {
  for (const isFirst of [true, false]) {
    const { people, send, hear, text } = await scene(BoundEditor);
    const [typist, other] = people;
    const at = caret(typist, words) + offset;
    typist.dispatch(typist.state.tr.insertText('XY', at));
    const [before, after] = beside(typist, 'XY');
    if (isFirst) send(typist);
    does(other, [splitBlock, split]);
    send(other);
    if (!isFirst) send(typist);
    for (const each of [...people, ...people]) hear(each);
    expect(text()).toContain(`${before}XY${after}`);
    for (const each of people) each.destroy();
  }
});

function beside({ state }: Editor, words: string): [string, string] {
  const text = state.doc.textBetween(0, state.doc.content.size, '\n');
  const at = text.indexOf(words);
  return [text.charAt(at - 1), text.charAt(at + words.length)];
}

test('G22 what is typed where one has just deleted finds the nearest words that are still there', async () => {
  const { people, send, hear, text } = await scene(BoundEditor);
  const [typist, other] = people;
  const at = caret(typist, ' end.') + 5;
  const type = (words: string, from = at, to = at): void => {
    typist.dispatch(typist.state.tr.insertText(words, from, to));
    send(typist);
  };
  type('!');
  for (const each of people) hear(each);
  typist.dispatch(typist.state.tr.delete(at, at + 1));
  send(typist);
  hear(other);
  does(other, COMMANDS['a heading of the block']!);
  type('?');
  send(other);
  for (const each of [...people, ...people]) hear(each);
  expect(text()).toBe('T\nStays.\nFirst paragraph HERE end.?\nSecond paragraph stays.');
  for (const each of people) each.destroy();
});

test('E33 who deletes what they have just typed deletes it where the server has put it, too', async () => {
  const { people, send, hear, text } = await scene(BoundEditor);
  const [typist, other] = people;
  const at = caret(typist, ' end.');
  does(other, COMMANDS['a list of it']!);
  send(other);
  for (const letter of ' ono') {
    const { tr, selection } = typist.state;
    typist.dispatch(tr.insertText(letter, letter === ' ' ? at : selection.to));
    const { doc } = typist.state;
    typist.dispatch(
      typist.state.tr.setSelection(TextSelection.create(doc, caret(typist, ' end.'))),
    );
    send(typist);
  }
  const end = caret(typist, ' end.');
  typist.dispatch(typist.state.tr.delete(end - 1, end));
  send(typist);
  typist.dispatch(typist.state.tr.insertText('e', end - 1));
  send(typist);
  hear(typist);
  send(typist);
  for (const each of people) hear(each);
  expect(text()).toContain('HERE one end.');
  for (const each of people) expect(indexOf(each.doc).text).toBe(text());
  for (const each of people) each.destroy();
});

/** A break parts the text of its block in two, and the second is new. */
test.each([
  [' one', ' end.', 5],
  ['one ', 'HERE', 0],
  ['one ', 'First', 0],
])(
  'G22 a line is broken in two where one breaks it, while another types %s',
  async (words, at, offset) => {
    for (const isFirst of [true, false]) {
      const { people, send, hear } = await scene(BoundEditor);
      const [typist, other] = people;
      typist.dispatch(typist.state.tr.insertText(words, caret(typist, at) + offset));
      if (isFirst) send(typist);
      const { tr } = other.state;
      other.dispatch(tr.insert(caret(other, 'paragraph HERE'), nodes.hard_break.create()));
      send(other);
      if (!isFirst) send(typist);
      for (const each of [...people, ...people]) hear(each);
      const whole = 'First \nparagraph HERE end.';
      const wanted =
        at === 'First' ? `one ${whole}` : whole.replace(at, offset ? at + words : words + at);
      for (const { state } of people) {
        const parts: string[] = [];
        state.doc.child(2).forEach((node) => void parts.push(node.text ?? '\n'));
        expect(parts.join(''), state.doc.toString()).toBe(wanted);
      }
      for (const each of people) each.destroy();
    }
  },
);

test.each(Object.keys(COMMANDS))(
  'G22 what is typed in bold or as a link while another makes %s stays so, but in code',
  async (what) => {
    const { strong, link } = articleSchema.marks;
    for (const mark of [strong.create(), link.create({ href: 'https://example.org/' })]) {
      for (const isFirst of [true, false]) {
        const { people, send, hear } = await scene(BoundEditor);
        const [typist, other] = people;
        const { tr } = typist.state;
        typist.dispatch(tr.insert(caret(typist, ' end.'), articleSchema.text(' one', [mark])));
        if (isFirst) send(typist);
        does(other, COMMANDS[what]!);
        send(other);
        if (!isFirst) send(typist);
        for (const each of [...people, ...people]) hear(each);
        for (const { state } of people) {
          const marked: string[] = [];
          state.doc.descendants(
            (node) => void (mark.isInSet(node.marks) && marked.push(node.text!)),
          );
          expect(marked, state.doc.toString()).toEqual(what === 'code of it' ? [] : [' one']);
        }
        for (const each of people) each.destroy();
      }
    }
  },
);
