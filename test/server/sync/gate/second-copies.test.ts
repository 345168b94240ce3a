/** Two people who make the same words anew at once, neither seeing the other: the words are there once, in order. */
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

const START = Y.encodeStateAsUpdate(
  liveParagraphs('T', 'Stays.', 'One two three four.', 'Stays as well.'),
);
const { nodes } = articleSchema;

const COMMANDS: Readonly<Record<string, readonly [Command, string]>> = {
  'a heading': [setBlockType(nodes.heading, { level: 2 }), 'One'],
  code: [setBlockType(nodes.code_block), 'One'],
  'a list': [wrapInList(nodes.bullet_list), 'One'],
  'two blocks, parted early': [splitBlock, 'two'],
  'two blocks, parted late': [splitBlock, 'four'],
  'one with the block before': [joinBackward, 'One'],
};

function selects(editor: BoundEditor, words: string): void {
  editor.state.doc.descendants((node, position) => {
    const at = node.isText ? (node.text ?? '').indexOf(words) : -1;
    if (at < 0) return;
    const selection = TextSelection.create(editor.state.doc, position + at);
    editor.dispatch(editor.state.tr.setSelection(selection));
  });
}

function does(editor: BoundEditor, [command, where]: readonly [Command, string]): void {
  selects(editor, where);
  command(editor.state, (transaction) => editor.dispatch(transaction));
}

/** Two editors of one room; what each writes is sent when the test says so. */
async function scene() {
  const room = await memoryRoom(START);
  const runs = new TypingRuns();
  const ids = [11, 12];
  const people = ids.map((id) => BoundEditor.of(START, id)) as [BoundEditor, BoundEditor];
  const sent = new Map(people.map((one) => [one, Y.encodeStateVector(one.doc)]));
  return {
    people,
    send(editor: BoundEditor): void {
      const update = Y.encodeStateAsUpdate(editor.doc, sent.get(editor));
      sent.set(editor, Y.encodeStateVector(editor.doc));
      expect(judgeAsRoom(room, runs, update, () => true).state).toBe('accepted');
    },
    hearAll(): void {
      for (const one of people) {
        const news = Y.encodeStateAsUpdate(room.staged.doc, Y.encodeStateVector(one.doc));
        Y.applyUpdate(one.doc, news);
        sent.set(one, Y.encodeStateVector(one.doc));
      }
    },
    blocks: () => indexOf(room.staged.doc).text.split('\n'),
  };
}

const names = Object.keys(COMMANDS);
const pairs = names.flatMap((one) => names.map((other) => [one, other] as const));

test.each(pairs)(
  'G23 one makes %s of a block and the other %s at once: each word is there once, in order',
  async (one, other) => {
    for (const isFirst of [true, false]) {
      const { people, send, hearAll, blocks } = await scene();
      const [ann, bob] = people;
      does(ann, COMMANDS[one]!);
      does(bob, COMMANDS[other]!);
      for (const each of isFirst ? [ann, bob] : [bob, ann]) send(each);
      // Bob hasn't heard yet, and types on where he is.
      selects(bob, 'three');
      bob.dispatch(bob.state.tr.insertText('new '));
      send(bob);
      hearAll();
      hearAll();
      expect(blocks().join('').replaceAll(' ', '')).toBe('TStays.Onetwonewthreefour.Staysaswell.');
      expect(blocks()).not.toContain('');
      for (const each of people) {
        expect(indexOf(each.doc).text.split('\n')).toEqual(blocks());
        each.destroy();
      }
    }
  },
);

test('G23 an undo brings no words back that are somewhere else by now', async () => {
  const { people, send, hearAll, blocks } = await scene();
  const [ann, bob] = people;
  does(ann, COMMANDS['a heading']!);
  does(bob, COMMANDS['a list']!);
  send(ann);
  send(bob);
  bob.undo();
  send(bob);
  hearAll();
  hearAll();
  expect(blocks()).toEqual(['T', 'Stays.', 'One two three four.', 'Stays as well.']);
  for (const each of people) each.destroy();
});
