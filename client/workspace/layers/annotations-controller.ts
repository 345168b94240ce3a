/** Brings an article's annotations to its page and the page's commands to the server. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Anchor, Anchoring, TextRange } from '../../../shared/anchor/anchor.ts';
import type { AnchorIndex } from '../../../shared/anchor/anchor-index.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { call } from '../../api/call.ts';
import { AnnotationCommands } from './annotation-commands.ts';
import { listen } from './annotation-events.ts';
import type { Filter, NewNote } from './annotation-events.ts';
import { handlersFor } from './annotation-handlers.ts';
import { countOpen } from './annotations-view.ts';
import { HiddenLayers } from './hidden-layers.ts';
import { LayerAnnotations } from './layer-annotations.ts';
import { LayerConnections } from '../connection/layer-connections.ts';
import { NOTES_LAYER, withOwnNotes } from './own-notes.ts';
import { subjectOf } from '../../../shared/annotation/commands/command-table.ts';
import { sendCommand } from './outbox-entry.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { Outbox } from './outbox.ts';
import { Placement } from './placement.ts';
import type { Others } from './placement.ts';
import { placeChoices } from './place-choices.ts';
import type { PlaceChoice } from './place-choices.ts';
import { RefreshController } from '../../ui/timing/refresh-controller.ts';
import { IdleSearch, whenIdle } from './idle-search.ts';
import { ShownAnnotations } from './shown-annotations.ts';

/** How often commands that could not be sent, or are not seen yet, are looked at again. */
const LOOK_AGAIN_MS = 15_000;

/** What it works on and with; `article` is an id. */
export interface AnnotationsParts {
  readonly article: string;
  readonly layers: readonly LayerAnswer[];
  /** The person who is signed in; null where nobody is, who may only look. */
  readonly me: MemberAnswer | null;
  /** Address of `/sync` without the room. */
  readonly socketUrl: string;
  /** The anchors in the live text, null as long as it isn't there. */
  readonly anchors: () => AnchorIndex | null;
  /** What else has a place in the text. */
  readonly others: () => Others;
  /** Whether words of one's own are still on their way into the article. */
  readonly wordsAwaited: () => boolean;
  readonly newId: () => string;
  readonly now: () => Date;
}

/**
 * Reads each layer from its own socket, draws the commands that are still on their way over it, and places all in the
 * text. Listens on its host to what the elements of the margin announce (`annotation-events.ts`), so the page needs to
 * handle only what concerns the page itself.
 */
export class AnnotationsController implements ReactiveController {
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
  readonly #shown: ShownAnnotations;
  readonly #placement: Placement;
  readonly #idleSearch: IdleSearch;
  /** What the places were last sought in, and for. */
  #anchors: AnchorIndex | null = null;
  #others: Others = new Map();
  #isViewStale = true;
  #stopListening: () => void = () => undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, parts: AnnotationsParts) {
    this.#host = host;
    this.#parts = parts;
    this.layers = withOwnNotes(parts.layers, parts.me);
    const { article, socketUrl, me, now, newId, wordsAwaited } = parts;
    const onChange = (): void => this.#changed();
    this.#connections = new LayerConnections({
      article,
      socketUrl,
      onLayerChange: (layer, annotations) => {
        this.#content.changed(layer, annotations);
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
      wordsAwaited,
      now,
      newId,
      onChange,
    });
    this.commands = new AnnotationCommands(this.#outbox, newId, (id) => this.#layerOf(id));
    this.#content = new LayerAnnotations(this.#connections, this.#outbox, member);
    this.#hidden = new HiddenLayers(localStorage, article);
    this.#shown = new ShownAnnotations(this.#hidden, me?.id ?? null);
    this.#placement = new Placement(article);
    this.#idleSearch = new IdleSearch(
      parts.anchors,
      (ids) => this.#follow(this.#placement.take(ids)),
      whenIdle,
    );
    host.addController(this);
    new RefreshController(host, LOOK_AGAIN_MS, () => {
      this.#outbox.resume();
      onChange();
    });
  }

  /** What is shown, by place and then by age. Another list only where a card would look or stand otherwise. */
  get annotations(): readonly PlacedAnnotation[] {
    return this.#shown.list;
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
    return this.#shown.filter;
  }

  set filter(filter: Filter) {
    this.#shown.filter = filter;
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

  /** The text is another. Redraws the host only where something reads or stands otherwise than before. */
  textChanged(): void {
    this.#follow(this.#placement.follow());
    this.#idleSearch.request();
  }

  /** Where an annotation's words are now, or those of one of the others; null where there is none. */
  readonly placeOf = (id: string): Anchoring | null => this.#placement.placeOf(id);

  /** Those shown whose words may lie in a stretch of the text, where they are now. */
  near(range: TextRange): PlacedAnnotation[] {
    return this.#shown.among(this.#placement.near(range)).map((shown) => ({
      ...shown,
      anchoring: this.placeOf(shown.id) ?? shown.anchoring,
    }));
  }

  /** Leaves an annotation where it is seen, whatever becomes of it. */
  keepInSight(annotation: string): void {
    this.#shown.kept = annotation;
  }

  /** Shows an annotation whatever the filter says, as for a link to it; false where there is none. */
  reveal(id: string): boolean {
    const found = this.#find(id);
    if (found === undefined) return false;
    this.#shown.kept = id;
    this.setLayerShown(found.layer, true);
    return true;
  }

  /** The places of words that stand several times, each with what is around it, for telling them apart. */
  readonly choicesFor = (id: string): readonly PlaceChoice[] => {
    const place = this.placeOf(id);
    const text = this.#parts.anchors()?.text;
    return place === null || text === undefined ? [] : placeChoices(text, place);
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
    const text = (): TextIndex | null => this.#parts.anchors()?.text ?? null;
    this.#stopListening = listen(this.#host, handlersFor(this, text));
  }

  hostDisconnected(): void {
    this.#connections.close();
    this.#outbox.pause();
    this.#idleSearch.stop();
    this.#stopListening();
  }

  hostUpdate(): void {
    this.#outbox.wordsCame();
    const isElsewhere =
      this.#anchors !== this.#parts.anchors() || this.#others !== this.#parts.others();
    if (!this.#isViewStale && !isElsewhere) return;
    this.#isViewStale = false;
    this.#content.refresh(this.layers, this.#parts.now());
    const content = this.layers.map((layer) => ({
      layer: layer.id,
      annotations: this.#content.of(layer),
    }));
    this.#anchors = this.#parts.anchors();
    this.#others = this.#parts.others();
    this.#placement.place(this.#anchors, content, this.#others);
    this.openCounts = countOpen(this.#placement.list);
    this.#shown.choose(this.#placement.list);
    this.#idleSearch.request();
  }

  #connect(): void {
    const ids = this.layers.map(({ id }) => id);
    this.#connections.keep(ids.filter((id) => id !== NOTES_LAYER));
  }

  #changed(): void {
    this.#isViewStale = true;
    this.#host.requestUpdate();
  }

  #follow(isOther: boolean): void {
    if (!isOther) return;
    this.#shown.choose(this.#placement.list);
    this.#host.requestUpdate();
  }

  #find(annotation: string): PlacedAnnotation | undefined {
    return this.#placement.list.find(({ id }) => id === annotation);
  }

  #layerOf(annotation: string): string | null {
    return this.#find(annotation)?.layer ?? null;
  }

  async #send({ layer, command }: OutboxEntry): Promise<Result<unknown>> {
    const answer = await sendCommand(this.#parts.article, layer, command);
    const isFirstNote = layer === NOTES_LAYER && this.layers.some(({ id }) => id === NOTES_LAYER);
    if (answer.ok && isFirstNote) await this.#reloadLayers();
    return answer;
  }

  async #reloadLayers(): Promise<void> {
    const answer = await call(layerRoutes.list, { id: this.#parts.article });
    if (answer.ok) this.setLayers(answer.value.items);
  }
}
