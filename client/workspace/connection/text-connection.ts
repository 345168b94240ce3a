/** Connects the workspace to the room of an article's text, and knows what is safe on the server's disk. */
import * as decoding from 'lib0/decoding';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { AnchorIndex } from '../../../shared/anchor/anchor-index.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import { ARTICLE_ROOT, SCHEMA_VERSION } from '../../../shared/article/schema.ts';
import { titleOf } from '../../../shared/article/title.ts';
import type { PresentPerson } from '../../../shared/presence/person.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { MESSAGE, roomName, SYNC_PATH } from '../../../shared/wire/messages.ts';
import { serverRoutes } from '../../../shared/wire/routes/server.ts';
import { call } from '../../api/call.ts';
import { reconnectAfterClose } from './reconnect.ts';
import { SaveTimeout } from './save-timeout.ts';
import { watchSocket } from './socket-watch.ts';
import { IncomingChanges } from './incoming-changes.ts';
import { pushUnsaved } from './push-unsaved.ts';
import { troubleOf } from './text-connection-state.ts';
import type { ConnectionState, Trouble } from './text-connection-state.ts';
import { keepWords } from './kept-words.ts';

/** The live text, from the moment when all of it has come. */
export interface LiveText {
  readonly article: Y.XmlFragment;
  readonly awareness: Awareness;
  readonly incoming: IncomingChanges;
}

/** Which room to connect to, and as whom. */
export interface TextRoom {
  readonly article: string;
  /** As the article's answer named it: where the room has another one the server closes the socket. */
  readonly epoch: number;
  readonly person: PresentPerson;
}

/** One room for as long as the host is connected; draws the host again where something that people see of it is another. */
export class TextConnection implements ReactiveController {
  /** The same object as long as it says the same. */
  connection: ConnectionState = { state: 'connecting' };
  /** What keeps words from being saved at the moment; null again once all is saved. */
  trouble: Trouble | null = null;
  /** Null before all of it has come. */
  text: LiveText | null = null;
  /** The anchors in the text, null before it has come. */
  anchors: AnchorIndex | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #changed: () => void;
  readonly #rightsChanged: () => void;
  #room: TextRoom | null = null;
  #provider: WebsocketProvider | null = null;
  #closers: readonly (() => void)[] = [];
  #unsaved = false;
  /** How far the server has for certain what each Yjs client wrote. */
  readonly #safe = new Map<number, number>();
  readonly #saveTimeout = new SaveTimeout(() => {
    this.trouble ??= 'save-timeout';
    this.#host.requestUpdate();
  });

  /**
   * `changed` is called after each change of the text, once for a whole transaction; `rightsChanged` when the server
   * says that one may do more or less than before, that there are other layers, or may have meanwhile.
   */
  constructor(host: ReactiveControllerHost, changed: () => void, rightsChanged: () => void) {
    this.#host = host;
    this.#changed = changed;
    this.#rightsChanged = rightsChanged;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.#warn);
    for (const name of ['online', 'offline']) window.addEventListener(name, this.#show);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#warn);
    for (const name of ['online', 'offline']) window.removeEventListener(name, this.#show);
    for (const close of this.#closers) close();
    this.#saveTimeout.stop();
    this.anchors?.close();
    this.#provider?.destroy();
    this.#provider?.doc.destroy();
    this.#provider = null;
  }

  /** Enters the room. Once for each connection: another call does nothing. */
  open(room: TextRoom): void {
    if (this.#provider !== null) return;
    this.#room = room;
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(socketAddress(), roomName(room.article), doc, {
      params: { epoch: String(room.epoch), schema: String(SCHEMA_VERSION), ack: '1', news: '1' },
      // Tabs of one browser would hand each other changes behind the server's back.
      disableBc: true,
    });
    this.#provider = provider;
    provider.awareness.setLocalStateField('user', room.person);
    provider.messageHandlers[MESSAGE.durable] = (_encoder, decoder) => {
      this.#stored(doc, decoding.readVarUint8Array(decoder));
    };
    provider.messageHandlers[MESSAGE.layers] = () => this.#rightsChanged();
    const incoming = new IncomingChanges(provider);
    provider.on('sync', (whole) => this.#synced(provider, incoming, whole));
    const unsaved = () =>
      this.#unsaved ? Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.#safe)) : null;
    this.#closers = [
      reconnectAfterClose(provider, Math.random),
      pushUnsaved(provider, unsaved),
      watchSocket(provider, {
        isReachable: async () => (await call(serverRoutes.live)).ok,
        refused: () => this.#refused(),
      }),
    ];
    provider.on('connection-close', (event) => {
      if (event?.code === CLOSE.rightsChanged.code) this.#rightsChanged();
      // Not shown from here: the provider still takes itself for synced, which would end the trouble at once.
      this.trouble = troubleOf(event?.code) ?? this.trouble;
      this.#host.requestUpdate();
    });
    provider.on('closed', (close) => this.#ended(close));
    doc.on('update', (_update, origin) => this.#updated(origin !== provider));
  }

  /** The text as it is, null before it has come. */
  get index(): TextIndex | null {
    return this.anchors?.text ?? null;
  }

  /** The title as it reads in the text; null where it has none, or hasn't come. */
  get title(): string | null {
    return this.text && titleOf(this.text.article);
  }

  /** Whether words of one's own are on their way into the article, or wait for the network. */
  get wordsAwaited(): boolean {
    return this.#unsaved && this.connection.state !== 'closed';
  }

  #synced(provider: WebsocketProvider, incoming: IncomingChanges, whole: boolean): void {
    // What was made while one was away nobody has told.
    if (whole && this.text !== null) this.#rightsChanged();
    if (whole && this.text === null) {
      this.#isSafe(Y.encodeStateVector(provider.doc));
      const article = provider.doc.getXmlFragment(ARTICLE_ROOT);
      this.text = { article, awareness: provider.awareness, incoming };
      this.anchors = new AnchorIndex(article);
      article.observeDeep(this.#changed);
      this.#changed();
    }
    this.#show();
  }

  #updated(isOwn: boolean): void {
    if (!isOwn) return;
    this.#unsaved = true;
    this.#show();
  }

  /**
   * Everything below this state vector is on the server's disk; it names those alone who wrote since the last one. A deletion has no place in a state vector, so a
   * message that was under way when one deleted something counts as well; the next one follows within a moment.
   */
  #stored(doc: Y.Doc, vector: Uint8Array): void {
    this.#isSafe(vector);
    const own = Y.getState(doc.store, doc.clientID);
    if ((this.#safe.get(doc.clientID) ?? 0) >= own) this.#unsaved = false;
    this.#saveTimeout.stop();
    this.#show();
  }

  #isSafe(vector: Uint8Array): void {
    for (const [client, clock] of Y.decodeStateVector(vector))
      this.#safe.set(client, Math.max(clock, this.#safe.get(client) ?? 0));
  }

  #refused(): void {
    this.trouble ??= 'no-socket';
    this.#set({ state: 'offline', unsaved: this.#unsaved });
    this.#host.requestUpdate();
  }

  #ended(close: { code: number; reason: string }): void {
    this.#set({ state: 'closed', close, unsaved: this.#unsaved && !this.#keep() });
  }

  #keep(): boolean {
    if (this.#room === null) return false;
    const { article, person } = this.#room;
    return keepWords(
      localStorage,
      { article, member: person.id },
      {
        text: this.index?.text ?? '',
        update: this.#provider && Y.encodeStateAsUpdate(this.#provider.doc),
        kept: new Date().toISOString(),
      },
    );
  }

  readonly #show = (): void => {
    if (this.connection.state === 'closed' || this.#provider === null) return;
    // The browser knows at once that the network is gone; the socket finds out after half a minute.
    const isHere = this.#provider.synced && navigator.onLine;
    if (!isHere) this.#set({ state: 'offline', unsaved: this.#unsaved });
    else this.#set({ state: this.#unsaved ? 'saving' : 'saved' });
  };

  #set(connection: ConnectionState): void {
    const isSame = JSON.stringify(connection) === JSON.stringify(this.connection);
    if (!isSame) this.connection = connection;
    if (connection.state === 'saving') this.#saveTimeout.start();
    else this.#saveTimeout.stop();
    if (connection.state === 'saved' || connection.state === 'closed') this.trouble = null;
    if (!isSame || this.text === null) this.#host.requestUpdate();
  }

  readonly #warn = (event: BeforeUnloadEvent): void => {
    // After the room was closed the words are as a rule kept on the device, so leaving does no harm.
    const { connection } = this;
    const isAtRisk = connection.state === 'closed' ? connection.unsaved : this.#unsaved;
    if (isAtRisk) event.preventDefault();
  };
}

function socketAddress(): string {
  return `${location.origin.replace(/^http/, 'ws')}${SYNC_PATH}`;
}
