/** Tells others where one's caret is, and shows theirs: as y-prosemirror does it, so that either sees the other. */
import { Plugin, PluginKey } from 'prosemirror-state';
import type { EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { EditorView } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { isCursor } from '../../../shared/presence/cursor.ts';
import { bindingOf, comesFromYjs } from './binding/binding-plugin.ts';
import { paintCaret, paintSelection } from './carets.ts';
import { readDomSelection } from './dom-selection.ts';

const key = new PluginKey<DecorationSet>('others-carets');

/** Two relative positions, in objects or as they come over the wire. */
interface Cursor {
  readonly anchor: unknown;
  readonly head: unknown;
}

/** Stands behind the binding's plugin. Nothing that others send keeps their words out of the text. */
export function othersCarets(awareness: Awareness): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, carets, _before, state) => {
        const mapped = carets.map(transaction.mapping, transaction.doc);
        const isMoved = transaction.docChanged && comesFromYjs(transaction);
        if (!isMoved && transaction.getMeta(key) === undefined) return mapped;
        try {
          return drawn(state, awareness);
        } catch {
          return mapped;
        }
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => ({ update: () => tell(view, awareness), destroy: watch(view, awareness) }),
  });
}

/** The transaction's meta that draws them anew. */
export function withCarets(state: EditorState) {
  return state.tr.setMeta(key, true).setMeta('addToHistory', false);
}

function watch(view: EditorView, awareness: Awareness): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // In the next task, since one's own caret is told while a change is taken up.
  const changed = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      readDomSelection(view);
      view.dispatch(withCarets(view.state));
    });
  };
  const told = (): void => tell(view, awareness);
  awareness.on('change', changed);
  view.dom.addEventListener('focusin', told);
  view.dom.addEventListener('focusout', told);
  if (awareness.getStates().size > 1) changed();
  return () => {
    clearTimeout(timer);
    awareness.off('change', changed);
    view.dom.removeEventListener('focusin', told);
    view.dom.removeEventListener('focusout', told);
    awareness.setLocalStateField('cursor', null);
  };
}

/** Nobody has a caret in a text in which they don't write. */
function tell(view: EditorView, awareness: Awareness): void {
  const told = awareness.getLocalState()?.['cursor'] as Cursor | null | undefined; // one's own
  if (!view.hasFocus()) {
    if (told) awareness.setLocalStateField('cursor', null);
    return;
  }
  const { anchor, head } = view.state.selection;
  const binding = bindingOf(view.state);
  if (binding === null) return;
  const cursor = { anchor: binding.placeAt(anchor), head: binding.placeAt(head) };
  if (told && isSame(told.anchor, cursor.anchor) && isSame(told.head, cursor.head)) return;
  awareness.setLocalStateField('cursor', cursor);
}

function isSame(told: unknown, place: Y.RelativePosition): boolean {
  return Y.compareRelativePositions(Y.createRelativePositionFromJSON(told), place);
}

/** Position of a person's caret, in that of their tabs in which they moved it last; null while they have none. */
export function caretOf(state: EditorState, awareness: Awareness, person: string): number | null {
  const theirs = [...awareness.getStates()]
    .filter(([client, { user }]) => client !== awareness.clientID && idOf(user) === person)
    .toSorted(([one], [other]) => lastHeard(awareness, other) - lastHeard(awareness, one));
  for (const [, { cursor }] of theirs) {
    const place = placeOf(state, cursor);
    if (place !== null) return place.head;
  }
  return null;
}

function drawn(state: EditorState, awareness: Awareness): DecorationSet {
  const decorations: Decoration[] = [];
  for (const [client, { cursor, user, idle }] of awareness.getStates()) {
    const place = client === awareness.clientID ? null : placeOf(state, cursor);
    if (place === null) continue;
    const owner = { ...ownerOf(user), isIdle: idle === true };
    decorations.push(...decorationsOf(owner, client, place.anchor, place.head));
  }
  return DecorationSet.create(state.doc, decorations);
}

/** Where a cursor is in the text; null for one that is none, and for one whose place isn't there. */
function placeOf(
  state: EditorState,
  cursor: unknown,
): { readonly anchor: number; readonly head: number } | null {
  const binding = bindingOf(state);
  if (!isCursor(cursor) || binding === null) return null;
  const { anchor, head } = cursor as Cursor; // as was checked
  const [from, to] = [anchor, head].map((place) =>
    binding.positionAt(Y.createRelativePositionFromJSON(place)),
  );
  if (typeof from !== 'number' || typeof to !== 'number') return null;
  return { anchor: within(state, from), head: within(state, to) };
}

function lastHeard(awareness: Awareness, client: number): number {
  return awareness.meta.get(client)?.lastUpdated ?? 0;
}

function idOf(user: unknown): unknown {
  return (user as { readonly id?: unknown } | null | undefined)?.id;
}

function decorationsOf(owner: Owner, client: number, anchor: number, head: number): Decoration[] {
  const caret = Decoration.widget(head, () => paintCaret(owner, client), {
    key: `${client} ${owner.palette ?? ''} ${owner.name ?? ''} ${owner.isIdle}`,
    side: 10,
  });
  if (anchor === head) return [caret];
  const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
  const options = { inclusiveEnd: true, inclusiveStart: false };
  return [caret, Decoration.inline(from, to, paintSelection(owner), options)];
}

interface Owner {
  readonly name?: string;
  readonly palette?: string;
  readonly isIdle: boolean;
}

function ownerOf(user: unknown): Omit<Owner, 'isIdle'> {
  const { name, color } = (user ?? {}) as { name?: unknown; color?: unknown };
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof color === 'string' ? { palette: color } : {}),
  };
}

function within({ doc }: EditorState, position: number): number {
  return Math.max(0, Math.min(position, doc.content.size));
}
