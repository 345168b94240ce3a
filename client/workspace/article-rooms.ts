/** The rooms of an article: its live text, the layers with the notes on it, and the people at it. */
import { uuidv4 } from 'lib0/random';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { personColor } from '../../shared/presence/person.ts';
import { SYNC_PATH } from '../../shared/wire/messages.ts';
import type { ReadySession } from './article-session.ts';
import { Presence } from './connection/presence.ts';
import type { ConnectionState } from './connection/text-connection-state.ts';
import { TextConnection } from './connection/text-connection.ts';
import { AnnotationsController } from './layers/annotations-controller.ts';
import type { Others } from './layers/placement.ts';

/** One object, since another one would be drawn. */
const SAVING: ConnectionState = { state: 'saving' };

/** What the rooms ask of the page, and what they report to it. */
export interface ArticleRoomsParts {
  /** What has a place in the text beside the notes; another map where it is another. */
  readonly others: () => Others;
  /** Id of the thread that everybody here may be told one has before one; null for none. */
  readonly toldThread: () => string | null;
  /** Called after each change of the text. */
  readonly textChanged: () => void;
  /** Called when the server says that one may do more or less than before. */
  readonly rightsChanged: () => void;
}

/** Opens no socket before `enter`. Draws its host again whenever something of the rooms is new. */
export class ArticleRooms implements ReactiveController {
  readonly text: TextConnection;
  readonly presence: Presence;
  /** There once the rooms were entered. */
  notes!: AnnotationsController;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #parts: ArticleRoomsParts;

  constructor(host: ReactiveControllerHost & HTMLElement, parts: ArticleRoomsParts) {
    this.#host = host;
    this.#parts = parts;
    this.text = new TextConnection(host, parts.textChanged, parts.rightsChanged);
    this.presence = new Presence(host);
    host.addController(this);
  }

  /** Once, as the person of the session. */
  enter({ article, member }: ReadySession): void {
    const person = { id: member.id, name: member.name, color: personColor(member.id) };
    this.text.open({ article: article.id, epoch: article.epoch, person });
    this.notes = new AnnotationsController(this.#host, {
      article: article.id,
      layers: article.layers,
      me: member,
      socketUrl: `${location.origin.replace(/^http/, 'ws')}${SYNC_PATH}`,
      anchors: () => this.text.anchors,
      others: this.#parts.others,
      wordsAwaited: () => this.text.wordsAwaited,
      // Not the browser's own `randomUUID`: it is missing where the page came by plain HTTP, as in an office.
      newId: uuidv4,
      now: () => new Date(),
    });
  }

  /** As people should see it: while notes are on their way, not all is saved. */
  get connection(): ConnectionState {
    const { connection } = this.text;
    return connection.state === 'saved' && this.notes.unsent > 0 ? SAVING : connection;
  }

  hostUpdate(): void {
    if (this.text.text === null) return;
    this.presence.watch(this.text.text.awareness);
    this.presence.tellThread(this.#parts.toldThread());
  }
}
