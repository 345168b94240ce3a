/** The sockets of an article's layers: one read-only Yjs document for each. */
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { observeAnnotations } from '../../../shared/annotation/layer-document.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { roomName } from '../../../shared/wire/messages.ts';
import { reconnectAfterClose } from './reconnect.ts';

/** What the connections need, and what they report. */
export interface LayerConnectionParts {
  readonly article: string;
  readonly socketUrl: string;
  /** These annotations of the layer are others than before; null: its document is gone, or another one. */
  readonly onLayerChange: (layer: string, annotations: ReadonlySet<string> | null) => void;
  /** A socket opened, closed, or has all there is. */
  readonly onStatus: () => void;
}

interface Connection {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly stopReconnecting: () => void;
  wasSynced: boolean;
}

/** Keeps one connection for each layer that was named last. */
export class LayerConnections {
  readonly #parts: LayerConnectionParts;
  readonly #open = new Map<string, Connection>();

  constructor(parts: LayerConnectionParts) {
    this.#parts = parts;
  }

  /** Opens what is missing and closes what isn't named. */
  keep(layers: readonly string[]): void {
    const named = new Set(layers);
    for (const layer of this.#open.keys()) if (!named.has(layer)) this.#close(layer);
    for (const layer of named) if (!this.#open.has(layer)) this.#connect(layer);
  }

  /** The document of a layer, or null where it isn't open (any more). */
  docOf(layer: string): Y.Doc | null {
    return this.#open.get(layer)?.doc ?? null;
  }

  /** Whether each layer is in touch with the server. */
  get connected(): boolean {
    return [...this.#open.values()].every(({ provider }) => provider.wsconnected);
  }

  /** Whether each layer was read at least once. */
  get loaded(): boolean {
    return [...this.#open.values()].every(({ wasSynced }) => wasSynced);
  }

  /** Whether a layer has all that the server has; false where it isn't open. */
  isInTouch(layer: string): boolean {
    return this.#open.get(layer)?.provider.synced ?? false;
  }

  /** Closes all sockets; every layer is forgotten. */
  close(): void {
    this.keep([]);
  }

  #connect(layer: string): void {
    const { article, socketUrl, onLayerChange, onStatus } = this.#parts;
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    awareness.setLocalState(null); // presence lives in the text room alone
    const provider = new WebsocketProvider(socketUrl, roomName(article, layer), doc, {
      disableBc: true, // tabs of people with other rights would hand each other what the server withholds
      awareness,
      connect: false,
    });
    const stopReconnecting = reconnectAfterClose(provider, Math.random);
    const connection: Connection = { doc, provider, stopReconnecting, wasSynced: false };
    this.#open.set(layer, connection);
    observeAnnotations(doc, (annotations) => onLayerChange(layer, annotations));
    provider.on('status', onStatus);
    provider.on('sync', (isSynced) => {
      connection.wasSynced ||= isSynced;
      onStatus();
    });
    provider.on('closed', ({ code }) => this.#ended(layer, code));
    provider.connect();
  }

  /** The server closed for good. What may not be read any more isn't shown any more. */
  #ended(layer: string, code: number): void {
    if (code === CLOSE.notSignedIn.code) return; // the session ended; what was read so far stays until it is renewed
    this.#close(layer);
    if (code === CLOSE.epochMismatch.code) this.#connect(layer);
  }

  #close(layer: string): void {
    const connection = this.#open.get(layer);
    if (connection === undefined) return;
    this.#open.delete(layer);
    connection.stopReconnecting();
    connection.provider.destroy();
    connection.doc.destroy();
    this.#parts.onLayerChange(layer, null);
  }
}
