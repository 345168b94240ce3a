/** Somebody at the editor without a screen: ProseMirror states bound to a Yjs document by the client's own plugin. */
import { EditorState } from 'prosemirror-state';
import type { Plugin, PluginView, Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import * as Y from 'yjs';
import type { ArticleBinding } from '../../client/workspace/editor/binding/article-binding.ts';
import {
  bindingOf,
  bindingPlugin,
  redo,
  undo,
} from '../../client/workspace/editor/binding/binding-plugin.ts';
import { ARTICLE_ROOT, articleSchema } from '../../shared/article/schema.ts';

export class BoundEditor {
  readonly doc: Y.Doc;
  state: EditorState;
  readonly #views: readonly PluginView[];
  #isOver = false;

  /** An editor of its own document: what has been synced, or what a browser has kept. */
  static of(content: Uint8Array, client: number, more: readonly Plugin[] = []): BoundEditor {
    const doc = new Y.Doc();
    doc.clientID = client;
    Y.applyUpdate(doc, content);
    return new BoundEditor(doc, more);
  }

  constructor(
    doc: Y.Doc,
    more: readonly Plugin[] = [],
    report: (error: unknown) => void = rethrow,
  ) {
    this.doc = doc;
    const article = this.doc.getXmlFragment(ARTICLE_ROOT);
    const plugins = [bindingPlugin(article, report), ...more];
    this.state = EditorState.create({ schema: articleSchema, plugins });
    const views: PluginView[] = [];
    this.#views = views;
    // As much of a view as the plugins use.
    const view = this as unknown as EditorView;
    for (const plugin of plugins) {
      const made = plugin.spec.view?.(view);
      if (made) views.push(made);
    }
    // Yjs asks the true clock, by which the same seed would undo more or less.
    this.binding.undo.captureTimeout = Infinity;
  }

  get binding(): ArticleBinding {
    const binding = bindingOf(this.state);
    if (binding === null) throw new Error('The editor is not bound.');
    return binding;
  }

  /** Whether the person's caret is in the text. */
  isFocused = false;
  /** What plugins listen to. */
  readonly dom = {
    addEventListener: (): void => undefined,
    removeEventListener: (): void => undefined,
    ownerDocument: new EventTarget(),
  };

  readonly composing = false;

  hasFocus(): boolean {
    return this.isFocused;
  }

  dispatch(transaction: Transaction): void {
    if (this.#isOver) return; // carets are drawn in a later task
    const before = this.state;
    this.state = before.apply(transaction);
    for (const view of this.#views) view.update?.(this as unknown as EditorView, before);
  }

  /** What comes next is undone apart from what came before. */
  pause(): void {
    this.binding.undo.stopCapturing();
  }

  undo(): boolean {
    return undo(this.state, (transaction) => this.dispatch(transaction));
  }

  redo(): boolean {
    return redo(this.state, (transaction) => this.dispatch(transaction));
  }

  destroy(): void {
    this.#isOver = true;
    for (const view of this.#views) view.destroy?.();
    this.doc.destroy();
  }
}

/** What goes wrong is mended by drawing all anew, which would hide it here. */
function rethrow(error: unknown): never {
  throw error;
}
