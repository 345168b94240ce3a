/** Somebody with another client than ours: ProseMirror with y-prosemirror's own plugins, and no screen. */
import { EditorState } from 'prosemirror-state';
import type { PluginView, Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { redo, undo, ySyncPlugin, yUndoPlugin, yUndoPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { articleSchema } from '../../shared/article/schema.ts';

export class StockEditor {
  readonly doc: Y.Doc;
  readonly #plugins;
  readonly #views: PluginView[] = [];
  #state: EditorState;
  /** As much of a view as the plugins use. */
  readonly #view = Object.defineProperties(
    { dispatch: (transaction: Transaction) => this.dispatch(transaction), hasFocus: () => false },
    { state: { get: () => this.#state } },
  ) as unknown as EditorView;

  /** An editor of its own document: what has been synced, or what a browser has kept. */
  static of(content: Uint8Array, client: number): StockEditor {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, content);
    doc.clientID = client;
    return new StockEditor(doc);
  }

  constructor(doc: Y.Doc) {
    this.doc = doc;
    const article = this.doc.getXmlFragment('article');
    this.#plugins = [ySyncPlugin(article), yUndoPlugin()];
    this.#state = EditorState.create({ schema: articleSchema, plugins: this.#plugins });
    // Yjs asks the true clock, by which the same seed would undo more or less.
    this.#undoManager.captureTimeout = Infinity;
    for (const plugin of this.#plugins) {
      const made = plugin.spec.view?.(this.#view);
      if (made) this.#views.push(made);
    }
  }

  get state(): EditorState {
    return this.#state;
  }

  /** What a person did. A change of what the schema forbids throws, as it would in a browser. */
  dispatch(transaction: Transaction): void {
    const before = this.#state;
    this.#state = before.apply(transaction);
    for (const view of this.#views) view.update?.(this.#view, before);
  }

  /** What comes next is undone apart from what came before. */
  pause(): void {
    this.#undoManager.stopCapturing();
  }

  undo(): void {
    undo(this.#state);
  }

  redo(): void {
    redo(this.#state);
  }

  get #undoManager(): Y.UndoManager {
    const { undoManager } = yUndoPluginKey.getState(this.#state) as { undoManager: Y.UndoManager };
    return undoManager; // typed `any` by the library
  }

  destroy(): void {
    for (const view of this.#views) view.destroy?.();
    this.doc.destroy();
  }
}
