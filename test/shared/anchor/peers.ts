/** Several editors without a screen on one article, which do what people do to words. */
import type { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { Command, Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import type { CutWords } from '../../../client/workspace/editor/binding/told-moves.ts';
import { plainText, textBlocks } from '../../../shared/article/plain-text.ts';
import { BoundEditor } from '../../support/bound-editor.ts';
import { rangeOf } from '../../support/live-text.ts';

export class EditorPeer extends BoundEditor {
  clipboard: CutWords | null = null;

  /** Starts from what another document holds. */
  constructor(origin: Y.Doc, clientId: number) {
    const doc = new Y.Doc();
    doc.clientID = clientId;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(origin));
    super(doc);
  }

  get live(): Y.Doc {
    return this.doc;
  }

  get text(): string {
    return plainText(this.state.doc);
  }

  /** ProseMirror positions of some words. */
  at(words: string, nth = 0): { from: number; to: number } {
    const { from, to } = rangeOf(this.text, words, nth);
    return { from: this.#position(from, false), to: this.#position(to, true) };
  }

  select(words: string, nth = 0): void {
    const { from, to } = this.at(words, nth);
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)));
  }

  /** Puts the caret before some words. */
  before(words: string, nth = 0): void {
    const { from } = this.at(words, nth);
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, from)));
  }

  run(command: Command): void {
    if (!command(this.state, (transaction) => this.dispatch(transaction)))
      throw new Error('The command does nothing here.');
  }

  change(make: (transaction: Transaction) => Transaction): void {
    this.dispatch(make(this.state.tr));
  }

  typeBefore(words: string, typed: string, nth = 0): void {
    for (const letter of typed) this.#insert(this.at(words, nth).from, letter);
  }

  typeBehind(words: string, typed: string, nth = 0): void {
    const { to } = this.at(words, nth);
    for (let at = 0; at < typed.length; at += 1) this.#insert(to + at, typed.charAt(at));
  }

  /** Deletes words as one step of their own in the history. */
  erase(words: string, nth = 0): void {
    const { from, to } = this.at(words, nth);
    this.change((transaction) => transaction.delete(from, to));
  }

  /** Deletes words and has them on the clipboard. */
  cut(words: string): void {
    const { from, to } = this.at(words);
    this.clipboard = this.binding.cut(from, to);
    this.erase(words);
  }

  /** Puts words before others, as from the clipboard. */
  paste(words: string, before: string): void {
    const { from } = this.at(before);
    this.binding.expectPaste(this.clipboard);
    this.change((transaction) =>
      transaction.insertText(words, from).setMeta('paste', true).setMeta('uiEvent', 'paste'),
    );
  }

  /** The top block that holds some words: its number and node. */
  block(words: string): { readonly number: number; readonly node: Node; readonly from: number } {
    const resolved = this.state.doc.resolve(this.at(words).from);
    return { number: resolved.index(0), node: resolved.node(1), from: resolved.before(1) };
  }

  #insert(position: number, text: string): void {
    this.change((transaction) => transaction.insertText(text, position));
  }

  #position(offset: number, isEnd: boolean): number {
    const block = textBlocks(this.state.doc).findLast(({ from }) =>
      isEnd ? from < offset : from <= offset,
    );
    return block ? block.position + offset - block.from : 0;
  }
}

/** Each gets what the others have, as if they had been apart until now. */
export function meet(peers: readonly EditorPeer[]): void {
  for (const one of peers) {
    for (const other of peers) {
      if (one === other) continue;
      Y.applyUpdate(other.live, Y.encodeStateAsUpdate(one.live, Y.encodeStateVector(other.live)));
    }
  }
}
