/** Three people at editors of their own and a server, who change a text in every way; and the truth about what they do. */
import {
  joinBackward,
  lift,
  setBlockType,
  splitBlock,
  toggleMark,
  wrapIn,
} from 'prosemirror-commands';
import { Fragment, Slice } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { TextSelection } from 'prosemirror-state';
import type { Command } from 'prosemirror-state';
import { addRowAfter, deleteRow } from 'prosemirror-tables';
import * as Y from 'yjs';
import type { CutWords } from '../../../client/workspace/editor/binding/told-moves.ts';
import { replaceWords } from '../../../server/words/replace-words.ts';
import { runToEnd } from '../../../server/cooperative-task.ts';
import { judge } from '../../../server/sync/gate/judge.ts';
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import { describe } from '../../../shared/anchor/describe.ts';
import { reanchor } from '../../../shared/anchor/reanchor.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { textBlocks } from '../../../shared/article/plain-text.ts';
import type { TextBlock } from '../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { BoundEditor } from '../bound-editor.ts';
import { StockEditor } from '../stock-editor.ts';
import { indexOf, liveText } from '../live-text.ts';
import { judge as judgeThread } from './judge.ts';
import type { Judgement } from './judge.ts';
import { charactersOf, Truth } from './truth.ts';
import type { Tag } from './truth.ts';

const { nodes, marks } = articleSchema;

/** A thread with the truth about it. */
interface Followed {
  anchor: Anchor;
  readonly words: number;
  readonly tags: readonly Tag[];
  readonly over: Set<Tag>;
  /** The characters beside its words when the text last rested. */
  beside: readonly [Tag | null, Tag | null];
}

/** How a thread fared, and what to show where it went wrong. */
export interface Fared {
  readonly judgement: Judgement;
  readonly state: string;
  readonly words: number;
  readonly exact: string;
  readonly shown: string;
}

/** A range of one block. */
interface Words {
  readonly block: TextBlock;
  readonly from: number;
  readonly to: number;
}

/** Our own one, or one that tells no moves. */
type Editor = BoundEditor | StockEditor;

interface Person {
  editor: Editor;
  isOnline: boolean;
}

/** What somebody has cut, with the truth about it. */
interface Clipboard {
  readonly slice: Slice;
  readonly cut: CutWords | null;
  readonly tags: readonly Tag[];
}

/** How often each is done, of the sum of all. */
const OPERATIONS = {
  type: 22,
  typeOver: 8,
  erase: 12,
  eraseAndUndo: 6,
  undo: 4,
  redo: 3,
  split: 7,
  join: 7,
  retype: 7,
  list: 5,
  quote: 2,
  lift: 2,
  format: 3,
  lineBreak: 2,
  dragBlock: 4,
  dragWords: 3,
  cut: 5,
  paste: 7,
  copy: 5,
  row: 2,
  accept: 3,
  goOffline: 2,
  restart: 1,
} as const;
/** The name of one. */
export type Operation = keyof typeof OPERATIONS;

export class World {
  readonly truth = new Truth();
  readonly server: Y.Doc;
  readonly people: Person[] = [];
  readonly threads: Followed[] = [];
  readonly log: string[] = [];
  readonly #random: (below: number) => number;
  readonly #vocabulary: readonly string[];
  readonly #sums: readonly (readonly [number, Operation])[];
  readonly #isStock: boolean;
  #client = 100;
  #clipboard: Clipboard | null = null;

  constructor(
    paragraphs: readonly string[],
    random: (below: number) => number,
    only: readonly Operation[] = Object.keys(OPERATIONS) as Operation[],
    isStock = false,
  ) {
    this.#isStock = isStock;
    this.#random = random;
    this.#vocabulary = paragraphs.flatMap((text) => wordsIn(text).map(({ word }) => word));
    let sum = 0;
    this.#sums = only.map((name) => [(sum += OPERATIONS[name]), name] as const);
    this.server = liveText(articleOf(paragraphs));
    this.truth.addFresh(this.server);
    for (let person = 0; person < 3; person += 1)
      this.people.push({ editor: this.#sitDown(), isOnline: true });
  }

  /** Threads on so many words each, at places chosen by chance. */
  annotate(count: number, words: number): void {
    const index = indexOf(this.server);
    const all = charactersOf(this.server);
    const blocks = textBlocks(nodeOf(this.people[0]?.editor)).filter(
      (block) => wordsIn(textOf(block)).length >= words,
    );
    for (let made = 0; made < count && blocks.length > 0; made += 1) {
      const block = this.#pick(blocks);
      const list = wordsIn(textOf(block));
      const first = this.#random(list.length - words + 1);
      const [start, end] = [list[first], list[first + words - 1]];
      if (!start || !end) continue;
      const range = { from: block.from + start.at, to: block.from + end.at + end.word.length };
      const tags = all.slice(range.from, range.to).flatMap((one) => this.truth.tagOf(one) ?? []);
      const thread = { anchor: describe(index, range), words, tags, over: new Set<Tag>() };
      this.threads.push({ ...thread, beside: [null, null] });
    }
    this.#noteNeighbours();
  }

  /** Somebody does something; who is online hears of it sooner or later. */
  step(): void {
    const person = this.#pick(this.people);
    this.#perform(this.#operation(), person);
    for (const each of this.people) if (each.isOnline && this.#random(3) > 0) this.#sync(each);
    if (this.#random(4) === 0) this.rest();
    if (this.#random(12) === 0) for (const each of this.people) each.isOnline = true;
  }

  /** Everybody hears of everything, and the server looks after the anchors. */
  meet(): void {
    for (let round = 0; round < 2; round += 1) for (const person of this.people) this.#sync(person);
    this.rest();
  }

  /** As the server does when the text has been left alone for a moment. */
  rest(): void {
    const index = indexOf(this.server);
    const there = new Set(this.truth.tagsIn(this.server));
    for (const thread of this.threads) {
      thread.anchor = reanchor(index, thread.anchor) ?? thread.anchor;
      // What was written in the place of words that are there after all is not about them; but some may still be on its way.
      if (thread.tags.some((tag) => there.has(tag)))
        for (const tag of thread.over) if (there.has(tag)) thread.over.delete(tag);
    }
    this.#noteNeighbours();
  }

  /** How each thread fares on the server's copy as it is. */
  faring(): Fared[] {
    const index = indexOf(this.server);
    const text = this.truth.tagsIn(this.server);
    const isBlank = (at: number): boolean => (index.text[at] ?? ' ').trim() === '';
    return this.threads.map((thread) => {
      const place = resolve(index, thread.anchor);
      const judgement = judgeThread(thread, place, text, isBlank);
      const { exact } = thread.anchor;
      const around = index.text.slice((place.from ?? 0) - 12, (place.to ?? 0) + 12);
      const shown = place.from === null ? '' : `“${place.exact}” in “${around}”`;
      return { judgement, state: place.state, words: thread.words, exact, shown };
    });
  }

  /** Whether all hold the same text. */
  agree(): boolean {
    const texts = [this.server, ...this.people.map(({ editor }) => editor.doc)].map((doc) =>
      charactersOf(doc)
        .map(({ id }) => id)
        .join(' '),
    );
    return new Set(texts).size === 1;
  }

  destroy(): void {
    for (const { editor } of this.people) editor.destroy();
    this.server.destroy();
  }

  #operation(): Operation {
    const at = this.#random(this.#sums.at(-1)?.[0] ?? 1);
    return this.#sums.find(([sum]) => at < sum)?.[1] ?? 'type';
  }

  #perform(operation: Operation, person: Person): void {
    const { editor } = person;
    this.log.push(operation);
    switch (operation) {
      case 'type':
        return this.#type(editor);
      case 'typeOver':
        return this.#typeOver(editor);
      case 'erase':
        return this.#erase(editor, this.#words(editor, 4));
      case 'eraseAndUndo':
        editor.pause();
        this.#erase(editor, this.#words(editor, 4));
        if (this.#random(2) === 0) this.#sync(person);
        if (this.#random(3) === 0) this.rest();
        return this.#undoing(editor, () => editor.undo());
      case 'undo':
        return this.#undoing(editor, () => editor.undo());
      case 'redo':
        return this.#undoing(editor, () => editor.redo());
      case 'split':
        return this.#keeping(
          editor,
          this.#pick([splitListItem(nodes.list_item), splitBlock]),
          'caret',
        );
      case 'join':
        return this.#keeping(editor, joinBackward, 'start');
      case 'retype':
        return this.#keeping(editor, setBlockType(this.#pick([nodes.heading, nodes.paragraph])));
      case 'list':
        return this.#keeping(
          editor,
          this.#pick([
            wrapInList(nodes.bullet_list),
            wrapInList(nodes.ordered_list),
            sinkListItem(nodes.list_item),
            liftListItem(nodes.list_item),
          ]),
        );
      case 'quote':
        return this.#keeping(editor, wrapIn(nodes.blockquote));
      case 'lift':
        return this.#keeping(editor, lift);
      case 'format':
        return this.#keeping(editor, toggleMark(this.#pick([marks.strong, marks.em])));
      case 'lineBreak':
        return this.#insert(editor, Fragment.from(nodes.hard_break.create()));
      case 'dragBlock':
        return this.#dragBlock(editor);
      case 'dragWords':
        return this.#dragWords(editor);
      case 'cut':
        return this.#cut(editor);
      case 'paste':
        return this.#paste(editor);
      case 'copy':
        return this.#copy(editor);
      case 'row':
        return this.#row(editor);
      case 'accept':
        return this.#accept();
      case 'goOffline':
        person.isOnline = false;
        return;
      case 'restart':
        this.#sync(person);
        editor.destroy();
        person.editor = this.#sitDown();
        return;
    }
  }

  #sitDown(): Editor {
    this.#client += 1;
    const content = Y.encodeStateAsUpdate(this.server);
    return (this.#isStock ? StockEditor : BoundEditor).of(content, this.#client);
  }

  #sync({ editor: { doc } }: Person): void {
    this.#take(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.server)));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(doc)));
  }

  /** By the gate, as a room does: with what that says for those who say nothing, and puts back. */
  #take(update: Uint8Array): void {
    const discard = (): never => {
      throw new Error('The gate refused what an editor sent.');
    };
    const copy = { doc: this.server, stage: () => undefined, discard };
    const verdict = runToEnd(judge(copy, update, () => true));
    if (verdict.state !== 'accepted') throw new Error(`The gate says “${verdict.state}”.`);
    this.truth.addMoved(this.server);
  }

  /** The characters right beside each thread's words, or where they were. */
  #noteNeighbours(): void {
    const text = this.truth.tagsIn(this.server);
    for (const thread of this.threads) {
      const own = new Set([...thread.tags, ...thread.over]);
      const first = text.findIndex((tag) => tag !== null && own.has(tag));
      if (first === -1) continue;
      const last = text.findLastIndex((tag) => tag !== null && own.has(tag));
      const before = text.slice(0, first).findLast((tag) => tag !== null) ?? null;
      const after = text.slice(last + 1).find((tag) => tag !== null) ?? null;
      thread.beside = [before, after];
    }
  }

  /** What was written between a thread's neighbours since the text rested may be in the place of its words. */
  #noteWritten(doc: Y.Doc, fresh: readonly Tag[]): void {
    if (fresh.length === 0) return;
    const at = new Map<Tag | null, number>(
      this.truth.tagsIn(doc).map((tag, place) => [tag, place]),
    );
    const [begin, end] = [at.get(fresh[0] ?? null) ?? 0, at.get(fresh.at(-1) ?? null) ?? 0];
    for (const { beside, over } of this.threads) {
      const from = beside[0] === null ? -1 : at.get(beside[0]);
      const to = beside[1] === null ? Infinity : at.get(beside[1]);
      if (from === undefined || to === undefined || begin < from || to < end) continue;
      for (const tag of fresh) over.add(tag);
    }
  }

  #type(editor: Editor): void {
    const count = 1 + this.#random(10);
    const text = `${Array.from({ length: count }, () => this.#pick(this.#vocabulary)).join(' ')} `;
    this.#insert(editor, Fragment.from(articleSchema.text(text)));
  }

  #insert(editor: Editor, content: Fragment): void {
    const { block, from } = this.#words(editor, 1);
    if (!block.node.isTextblock || block.node.type.spec.code) return;
    const at = block.position + from;
    const [before, nth] = [this.#characters(editor.doc), this.#nth(editor.doc, block.from + from)];
    editor.dispatch(editor.state.tr.replace(at, at, new Slice(content, 0, 0)));
    const fresh = this.truth.addInserted(editor.doc, before, nth, content.size, this.#isStock);
    this.#noteWritten(editor.doc, fresh);
  }

  /** How many characters come before an offset, not counting breaks. */
  #nth(doc: Y.Doc, offset: number): number {
    return this.truth
      .tagsIn(doc)
      .slice(0, offset)
      .filter((tag) => tag !== null).length;
  }

  #typeOver(editor: Editor): void {
    const { block, from, to } = this.#words(editor, 1);
    if (from === to) return;
    const word = this.#pick(this.#vocabulary);
    const [start, end] = [block.position + from, block.position + to];
    const before = this.truth.tagsIn(editor.doc).slice(block.from + from, block.from + to);
    editor.dispatch(editor.state.tr.insertText(word, start, end));
    const fresh = this.truth.addFresh(editor.doc);
    for (const { tags, over } of this.threads)
      if (tags.some((tag) => before.includes(tag))) for (const tag of fresh) over.add(tag);
    this.#noteWritten(editor.doc, fresh);
  }

  #erase(editor: Editor, { block, from, to }: Words): void {
    const end = textOf(block)[to] === ' ' ? to + 1 : to;
    editor.dispatch(editor.state.tr.delete(block.position + from, block.position + end));
    this.truth.addFresh(editor.doc);
  }

  #undoing(editor: Editor, act: () => unknown): void {
    act();
    this.truth.addRedone(editor.doc);
  }

  /** A command after which the same characters must stand in the same order. */
  #keeping(editor: Editor, command: Command, where: 'words' | 'caret' | 'start' = 'words'): void {
    const { block, from, to } = this.#words(editor, 5);
    if (!block.node.isTextblock) return;
    const start = block.position + (where === 'start' ? 0 : this.#pick([from, to]));
    const end = where === 'words' ? block.position + to : start;
    const tags = this.#characters(editor.doc);
    this.#select(editor, start, end);
    command(editor.state, (transaction) => editor.dispatch(transaction));
    this.truth.addAs(editor.doc, tags, this.#isStock);
  }

  #dragBlock(editor: Editor): void {
    const { doc } = editor.state;
    const [from, to] = [1 + this.#random(doc.childCount - 1), 1 + this.#random(doc.childCount)];
    if (to === from || to === from + 1) return;
    const node = doc.child(from);
    const start = startOf(doc, from);
    const tags = this.#charactersOfBlocks(editor.doc, doc);
    const transaction = editor.state.tr.delete(start, start + node.nodeSize);
    transaction.insert(transaction.mapping.map(startOf(doc, to)), node);
    editor.dispatch(transaction.setMeta('uiEvent', 'drop'));
    const [own] = tags.splice(from, 1);
    tags.splice(to > from ? to - 1 : to, 0, own ?? []);
    this.truth.addAs(editor.doc, tags.flat(), this.#isStock);
  }

  #dragWords(editor: Editor): void {
    const { block, from, to } = this.#words(editor, 6);
    const target = this.#words(editor, 1);
    const place = target.block.from + target.from;
    const [first, last] = [block.from + from, block.from + to];
    if (from === to || isCode(block) || isCode(target.block)) return;
    if (first <= place && place <= last) return;
    const [start, end] = [block.position + from, block.position + to];
    const slice = editor.state.doc.slice(start, end);
    const all = this.truth.tagsIn(editor.doc);
    const transaction = editor.state.tr.delete(start, end);
    const at = transaction.mapping.map(target.block.position + target.from);
    transaction.replace(at, at, slice);
    editor.dispatch(transaction.setMeta('uiEvent', 'drop'));
    const own = all.slice(first, last);
    const order =
      place < first
        ? [...all.slice(0, place), ...own, ...all.slice(place, first), ...all.slice(last)]
        : [...all.slice(0, first), ...all.slice(last, place), ...own, ...all.slice(place)];
    this.truth.addAs(
      editor.doc,
      order.filter((tag) => tag !== null),
      this.#isStock,
    );
  }

  #cut(editor: Editor): void {
    const { block, from, to } = this.#words(editor, 8);
    if (from === to || isCode(block)) return;
    const [start, end] = [block.position + from, block.position + to];
    const tags = this.truth.tagsIn(editor.doc).slice(block.from + from, block.from + to);
    const slice = editor.state.doc.slice(start, end);
    const cut = editor instanceof BoundEditor ? editor.binding.cut(start, end) : null;
    this.#clipboard = { slice, cut, tags: tags.filter((tag) => tag !== null) };
    editor.dispatch(editor.state.tr.delete(start, end).setMeta('uiEvent', 'cut'));
  }

  /** By anybody, perhaps again; only where the words live nowhere are they the same. */
  #paste(editor: Editor): void {
    const clipboard = this.#clipboard;
    const { block, from } = this.#words(editor, 1);
    if (clipboard === null || isCode(block)) return;
    const at = block.position + from;
    const there = new Set(this.truth.tagsIn(editor.doc));
    const isFirst = clipboard.cut !== null && !clipboard.tags.some((tag) => there.has(tag));
    const before = this.#characters(editor.doc);
    const nth = this.#nth(editor.doc, block.from + from);
    if (editor instanceof BoundEditor) editor.binding.expectPaste(clipboard.cut);
    editor.dispatch(editor.state.tr.replace(at, at, clipboard.slice).setMeta('paste', true));
    if (editor instanceof BoundEditor) editor.binding.expectPaste(null);
    if (isFirst)
      this.truth.addAs(
        editor.doc,
        [...before.slice(0, nth), ...clipboard.tags, ...before.slice(nth)],
        this.#isStock,
      );
    else {
      const { size } = clipboard.slice;
      this.#noteWritten(
        editor.doc,
        this.truth.addInserted(editor.doc, before, nth, size, this.#isStock),
      );
    }
  }

  #copy(editor: Editor): void {
    const { block, from, to } = this.#words(editor, 8);
    if (from === to || isCode(block)) return;
    const slice = editor.state.doc.slice(block.position + from, block.position + to);
    this.#clipboard = { slice, cut: null, tags: [] };
    this.#paste(editor);
  }

  #row(editor: Editor): void {
    const blocks = textBlocks(editor.state.doc).filter(({ position }) =>
      isInTable(editor.state.doc, position),
    );
    if (blocks.length === 0) return;
    const { position } = this.#pick(blocks);
    this.#select(editor, position, position);
    const command = this.#random(3) > 0 ? addRowAfter : deleteRow;
    command(editor.state, (transaction) => editor.dispatch(transaction));
    this.truth.addFresh(editor.doc);
  }

  /** The server puts other words in the place of some, as when a suggestion is accepted. */
  #accept(): void {
    const index = indexOf(this.server);
    const tags = this.truth.tagsIn(this.server);
    const words = wordsIn(index.text);
    const picked = words[this.#random(words.length)];
    if (picked === undefined) return;
    const range = { from: picked.at, to: picked.at + picked.word.length };
    this.server.transact(() => replaceWords(index, range, this.#pick(this.#vocabulary)));
    const fresh = this.truth.addFresh(this.server);
    const replaced = tags.slice(range.from, range.to);
    for (const thread of this.threads)
      if (thread.tags.some((tag) => replaced.includes(tag)))
        for (const tag of fresh) thread.over.add(tag);
    this.#noteWritten(this.server, fresh);
  }

  #select(editor: Editor, anchor: number, head: number): void {
    const { doc, tr } = editor.state;
    editor.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))));
  }

  /** Up to `most` words of a block, or its start where it has none. */
  #words(editor: Editor, most: number): Words {
    const block = this.#pick(textBlocks(editor.state.doc));
    const words = wordsIn(textOf(block));
    if (words.length === 0) return { block, from: 0, to: 0 };
    const first = this.#random(words.length);
    const last = Math.min(words.length - 1, first + this.#random(most));
    const [start, end] = [words[first], words[last]];
    return { block, from: start?.at ?? 0, to: end ? end.at + end.word.length : 0 };
  }

  #characters(doc: Y.Doc): Tag[] {
    return this.truth.tagsIn(doc).filter((tag) => tag !== null);
  }

  /** Those of each block of the article. */
  #charactersOfBlocks(doc: Y.Doc, node: Node): Tag[][] {
    const all = this.truth.tagsIn(doc);
    const blocks = textBlocks(node);
    return node.children.map((_child, at) => {
      const [from, to] = [startOf(node, at), startOf(node, at + 1)];
      const own = blocks.filter(({ position }) => from <= position && position < to);
      return own.flatMap((block) => all.slice(block.from, block.to).filter((tag) => tag !== null));
    });
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#random(list.length)] as T; // there is one
  }
}

function nodeOf(editor: Editor | undefined): Node {
  if (editor === undefined) throw new Error('Nobody is there.');
  return editor.state.doc;
}

/** With a character for each element, so that offsets are those of the block. */
function textOf({ node }: TextBlock): string {
  return node.textBetween(0, node.content.size, '', '\ufffc');
}

function startOf(doc: Node, child: number): number {
  let position = 0;
  for (let at = 0; at < child; at += 1) position += doc.child(at).nodeSize;
  return position;
}

function isCode({ node }: TextBlock): boolean {
  return !node.isTextblock || node.type.spec.code === true;
}

function isInTable(doc: Node, position: number): boolean {
  const $position = doc.resolve(position);
  for (let depth = $position.depth; depth > 0; depth -= 1)
    if ($position.node(depth).type.spec['tableRole'] === 'cell') return true;
  return false;
}

/** Words by the rules of Unicode, also where no space is between them. */
function wordsIn(text: string): { readonly word: string; readonly at: number }[] {
  const found: { word: string; at: number }[] = [];
  for (const { segment, index, isWordLike } of SEGMENTER.segment(text))
    if (isWordLike) found.push({ word: segment, at: index });
  return found;
}

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A title, paragraphs, a list and a table. */
function articleOf(paragraphs: readonly string[]): Node {
  const line = (text: string): Node[] => (text === '' ? [] : [articleSchema.text(text)]);
  const paragraph = (text: string): Node => nodes.paragraph.create(null, line(text));
  const [title = 'A title', ...rest] = paragraphs;
  const half = Math.floor(rest.length / 2);
  const items = rest
    .slice(half, half + 3)
    .map((text) => nodes.list_item.create(null, paragraph(text)));
  const cell = (text: string): Node => nodes.table_cell.create(null, paragraph(text.slice(0, 60)));
  const rows = rest
    .slice(half, half + 3)
    .map((text) => nodes.table_row.create(null, [cell(text), cell(text.slice(60))]));
  return nodes.doc.create(null, [
    nodes.title.create(null, line(title)),
    ...rest.slice(0, half).map(paragraph),
    nodes.bullet_list.create(null, items),
    ...rest.slice(half + 3).map(paragraph),
    nodes.table.create(null, rows),
  ]);
}
