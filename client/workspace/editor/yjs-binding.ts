/** Binds the editor to Yjs: the only module that imports y-prosemirror. */
import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import type { Command, EditorState, Transaction } from 'prosemirror-state';
import type { DecorationSet } from 'prosemirror-view';
import {
  redoCommand,
  undoCommand,
  yCursorPlugin,
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
  yUndoPluginKey,
  yXmlFragmentToProsemirrorJSON,
} from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { isCursor } from '../../../shared/presence/cursor.ts';
import { paintCaret, paintSelection } from './carets.ts';

/** Each step keeps what it deleted from being collected, so there is an end to them. */
const MAX_UNDO_STEPS = 200;

/** Text, carets of others, and undo of one's own changes. The order matters to y-prosemirror. */
export function yjsPlugins(article: Y.XmlFragment, awareness: Awareness): Plugin[] {
  return [
    ySyncPlugin(article) as Plugin, // typed `any` by the library, like the next one
    neverThrowing(
      yCursorPlugin(tidied(awareness), {
        cursorBuilder: paintCaret,
        selectionBuilder: paintSelection,
      }) as Plugin<DecorationSet>,
      (carets, { mapping, doc }) => carets.map(mapping, doc),
    ),
    neverThrowing(yUndoPlugin(), (undo) => ({ ...undo, prevSel: null })),
  ];
}

/**
 * Keeps the editor up with others where they delete a node that is selected here: y-prosemirror throws then, before it shows
 * their change, and what is typed next would take it back. Call it once, before there is a view.
 */
export function outliveSelectedNode(state: EditorState): void {
  const { binding } = ySyncPluginKey.getState(state) as { binding: Binding };
  const show = binding._observeFunction;
  binding._observeFunction = (events, transaction) => {
    try {
      show(events, transaction);
    } catch (error) {
      const selection = binding.beforeTransactionSelection;
      if (selection?.type !== 'node') throw error;
      binding.beforeTransactionSelection = { ...selection, type: 'text' };
      show(events, transaction);
    }
  };
}

/**
 * Draws the whole text again where a change of others could not be shown, whatever the reason. What is typed into a view
 * that lacks a change would take their words back, so where that fails too nothing is written, and each key tries it again. Call it
 * once, before there is a view and after `outliveSelectedNode`.
 */
export function redrawAfterFailure(state: EditorState): void {
  const { binding } = ySyncPluginKey.getState(state) as { binding: Binding };
  const show = binding._observeFunction;
  const write = binding._prosemirrorChanged.bind(binding);
  let isOutdated = false;
  const redraw = (): void => {
    binding._forceRerender();
    isOutdated = false;
  };
  binding._observeFunction = (events, transaction) => {
    try {
      show(events, transaction);
      isOutdated = false;
    } catch (error) {
      reportError(error);
      isOutdated = true;
      redraw();
    }
  };
  binding._prosemirrorChanged = (doc) => {
    if (isOutdated) queueMicrotask(redraw);
    else write(doc);
  };
}

/** As much of y-prosemirror's binding as is used here. */
interface Binding {
  _observeFunction: (events: Y.YEvent<Y.XmlFragment>[], transaction: Y.Transaction) => void;
  /** Where the selection is to be put again, with its name in ProseMirror's JSON. */
  beforeTransactionSelection: { readonly type: string } | null;
  /** Writes what the view shows to Yjs. */
  _prosemirrorChanged: (doc: Node) => void;
  /** Shows what Yjs has. */
  _forceRerender: () => void;
}

/** The article as ProseMirror's JSON, read without touching it. */
export function articleIn(article: Y.XmlFragment): unknown {
  return yXmlFragmentToProsemirrorJSON(article);
}

/** Takes back the last of one's own changes; false where there is none. */
export const undo: Command = undoCommand;
/** Brings back what was taken back last. */
export const redo: Command = redoCommand;

/** Whether there is anything of one's own to undo or redo. */
export function undoable(state: EditorState): { readonly undo: boolean; readonly redo: boolean } {
  const manager = undoManagerOf(state);
  return { undo: manager?.canUndo() ?? false, redo: manager?.canRedo() ?? false };
}

/** Whether a transaction brings what Yjs has: others' changes, one's own undo, or the first text. */
export function comesFromYjs(transaction: Transaction): boolean {
  const change: unknown = transaction.getMeta(ySyncPluginKey);
  return typeof change === 'object' && change !== null && 'isChangeOrigin' in change;
}

/** Forgets the oldest steps past the limit. Call it once per editor. */
export function limitUndo(state: EditorState): void {
  const manager = undoManagerOf(state);
  manager?.on('stack-item-added', () => {
    manager.undoStack.splice(0, manager.undoStack.length - MAX_UNDO_STEPS);
  });
}

function undoManagerOf(state: EditorState): Y.UndoManager | null {
  const plugin = yUndoPluginKey.getState(state) as { undoManager: Y.UndoManager } | undefined;
  return plugin?.undoManager ?? null;
}

/**
 * The plugin with `otherwise` for its next state where it throws. One that throws while a change of others is taken up keeps
 * their words out of the view, though Yjs has them.
 */
function neverThrowing<State>(
  plugin: Plugin<State>,
  otherwise: (state: State, transaction: Transaction) => State,
): Plugin<State> {
  const field = plugin.spec.state;
  if (field === undefined) return plugin;
  const apply: typeof field.apply = (transaction, state, before, after) => {
    try {
      return field.apply.call(plugin, transaction, state, before, after);
    } catch {
      return otherwise(state, transaction);
    }
  };
  return new Plugin({ ...plugin.spec, state: { ...field, apply } });
}

/**
 * Presence as the cursor plugin can take it. It throws at what is no cursor, which anybody may send; and it warns on the
 * console about each colour that isn't six hex digits, at each move of each caret, so it gets to see a stand-in beside our names.
 */
function tidied(awareness: Awareness): Awareness {
  const getStates = () => {
    const states = new Map<number, Record<string, unknown>>();
    for (const [client, state] of awareness.getStates()) {
      const user = state['user'] as Record<string, unknown> | undefined;
      states.set(client, {
        user: { ...user, palette: user?.['color'], color: '#000000' },
        cursor: isCursor(state['cursor']) ? state['cursor'] : null,
      });
    }
    return states;
  };
  return Object.create(awareness, { getStates: { value: getStates } }) as Awareness;
}
