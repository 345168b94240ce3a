/** What the elements of the workspace share, and how each gets its part: `galley-article-workspace` alone provides it. */
import { ContextEvent, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReadySession } from './article-session.ts';
import type { Present } from './connection/presence.ts';
import type { ConnectionState, Trouble } from './connection/text-connection-state.ts';
import type { LiveText } from './connection/text-connection.ts';
import type { GalleyEditor } from './editor/galley-editor.ts';
import type { Draft } from './layers/draft.ts';
import type { NotesView } from './notes-view.ts';
import type { People } from '../ui/words/thread-words.ts';

/**
 * The workspace at one moment: made at each update of `galley-article-workspace`. A field in which nothing is new keeps its
 * value, since that is how an element knows that it needn't be drawn again. What changes at each move of the caret isn't
 * here (`editor/editor-selection.ts`), nor is what changes at each key: `notes` and `editor` are asked for it when needed.
 */
export interface WorkspaceState {
  /** Who is here, in which article, and the names of all who write in it. */
  readonly session: ReadySession;
  /** False too while the room is closed. */
  readonly mayWrite: boolean;
  /** False too while the room is closed. */
  readonly mayAnnotate: boolean;

  /** Null until all of it has come. */
  readonly text: LiveText | null;
  /** As it reads in the text; until that has come, as the server named it. */
  readonly title: string;
  /** Of the text; `saving` also while notes are on their way. */
  readonly connection: ConnectionState;
  /** What keeps words from being saved at the moment. */
  readonly trouble: Trouble | null;
  /** Everybody at the article, oneself too. */
  readonly present: readonly Present[];
  /** Those of the session, who is here in the colour that they have here. */
  readonly people: People;
  /** Id of the person whose caret the page follows. */
  readonly following: string | null;
  /** The drawn text; null before it is there. A function, since the text is drawn after what asks for it. */
  readonly editor: () => GalleyEditor | null;

  /** Those that are shown, with what is known of them all. */
  readonly notes: NotesView;
  /** Id of the thread that is shown whole. */
  readonly active: string | null;
  /** The note that is being written. */
  readonly draft: Draft | null;
  /** Whether there is no room for the notes beside the text. */
  readonly isNarrow: boolean;
  /** Whether the notes are open where they lie over the text. */
  readonly isSideOpen: boolean;
  /** Whether the buttons for a new note stand at the selected words. */
  readonly isAdderShown: boolean;
}

/** By this an element asks for the state; use `WorkspaceReader`. */
export const workspaceContext = createContext<WorkspaceState>(Symbol('workspace'));

/**
 * Gives an element some fields of the state, and draws it again when one of these is another. Lit's own consumer would draw
 * it at each new state, and one comes with each "Saving…" and "Saved" while somebody types.
 */
export class WorkspaceReader<Field extends keyof WorkspaceState> implements ReactiveController {
  /** There once the element is connected inside `galley-article-workspace`. */
  state!: Pick<WorkspaceState, Field>;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #fields: readonly Field[];
  #stop: (() => void) | undefined;

  /** Only the fields that are named here can be read. */
  constructor(host: ReactiveControllerHost & HTMLElement, ...fields: readonly Field[]) {
    this.#host = host;
    this.#fields = fields;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.dispatchEvent(new ContextEvent(workspaceContext, this.#host, this.#take, true));
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  readonly #take = (next: WorkspaceState, stop?: () => void): void => {
    const before: Pick<WorkspaceState, Field> | undefined = this.state;
    this.state = next;
    this.#stop = stop;
    if (this.#fields.some((field) => before?.[field] !== next[field])) this.#host.requestUpdate();
  };
}
