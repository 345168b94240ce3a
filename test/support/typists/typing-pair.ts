/** Two editors and a server between them, far from each other, all in one process and from one seed. */
import { baseKeymap, chainCommands, setBlockType } from 'prosemirror-commands';
import { liftListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { Selection, TextSelection } from 'prosemirror-state';
import type { Command } from 'prosemirror-state';
import * as Y from 'yjs';
import type { DurableDocument } from '../../../server/sync/durable-document.ts';
import { TypingRuns } from '../../../server/sync/gate/typing.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { BoundEditor } from '../bound-editor.ts';
import { liveParagraphs } from '../live-text.ts';
import { randomFrom } from '../random.ts';
import { judgeAsRoom } from '../room-gate.ts';
import type { TypedLetter } from './typed-letters.ts';

const { nodes } = articleSchema;

/** The first text: a line each, of characters that nobody types. */
export const FIRST_LINES = Array.from({ length: 6 }, (_, line) =>
  lettersFrom(0xac00 + line * 12, 12),
);

/** What the room begins with. */
export const FIRST_STATE = Y.encodeStateAsUpdate(liveParagraphs('T', ...FIRST_LINES));

function lettersFrom(code: number, count: number): string {
  return Array.from({ length: count }, (_, at) => String.fromCharCode(code + at)).join('');
}

/** The most steps that a frame is under way in one direction. */
const MAX_DELAY = 4;

/** What a person does instead of typing a letter, and how often of a hundred times. */
const COMMANDS: readonly (readonly [name: string, weight: number, command: Command])[] = [
  ['Backspace', 5, chainCommands(deleteBehind, baseKeymap['Backspace']!)],
  ['Enter', 3, chainCommands(splitListItem(nodes.list_item), baseKeymap['Enter']!)],
  ['heading', 2, setBlockType(nodes.heading, { level: 2 })],
  ['paragraph', 2, setBlockType(nodes.paragraph)],
  ['code', 1, setBlockType(nodes.code_block)],
  ['list', 2, chainCommands(liftListItem(nodes.list_item), wrapInList(nodes.bullet_list))],
];

function deleteBehind(
  { selection, tr }: Parameters<Command>[0],
  dispatch?: Parameters<Command>[1],
): boolean {
  const { $from } = selection;
  if ($from.parentOffset === 0) return false;
  dispatch?.(tr.delete($from.pos - 1, $from.pos));
  return true;
}

interface Line {
  readonly frames: { readonly at: number; readonly update: Uint8Array }[];
}

interface Person {
  readonly editor: BoundEditor;
  readonly up: Line;
  readonly down: Line;
  readonly first: number;
  typed: number;
}

/** They work until the given number of steps is over, in each of which both do something. */
export class TypingPair {
  /** What they did, the newest last: step, person, deed, and the block around the caret. */
  readonly log: string[] = [];
  /** What they typed and deleted. */
  readonly notes: { typed: TypedLetter[]; deleted: string[] } = { typed: [], deleted: [] };
  readonly #room: DurableDocument;
  readonly #runs = new TypingRuns();
  readonly #random: (below: number) => number;
  readonly #people: readonly Person[];
  #step = 0;

  constructor(room: DurableDocument, seed: number) {
    this.#room = room;
    this.#random = randomFrom(seed);
    this.#people = [0, 1].map((nth): Person => {
      const editor = BoundEditor.of(FIRST_STATE, 100 + this.#random(1 << 30));
      const up: Line = { frames: [] };
      editor.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== REMOTE) this.#send(up, update);
      });
      return { editor, up, down: { frames: [] }, first: 0x4e00 + nth * 10_000, typed: 0 };
    });
  }

  /** Both do one thing each, and hear of what has come meanwhile. */
  step(): void {
    this.#step += 1;
    for (const person of this.#people) {
      this.#hear();
      this.#act(person);
    }
  }

  /** Everybody hears of everything. Throws where they don't have the same then. */
  meet(): string[] {
    while (this.#people.some(({ up, down }) => up.frames.length + down.frames.length > 0)) {
      this.#step += 1;
      this.#hear();
    }
    const [one, other] = this.#people.map(({ editor }) => blocksOf(editor));
    if (!one || !other || one.join('\n') !== other.join('\n'))
      throw new Error(`They have different texts: ${one?.join('|')} / ${other?.join('|')}`);
    return one;
  }

  people() {
    return this.#people;
  }
  destroy(): void {
    for (const { editor } of this.#people) editor.destroy();
  }

  #send(line: Line, update: Uint8Array): void {
    const last = line.frames.at(-1)?.at ?? 0;
    line.frames.push({ at: Math.max(last, this.#step + this.#random(MAX_DELAY)), update });
  }

  #hear(): void {
    for (const person of this.#people) {
      for (const update of this.#due(person.up)) this.#submit(person, update);
    }
    for (const { editor, down } of this.#people)
      for (const update of this.#due(down)) Y.applyUpdate(editor.doc, update, REMOTE);
  }

  #due({ frames }: Line): Uint8Array[] {
    const count = frames.findIndex(({ at }) => at > this.#step);
    return frames.splice(0, count === -1 ? frames.length : count).map(({ update }) => update);
  }

  #submit(author: Person, update: Uint8Array): void {
    const verdict = judgeAsRoom(this.#room, this.#runs, update, () => true);
    if (verdict.state !== 'accepted') throw new Error(`Refused: ${JSON.stringify(verdict)}`);
    for (const person of this.#people) {
      if (person !== author && verdict.update !== null) this.#send(person.down, verdict.update);
      if (verdict.added !== null) this.#send(person.down, verdict.added);
    }
  }

  #act(person: Person): void {
    const { editor } = person;
    const dice = this.#random(100);
    if (dice < 8 || person.typed === 0) this.#goElsewhere(editor);
    let left = dice - 8;
    for (const [name, weight, command] of COMMANDS) {
      if (left >= 0 && left < weight) {
        this.#note(person, name);
        this.#watchDeleted(editor, () => command(editor.state, (tr) => editor.dispatch(tr)));
        return;
      }
      left -= weight;
    }
    if (left >= 0 && left < 2) {
      this.#note(person, 'undo');
      this.#watchDeleted(editor, () => editor.undo());
      return;
    }
    if (this.#random(3) === 0) editor.pause();
    this.#type(person);
  }

  #type(person: Person): void {
    const { editor } = person;
    const { $from, from, to } = editor.state.selection;
    const words = $from.parent.textContent;
    const letter = String.fromCharCode(person.first + person.typed);
    person.typed += 1;
    this.notes.typed.push({
      letter,
      behind: words.charAt($from.parentOffset - 1) || null,
      before: words.charAt($from.parentOffset) || null,
    });
    this.#note(person, letter);
    editor.dispatch(editor.state.tr.insertText(letter, from, to));
  }

  /** Into one of a few blocks, so that both are often in the same. */
  #goElsewhere(editor: BoundEditor): void {
    const starts: number[] = [];
    const { doc, tr } = editor.state;
    doc.descendants((node, at) => void (node.isTextblock && starts.push(at + 1)));
    const start = starts[1 + this.#random(3)] ?? starts.at(-1) ?? 1;
    const size = doc.resolve(start).parent.content.size;
    const at = start + this.#random(size + 1);
    const near = doc.resolve(at).parent.isTextblock;
    editor.dispatch(
      tr.setSelection(near ? TextSelection.create(doc, at) : Selection.near(doc.resolve(at))),
    );
  }

  #watchDeleted(editor: BoundEditor, act: () => unknown): void {
    const before = editor.state.doc.textContent;
    act();
    const after = new Set(editor.state.doc.textContent);
    for (const char of before) if (!after.has(char)) this.notes.deleted.push(char);
  }

  #note(person: Person, what: string): void {
    const { $from } = person.editor.state.selection;
    const { textContent: words } = $from.parent;
    const place = `${words.slice(0, $from.parentOffset)}^${words.slice($from.parentOffset)}`;
    this.log.push(`${this.#step} ${'ab'[this.#people.indexOf(person)]} ${what} in ${place}`);
  }
}

const REMOTE = Symbol('remote');

function blocksOf({ state }: BoundEditor): string[] {
  const blocks: string[] = [];
  state.doc.descendants((node) => void (node.isTextblock && blocks.push(node.textContent)));
  return blocks;
}
