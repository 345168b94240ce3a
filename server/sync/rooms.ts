/** All rooms that are open: loaded when somebody asks for them, unloaded when nobody has needed them for a while. */
import type { Layer } from '../../shared/article/article.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { roomName } from '../../shared/wire/messages.ts';
import type { Carrier } from '../carrier/carrier.ts';
import { inProcessCarrier } from '../carrier/in-process.ts';
import { RateCounter } from '../limits/rate-counter.ts';
import type { UpdateLog, Write } from '../storage/update-log.ts';
import { nothingWatched } from '../watch/watch.ts';
import type { Watch } from '../watch/watch.ts';
import { DurableDocument } from './durable-document.ts';
import { GroupCommit } from './group-commit.ts';
import { LayerRoom } from './layer-room.ts';
import type { Project } from './layer-room.ts';
import { TICK_MS } from './outgoing.ts';
import { hearsOf, LAYERS_FRAME, onLayerNews, publishLayerNews } from './layer-news.ts';
import type { LayerNews } from './layer-news.ts';
import { closeFor, onRevocation, publishRevocation } from './revocation.ts';
import type { Revocation } from './revocation.ts';
import { PresenceNews } from './presence-news.ts';
import type { Room } from './room.ts';
import { publishRoomNews, RoomNews } from './room-news.ts';
import { TextRoom } from './text-room.ts';
import type { KeptTexts } from './submissions.ts';
import { Writers } from './writers.ts';

const SWEEP_MS = 30_000;

/** How often sockets are looked for whose link, token or sign-in has ended. */
const ENDS_MS = 250;

/** How long a stop may spend on compacting. */
const COMPACT_MS = 1500;

/** What rooms are made with, and whom they call. */
export interface RoomsOptions {
  readonly log: UpdateLog;
  /** Its own where none is given: the server is alone on its store then. */
  readonly carrier?: Carrier;
  readonly project: Project;
  readonly now: () => Date;
  readonly watch?: Watch;
  /** Nothing is kept of words that go where none is given. */
  readonly keptTexts?: KeptTexts;
  /** Called when a change of an article's words has been published. */
  readonly wordsChanged: (article: string, room: TextRoom) => void;
  /** Called with what failed in the background. */
  readonly failed: (error: unknown) => void;
}

/** A room that somebody has asked for. */
interface RequestedRoom {
  readonly loading: Promise<Room | null>;
  readonly news: RoomNews;
  /** Whether it was asked for since the last sweep: whoever got it may still be about to use it. */
  wasUsed: boolean;
}

/**
 * The open rooms of one server, by name: one object for each, however many ask at once. Closes sockets whose right was revoked, and
 * unloads what nobody needs.
 */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #watch: Watch;
  readonly #carrier: Carrier;
  readonly #commits: GroupCommit;
  readonly #rates = new RateCounter();
  readonly #requested = new Map<string, RequestedRoom>();
  /** Each with its news. */
  readonly #loaded = new Map<Room, RoomNews>();
  /** Names of rooms that are being deleted. */
  readonly #deleting = new Set<string>();
  readonly #sweep: NodeJS.Timeout;
  #isSweeping = false;
  readonly #tick: NodeJS.Timeout;
  readonly #ends: NodeJS.Timeout;
  readonly #stopRevocations: () => void;
  readonly #stopLayerNews: () => void;
  #rightsVersion = 0;
  #isClosing = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#watch = options.watch ?? nothingWatched;
    this.#carrier = options.carrier ?? inProcessCarrier();
    this.#stopRevocations = onRevocation(this.#carrier, (revocation) => this.#apply(revocation));
    this.#stopLayerNews = onLayerNews(this.#carrier, (news) => this.#tellOfLayers(news));
    this.#commits = new GroupCommit({
      log: options.log,
      watch: this.#watch,
      failed: options.failed,
      recovered: () => {
        for (const room of this.#loaded.keys()) if (room instanceof TextRoom) room.recovered();
      },
      stored: ({ room, history }) => this.#tell(room, history.next),
      lost: ({ room }, state) =>
        this.#forget(room, state === 'deleted' ? CLOSE.noSuchRoom : CLOSE.epochMismatch),
    });
    this.#sweep = setInterval(() => void this.#unloadIdle().catch(options.failed), SWEEP_MS);
    this.#sweep.unref();
    // One timer for all sockets.
    this.#tick = setInterval(() => this.#loaded.forEach((_, room) => room.tick()), TICK_MS);
    this.#tick.unref();
    this.#ends = setInterval(() => this.#closeEnded(), ENDS_MS);
    this.#ends.unref();
  }

  /** The text of an article, null where there is none. Rejects where it can't be loaded. */
  text(article: string): Promise<TextRoom | null> {
    const name = roomName(article);
    return this.#load(name, async (document) => {
      const { log } = this.#options;
      const writers = await Writers.load(log, name);
      document.beforeReceiving((updates) => writers.learn(log, updates));
      const presenceNews = new PresenceNews(this.#carrier, name, this.#options.failed);
      const [commits, watch, rates] = [this.#commits, this.#watch, this.#rates];
      const { now, keptTexts = null } = this.#options;
      const parts = { commits, watch, presenceNews, rates, now, keptTexts };
      const room = new TextRoom(document, writers, parts);
      document.onPublished(() => this.#options.wordsChanged(article, room));
      return room;
    });
  }

  /** A layer's room, null where there is none. */
  layer({ article, id }: Layer): Promise<LayerRoom | null> {
    const { project, now } = this.#options;
    return this.#load(
      roomName(article, id),
      (document) =>
        new LayerRoom({ document, commits: this.#commits, project, now, watch: this.#watch }),
    );
  }

  /** False while the store takes no changes. */
  get areWritable(): boolean {
    return this.#commits.isWell;
  }

  /**
   * Closes the sockets that a revoked right opened: here before it returns, at other servers soon. Rights that were
   * looked up for somebody who is entering are out of date after this: see `rightsVersion`.
   */
  revoke(revocation: Revocation): void {
    publishRevocation(this.#carrier, revocation).catch(this.#options.failed);
  }

  /** Tells the pages of an article that a layer was made, changed or deleted: here before it returns, at other servers soon. */
  layersChanged(news: LayerNews): void {
    publishLayerNews(this.#carrier, news).catch(this.#options.failed);
  }

  /** Rises whenever somebody's rights may have changed. Read it before rights are looked up and after, and again where it differs. */
  get rightsVersion(): number {
    return this.#rightsVersion;
  }

  /**
   * Closes rooms and removes them from the store, together with the records that `writes` names: after all that was committed in
   * them, which would bring them back. Nobody enters them meanwhile. Rejects where the store failed.
   */
  async delete(names: readonly string[], writes: () => Promise<readonly Write[]>): Promise<void> {
    for (const name of names) this.#deleting.add(name);
    try {
      await Promise.all(names.map((name) => this.discard(name)));
      const drops = names.map((room): Write => ({ do: 'drop', room }));
      await this.#commits.write([...drops, ...(await writes())]);
      for (const name of names) this.#tell(name, 'deleted');
    } finally {
      for (const name of names) this.#deleting.delete(name);
    }
  }

  /** Closes a room's sockets and forgets it; its store is the caller's. */
  async discard(name: string): Promise<void> {
    const room = await this.#requested.get(name)?.loading.catch(() => null);
    this.#forget(name, CLOSE.noSuchRoom);
    // What follows from its last changes is stored with them, and must be there to be found.
    await room?.document.whenDurable().catch(() => null);
  }

  /** Whether the rooms are being closed, so that nobody may enter any more. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  /**
   * Closes all sockets, and resolves when everything that was submitted is stored. `afterLastWords` is called when no more words
   * will come, and may still change what follows from them.
   */
  async close(afterLastWords: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#sweep);
    clearInterval(this.#tick);
    clearInterval(this.#ends);
    this.#stopRevocations();
    this.#stopLayerNews();
    const rooms = await this.#all();
    const texts = rooms.filter((room) => room instanceof TextRoom);
    for (const room of rooms) room.closeSockets(() => CLOSE.restarting);
    await this.#drained(texts);
    await afterLastWords();
    await this.#drained(texts);
    await this.#compactAll();
    this.#commits.close();
    for (const room of await this.#all()) this.#unload(room);
  }

  /** Once all is judged and stored; what another server was first with is judged again. */
  async #drained(texts: readonly TextRoom[]): Promise<void> {
    do {
      for (const text of texts) await text.judged();
      await this.#commits.drained();
    } while (texts.some((text) => text.isJudging));
  }

  #tell(room: string, next: number | 'deleted'): void {
    publishRoomNews(this.#carrier, room, next).catch(this.#options.failed);
  }

  #apply(revocation: Revocation): void {
    this.#rightsVersion += 1;
    for (const room of this.#loaded.keys())
      room.closeSockets((admission) => closeFor(revocation, admission, room.document.room));
  }

  #tellOfLayers(news: LayerNews): void {
    const name = roomName(news.article);
    for (const room of this.#loaded.keys())
      if (room.document.room === name)
        room.tell(LAYERS_FRAME, (admission) => hearsOf(news, admission));
  }

  /** So that the next start opens long rooms quickly. Ends in time for what else a stop has to do. */
  async #compactAll(): Promise<void> {
    let isLate = false;
    const timer = setTimeout(() => (isLate = true), COMPACT_MS);
    for (const room of this.#loaded.keys()) {
      if (isLate) break;
      // One at a time, to be able to stop.
      await room.document.compact().catch(this.#options.failed);
    }
    clearTimeout(timer);
  }

  #closeEnded(): void {
    const now = this.#options.now().getTime();
    for (const room of this.#loaded.keys()) room.closeEnded(now);
  }

  async #all(): Promise<Room[]> {
    const rooms = await Promise.all(
      [...this.#requested.values()].map(({ loading }) => loading.catch(() => null)),
    );
    return rooms.filter((room) => room !== null);
  }

  /**
   * Two that ask at once get the same room, with all of which there was news before. One that failed to load is tried again for the
   * next.
   */
  async #load<R extends Room>(
    name: string,
    make: (document: DurableDocument) => R | Promise<R>,
  ): Promise<R | null> {
    if (this.#deleting.has(name)) return null;
    const open = this.#requested.get(name) ?? this.#request(name, make);
    open.wasUsed = true;
    const room = await open.loading;
    await open.news.caughtUp();
    return room as R | null; // text and layer rooms never share a name
  }

  #request(name: string, make: (document: DurableDocument) => Room | Promise<Room>): RequestedRoom {
    const news = new RoomNews(this.#carrier, name, (document) => this.#commits.catchUp(document));
    const loading = this.#make(name, news, make);
    const requested = { loading, news, wasUsed: true };
    this.#requested.set(name, requested);
    const forget = (): void => {
      if (this.#requested.get(name) === requested) this.#requested.delete(name);
    };
    loading.then((room) => room === null && forget(), forget);
    return requested;
  }

  async #make(
    name: string,
    news: RoomNews,
    make: (document: DurableDocument) => Room | Promise<Room>,
  ): Promise<Room | null> {
    try {
      const document = await DurableDocument.open(this.#options.log, name);
      const room = document && (await make(document));
      if (room === null) news.stop();
      else this.#enter(room, news);
      return room;
    } catch (error) {
      news.stop();
      throw error;
    }
  }

  #enter(room: Room, news: RoomNews): void {
    const { document } = room;
    document.onPublished(() => {
      if (document.isDueForCompaction) document.compact().catch(this.#options.failed);
    });
    this.#loaded.set(room, news);
    this.#watch.roomOpened(room.kind);
    news.loaded(document);
  }

  /** Closes a room's sockets and unloads it. */
  #forget(name: string, close: Close): void {
    this.#rightsVersion += 1; // who is entering would come into what is unloaded
    for (const room of this.#loaded.keys()) {
      if (room.document.room !== name) continue;
      room.closeSockets(() => close);
      this.#unload(room);
    }
  }

  #unload(room: Room): void {
    this.#requested.delete(room.document.room);
    this.#loaded.get(room)?.stop();
    if (this.#loaded.delete(room)) this.#watch.roomClosed(room.kind);
    room.destroy();
  }

  async #unloadIdle(): Promise<void> {
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    await this.#sweepAll().finally(() => (this.#isSweeping = false));
  }

  async #sweepAll(): Promise<void> {
    for (const opened of this.#requested.values()) {
      const { wasUsed } = opened;
      opened.wasUsed = false;
      if (wasUsed) continue;
      // One at a time keeps the sweep in the background.
      const room = await opened.loading.catch(() => null);
      if (room === null) continue;
      await room.document.compact().catch(this.#options.failed);
      if (opened.wasUsed) continue;
      room.releaseMemoryIfQuiet();
      if (room.idle) this.#unload(room);
    }
  }
}
