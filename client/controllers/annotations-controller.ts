/** Brings an article's annotations to its page and the page's commands to the server. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Anchor, TextRange } from '../../shared/anchor/anchor.ts';
import { describe } from '../../shared/anchor/describe.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { LayerAnswer, MemberAnswer, Page } from '../../shared/wire/answers.ts';
import { ask } from '../api.ts';
import { AnnotationCommands } from './annotation-commands.ts';
import { listen } from './annotation-events.ts';
import type { Filter, Handlers, NewNote } from './annotation-events.ts';
import { countOpen, inReadingOrder, passes, Placement } from './annotations-view.ts';
import { HiddenLayers } from './hidden-layers.ts';
import { LayerAnnotations } from './layer-annotations.ts';
import { LayerConnections } from './layer-connections.ts';
import { NOTES_LAYER, withOwnNotes } from './own-notes.ts';
import { requestFor, subjectOf } from './outbox-entry.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { Outbox } from './outbox.ts';
import { RefreshController } from './refresh-controller.ts';

/** How often commands that could not be sent, or are not seen yet, are looked at again. */
const LOOK_AGAIN_MS = 15_000;

export interface AnnotationsParts {
  readonly article: string;
  readonly layers: readonly LayerAnswer[];
  /** Who is signed in; null may look only. */
  readonly me: MemberAnswer | null;
  /** Address of `/sync` without the room. */
  readonly socketUrl: string;
  /** The text as it is, null as long as it isn't there. Asked once after each `textChanged()`. */
  readonly textIndex: () => TextIndex | null;
  readonly newId: () => string;
  readonly now: () => Date;
}

/**
 * Reads each layer from its own socket, draws the commands that are still on their way over it, and places all in the
 * text. Listens on its host to what the elements of the margin announce (`annotation-events.ts`), so the page needs to
 * handle only what concerns the page itself.
 */
export class AnnotationsController implements ReactiveController {
  /** What is shown, by place and then by age. */
  annotations: readonly PlacedAnnotation[] = [];
  /** Open threads by layer, shown or not. */
  openCounts: ReadonlyMap<string, number> = new Map();
  layers: readonly LayerAnswer[];
  readonly commands: AnnotationCommands;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #parts: AnnotationsParts;
  readonly #connections: LayerConnections;
  readonly #outbox: Outbox;
  readonly #hidden: HiddenLayers;
  readonly #content: LayerAnnotations;
  /** Shown whatever the filter says: what was settled last, so that it can be taken back, or what a link leads to. */
  #keptInSight: string | null = null;
  #filter: Filter = 'open';
  #index: TextIndex | null = null;
  #placement = new Placement(null);
  #isTextStale = true;
  #isViewStale = true;
  #stopListening: () => void = () => undefined;
  #all: readonly PlacedAnnotation[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement, parts: AnnotationsParts) {
    this.#host = host;
    this.#parts = parts;
    this.layers = withOwnNotes(parts.layers, parts.me);
    const { article, socketUrl, me, now, newId } = parts;
    const onChange = (): void => this.#changed();
    this.#connections = new LayerConnections({
      article,
      socketUrl,
      onLayerChange: (layer) => {
        this.#content.changed(layer);
        onChange();
      },
      onStatus: onChange,
    });
    const send = this.#send.bind(this);
    const member = me?.id ?? '';
    this.#outbox = new Outbox({
      storage: localStorage,
      member,
      article,
      send,
      now,
      newId,
      onChange,
    });
    this.commands = new AnnotationCommands(this.#outbox, newId, (id) => this.#layerOf(id));
    this.#content = new LayerAnnotations(this.#connections, this.#outbox, member);
    this.#hidden = new HiddenLayers(localStorage, article);
    host.addController(this);
    new RefreshController(host, LOOK_AGAIN_MS, () => {
      this.#outbox.resume();
      onChange();
    });
  }

  /** Whether all layers are in touch with the server. */
  get connected(): boolean {
    return this.#connections.connected;
  }

  /** Whether all layers were read at least once: before that, "no notes" would be a guess. */
  get loaded(): boolean {
    return this.#connections.loaded;
  }

  /** Number of commands that the server has not answered yet. */
  get unsent(): number {
    return this.#outbox.unsent;
  }

  /** Ids of annotations with changes that could not be sent so far. */
  get pending(): ReadonlySet<string> {
    if (!this.#outbox.stalled) return new Set();
    const waiting = this.#outbox.entries.filter(({ state }) => state === 'waiting');
    return new Set(waiting.map(({ command }) => subjectOf(command)));
  }

  /** Commands that the server refused, until the person dismisses them. */
  get refusals(): readonly (OutboxEntry & { readonly state: 'refused' })[] {
    return this.#outbox.entries.filter((entry) => entry.state === 'refused');
  }

  get layersShown(): ReadonlySet<string> {
    return new Set(this.layers.map(({ id }) => id).filter((id) => !this.#hidden.has(id)));
  }

  get filter(): Filter {
    return this.#filter;
  }

  set filter(filter: Filter) {
    this.#filter = filter;
    this.#keptInSight = null;
    this.#changed();
  }

  setLayerShown(layer: string, shown: boolean): void {
    this.#hidden.set(layer, !shown);
    this.#changed();
  }

  /** Takes the layers as the server names them now, for instance after one was made or the rights changed. */
  setLayers(layers: readonly LayerAnswer[]): void {
    this.layers = withOwnNotes(layers, this.#parts.me);
    if (this.#host.isConnected) this.#connect();
    this.#changed();
  }

  /** The text is another: places are sought anew before the next drawing. */
  textChanged(): void {
    this.#isTextStale = true;
    this.#changed();
  }

  /** Shows an annotation whatever the filter says, as for a link to it; false where there is none. */
  reveal(id: string): boolean {
    const found = this.#all.find((annotation) => annotation.id === id);
    if (found === undefined) return false;
    this.#keptInSight = id;
    this.setLayerShown(found.layer, true);
    return true;
  }

  /** The words around a range as the text is now, for telling places apart; null where the text isn't there. */
  readonly wordsAround = (range: TextRange): string | null => {
    if (this.#index === null) return null;
    const { text } = this.#index;
    return text.slice(Math.max(0, range.from - 30), range.to + 30);
  };

  /** Makes an annotation; gives its id. */
  create(note: NewNote): string {
    this.setLayerShown(note.layer, true); // what one has just written must be seen
    return this.commands.create(note);
  }

  /** Ties a thread to other words. */
  reanchor(annotation: string, anchor: Anchor): void {
    this.commands.reanchor(annotation, anchor);
  }

  dismissRefusal(id: string): void {
    this.#outbox.retain(this.#outbox.entries.filter((entry) => entry.id !== id));
  }

  hostConnected(): void {
    this.#connect();
    this.#outbox.resume();
    this.#stopListening = listen(this.#host, this.#handlers);
  }

  hostDisconnected(): void {
    this.#connections.close();
    this.#outbox.pause();
    this.#stopListening();
  }

  hostUpdate(): void {
    if (!this.#isViewStale) return;
    this.#isViewStale = false;
    if (this.#isTextStale) this.#readText();
    this.#content.refresh(this.layers, this.#parts.now());
    this.#all = inReadingOrder(this.layers.flatMap((layer) => this.#placedIn(layer)));
    this.openCounts = countOpen(this.#all);
    this.annotations = this.#all.filter((annotation) => this.#isShown(annotation));
  }

  #connect(): void {
    const ids = this.layers.map(({ id }) => id);
    this.#connections.keep(ids.filter((id) => id !== NOTES_LAYER));
  }

  #changed(): void {
    this.#isViewStale = true;
    this.#host.requestUpdate();
  }

  #readText(): void {
    this.#isTextStale = false;
    this.#index = this.#parts.textIndex();
    this.#placement = new Placement(this.#index);
  }

  #placedIn(layer: LayerAnswer): PlacedAnnotation[] {
    const { article } = this.#parts;
    return this.#content.of(layer).map((annotation) => {
      const anchoring = this.#placement.place(annotation.anchor);
      return { ...annotation, article, layer: layer.id, anchoring };
    });
  }

  #isShown(annotation: PlacedAnnotation): boolean {
    if (this.#hidden.has(annotation.layer)) return false;
    const me = this.#parts.me?.id ?? null;
    return annotation.id === this.#keptInSight || passes(annotation, this.#filter, me);
  }

  #layerOf(annotation: string): string | null {
    return this.#all.find(({ id }) => id === annotation)?.layer ?? null;
  }

  async #send({ layer, command }: OutboxEntry): ReturnType<typeof ask> {
    const { method, path, body } = requestFor(this.#parts.article, layer, command);
    const answer = await ask(method, path, body);
    const isFirstNote = layer === NOTES_LAYER && this.layers.some(({ id }) => id === NOTES_LAYER);
    if (answer.ok && isFirstNote) await this.#reloadLayers();
    return answer;
  }

  async #reloadLayers(): Promise<void> {
    const path = `/api/articles/${encodeURIComponent(this.#parts.article)}/layers`;
    const answer = await ask<Page<LayerAnswer>>('GET', path);
    if (answer.ok) this.setLayers(answer.value.items);
  }

  readonly #handlers: Handlers = {
    'annotation-edited': ({ annotation, ...change }) => this.commands.edit(annotation, change),
    'annotation-removed': ({ annotation }) => this.commands.remove(annotation),
    'reply-submitted': ({ annotation, body }) => this.commands.reply(annotation, body),
    'reply-edited': ({ annotation, reply, body }) =>
      this.commands.editReply(annotation, reply, body),
    'reply-removed': ({ annotation, reply }) => this.commands.removeReply(annotation, reply),
    'status-chosen': ({ annotation, status }) => {
      this.#keptInSight = annotation;
      this.commands.setStatus(annotation, status);
    },
    'place-chosen': ({ annotation, range }) => {
      if (this.#index !== null) this.reanchor(annotation, describe(this.#index, range));
    },
    'draft-submitted': (note) => this.create(note),
    'filter-chosen': ({ filter }) => {
      this.filter = filter;
    },
    'layer-toggled': ({ layer, shown }) => this.setLayerShown(layer, shown),
    'layer-created': ({ layer }) => this.setLayers([...this.layers, layer]),
    'refusal-dismissed': ({ id }) => this.dismissRefusal(id),
  };
}
