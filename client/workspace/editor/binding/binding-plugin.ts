/** The binding as a plugin of the editor, and what other plugins and commands ask of it. */
import { Plugin, PluginKey } from 'prosemirror-state';
import type { Command, EditorState, Transaction } from 'prosemirror-state';
import type * as Y from 'yjs';
import { readDomSelection } from '../dom-selection.ts';
import { ArticleBinding } from './article-binding.ts';
import type { BindingOptions } from './article-binding.ts';

interface Bound {
  readonly binding: ArticleBinding;
  /** What was done since the last state that the binding has seen. */
  readonly unwritten: readonly Transaction[];
}

const key = new PluginKey<Bound>('binding');

/** Shows the article and writes what is done to it. It is to be the first plugin, so that others see what is written. */
export function bindingPlugin(article: Y.XmlFragment, report: BindingOptions['report']): Plugin {
  const binding = new ArticleBinding(article, {
    report,
    mark: (transaction) => transaction.setMeta(key, FROM_YJS),
  });
  const seen = new WeakSet<Transaction>();
  return new Plugin<Bound>({
    key,
    state: {
      init: () => ({ binding, unwritten: [] }),
      apply: (transaction, { unwritten }) => {
        const left = unwritten.filter((each) => !seen.has(each));
        return { binding, unwritten: transaction.docChanged ? [...left, transaction] : left };
      },
    },
    view: (view) => {
      binding.attach({
        get state() {
          return view.state;
        },
        dispatch: (transaction) => view.dispatch(transaction),
        catchUp: () => readDomSelection(view),
      });
      return {
        update: (_view, before) => {
          const { unwritten } = key.getState(view.state) ?? { unwritten: [] };
          const news = unwritten.filter((each) => !seen.has(each));
          for (const each of news) seen.add(each);
          binding.write(
            news.filter((each) => !comesFromYjs(each)),
            before,
          );
        },
        destroy: () => binding.destroy(),
      };
    },
  });
}

const FROM_YJS = Symbol('from Yjs');

/** Whether a transaction brings what Yjs has: others' changes, one's own undo, or the first text. */
export function comesFromYjs(transaction: Transaction): boolean {
  return transaction.getMeta(key) === FROM_YJS;
}

/** The transaction as one that brings what Yjs has. */
export function asFromYjs(transaction: Transaction): Transaction {
  return transaction.setMeta(key, FROM_YJS);
}

/** What binds the editor of a state; null for one without the plugin. */
export function bindingOf(state: EditorState): ArticleBinding | null {
  return key.getState(state)?.binding ?? null;
}

/** Takes back the last of one's own changes; false where there is none. */
export const undo: Command = (state, dispatch) => {
  const binding = bindingOf(state);
  if (!binding?.undo.canUndo()) return false;
  return dispatch === undefined || binding.undoLast();
};

/** Brings back what was taken back last; false where there is nothing. */
export const redo: Command = (state, dispatch) => {
  const binding = bindingOf(state);
  if (!binding?.undo.canRedo()) return false;
  return dispatch === undefined || binding.redoLast();
};

/** Whether there is anything of one's own to undo or redo. */
export function undoable(state: EditorState): { readonly undo: boolean; readonly redo: boolean } {
  const manager = bindingOf(state)?.undo;
  return { undo: manager?.canUndo() ?? false, redo: manager?.canRedo() ?? false };
}
