/** Brings an article's annotations to its page and the page's commands to the server. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Anchoring, TextRange } from '../../../shared/anchor/anchor.ts';
import { deletionOf } from '../../../shared/anchor/deletion.ts';
import { describe } from '../../../shared/anchor/describe.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import type { AnchorIndex } from '../../../shared/anchor/anchor-index.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { visitRoutes } from '../../../shared/wire/routes/visits.ts';
import { call } from '../../api/call.ts';
import { RefreshController } from '../../ui/timing/refresh-controller.ts';
import { listen } from './annotation-events.ts';
import type { Filter, GivenCommand } from './annotation-events.ts';
import { countOpen, passes } from './annotations-view.ts';
import { HiddenLayers } from './hidden-layers.ts';
import { LayerAnnotations } from './layer-annotations.ts';
import { LayerConnections } from '../connection/layer-connections.ts';
import { NOTES_LAYER, withOwnNotes } from './own-notes.ts';
import { CommandSender } from './command-sender.ts';
import type { Refusal } from './command-sender.ts';
import { Placement } from './placement.ts';
import type { Others } from './placement.ts';
import { offeredPlaces, placeChoices } from './place-choices.ts';
import type { PlaceChoice } from './place-choices.ts';
import { Unread } from './unread.ts';
import { ShownAnnotations } from './shown-annotations.ts';

/** How often it is asked what was seen in another browser. */
const LOOK_EVERY_MS = 60_000;

/** What the controller works on and with; `article` is an id. */
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
 * text. Hears on its host the commands that a person gives, and what else is announced about annotations
 * (`annotation-events.ts`), so the page needs to handle only what concerns the page itself.
 */
export class AnnotationsController implements ReactiveController {
  /** Open threads by layer, shown or not. */
  openCounts: ReadonlyMap<string, number> = new Map();
  /** Ids of threads in layers that are shown, whatever the filter says, in which others have said something that this person has not seen. */
  unread: ReadonlySet<string> = new Set();
  /** Whether this person is mentioned in any thread, shown or not. */
  isMentioned = false;
  layers: readonly LayerAnswer[];
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #parts: AnnotationsParts;
  readonly #connections: LayerConnections;
  readonly #sender: CommandSender;
  readonly #hidden: HiddenLayers;
  readonly #content: LayerAnnotations;
  readonly #shown: ShownAnnotations;
  readonly #placement: Placement;
  readonly #unread: Unread;
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
    const member = me?.id ?? '';
    this.#sender = new CommandSender(host, {
      storage: localStorage,
      article,
      member,
      wordsAwaited,
      now,
      newId,
      layerOf: (annotation) => this.#find(annotation)?.layer ?? null,
      completed: (command) => this.#completed(command),
      onTaken: (command, layer) => this.#show(command, layer),
      onOwnNote: () => this.#takeOwnNotes(),
      onChange,
    });
    this.#content = new LayerAnnotations(this.#connections, this.#sender.outbox, member);
    this.#hidden = new HiddenLayers(localStorage, article, member);
    this.#shown = new ShownAnnotations(this.#hidden, me?.id ?? null);
    this.#placement = new Placement(article);
    this.#unread = new Unread({
      me: me?.id ?? null,
      get: () => call(visitRoutes.get, { id: article }),
      note: (change) => call(visitRoutes.note, { id: article }, change),
      onChange,
    });
    host.addController(this);
    // What was seen in another browser isn't new here either.
    new RefreshController(host, LOOK_EVERY_MS, () => void this.#unread.load());
  }

  /** What is shown, by place and then by age. Another list only where a card would look or stand otherwise. */
  get annotations(): readonly PlacedAnnotation[] {
    return this.#shown.list;
  }

  /** All that this person may read, shown or not, in the same order. */
  get all(): readonly PlacedAnnotation[] {
    return this.#placement.list;
  }

  /** The person has these threads in sight, or goes to one: what is in them is not new any more. */
  readonly see = (ids: readonly string[]): void => {
    this.#unread.see(ids.flatMap((id) => this.#find(id) ?? []));
  };

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
    return this.#sender.outbox.unsent;
  }

  /** Ids of annotations with changes that could not be sent so far. */
  get pending(): ReadonlySet<string> {
    return this.#sender.pending;
  }

  /** Commands that the server refused, until the person dismisses them. */
  get refusals(): readonly Refusal[] {
    return this.#sender.refusals;
  }

  /** Ids of the layers that this person doesn't hide. */
  get layersShown(): ReadonlySet<string> {
    return new Set(this.layers.map(({ id }) => id).filter((id) => !this.#hidden.has(id)));
  }

  /** Setting it also lets go of the thread that was shown in spite of the filter. */
  get filter(): Filter {
    return this.#shown.filter;
  }

  set filter(filter: Filter) {
    this.#shown.filter = filter;
    this.#changed();
  }

  /** The choice is remembered on this device, for this article. */
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

  /** Where a thread that is lost may belong; looks through the whole text, so ask for one that somebody is at. */
  readonly offersFor = (id: string): readonly PlaceChoice[] => {
    const found = this.#find(id);
    const textNow = () => this.#parts.anchors()?.text ?? null;
    return found === undefined ? [] : offeredPlaces(textNow, found);
  };

  hostConnected(): void {
    this.#connect();
    void this.#unread.load();
    this.#stopListening = listen(this.#host, {
      'filter-chosen': ({ filter }) => {
        this.filter = filter;
      },
      'layer-toggled': ({ layer, shown }) => this.setLayerShown(layer, shown),
      'layer-created': ({ layer }) => this.#addLayer(layer),
      'annotation-activated': ({ id }) => this.see(id === null ? [] : [id]),
      'threads-seen': ({ ids }) => this.see(ids),
    });
  }

  hostDisconnected(): void {
    this.#connections.close();
    void this.#unread.tell();
    this.#stopListening();
  }

  hostUpdate(): void {
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
    const me = this.#parts.me?.id ?? null;
    this.isMentioned = this.#placement.list.some((one) => passes(one, 'mentions', me));
    this.#shown.choose(this.#placement.list);
    this.unread = this.#unread.among(
      this.#placement.list.filter(({ layer }) => !this.#hidden.has(layer)),
    );
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

  /** Words that are proposed to be deleted take a blank along, so that none is left too many. */
  #completed(given: GivenCommand): GivenCommand {
    const text = this.#parts.anchors()?.text;
    if (given.do !== 'create' || given.replacement !== '' || text === undefined) return given;
    const place = resolve(text, given.anchor);
    if (place.from === null) return given;
    return { ...given, anchor: describe(text, deletionOf(text.text, place)) };
  }

  /** What a person has just done must be seen; and a thread that was settled stays, so that it can be taken back. */
  #show(command: Command, layer: string): void {
    if (command.do === 'create') this.setLayerShown(layer, true);
    if (command.do === 'set-status') this.#shown.kept = command.annotation;
  }

  /** Where the server has not told of it before it answered. */
  #addLayer(layer: LayerAnswer): void {
    if (!this.layers.some(({ id }) => id === layer.id)) this.setLayers([...this.layers, layer]);
  }

  /** The first note has made the layer that was only promised. */
  async #takeOwnNotes(): Promise<void> {
    if (!this.layers.some(({ id }) => id === NOTES_LAYER)) return;
    const answer = await call(layerRoutes.list, { id: this.#parts.article });
    if (answer.ok) this.setLayers(answer.value.items);
  }
}
