/** The room of an article's text, and the one door by which its words change. */
import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { textIndex } from '../../shared/anchor/text-index.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import { articleNode } from '../../shared/article/article-node.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import { presentPerson } from '../../shared/presence/person.ts';
import { CLOSE, notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import { nextTurn, runInTurns } from '../cooperative-task.ts';
import type { CooperativeTask } from '../cooperative-task.ts';
import type { RateCounter } from '../limits/rate-counter.ts';
import { RATES } from '../limits/rates.ts';
import type { Write } from '../storage/update-log.ts';
import type { Watch } from '../watch/watch.ts';
import { ANOTHER_SERVER } from './durable-document.ts';
import type { DurableDocument } from './durable-document.ts';
import { awarenessFrame, durableFrame, isEmptyUpdate, syncFrame } from './frames.ts';
import { judge } from './gate/judge.ts';
import type { Verdict } from './gate/judge.ts';
import { TypingRuns } from './gate/typing.ts';
import type { GroupCommit, StagedUpdate } from './group-commit.ts';
import { Presence } from './presence.ts';
import type { PresenceNews } from './presence-news.ts';
import { Removals } from './removals.ts';
import type { RemovedFrom } from './removals.ts';
import { Room } from './room.ts';
import type { SocketSession } from './session.ts';
import type { LockedCopy } from './staged-document.ts';
import { Turns } from './turns.ts';
import { websocketFrame } from './websocket-frame.ts';
import { NOTHING_BOUND } from './writers.ts';
import type { Bound, Writers } from './writers.ts';

/** How a submission ended. */
export type Submission =
  | { readonly state: 'stored' }
  | { readonly state: 'gap' }
  | { readonly state: 'refused'; readonly close: Close }
  /** The store takes nothing at the moment; those who are here then are asked for it again when it does. */
  | { readonly state: 'later' };

const STORED: Submission = { state: 'stored' };

/**
 * Stores an update that the gate has accepted, what the server adds to it, the client ids that were given away with it, and the
 * text as it was, where most of that goes with the update.
 */
type Commit = (
  update: Uint8Array,
  added: Uint8Array | null,
  bound: Bound,
  was: RemovedFrom | null,
) => Promise<Submission>;

/** A peer that asks for nothing is asked for its state after this. */
const ASK_MS = 100;

/** Keeps a text as it was before most of its words went. */
export interface KeptTexts {
  /** The writes that keep it, which are committed together with what takes the words away. */
  writes(article: string, was: RemovedFrom, by: Actor): readonly Write[];
  /** It is kept now. */
  kept(article: string): void;
}

/** What a text's room is made with. */
export interface TextRoomOptions {
  readonly commits: GroupCommit;
  readonly watch: Watch;
  readonly presenceNews: PresenceNews;
  /** Counts new client ids, and what has to be placed among others. */
  readonly rates: RateCounter;
  readonly now: () => Date;
  /** Null where nothing is kept. */
  readonly keptTexts: KeptTexts | null;
}

/** The text of one article, live. */
export class TextRoom extends Room {
  readonly #commits: GroupCommit;
  readonly #rates: RateCounter;
  readonly #now: () => Date;
  readonly #keptTexts: KeptTexts | null;
  readonly #removals = new Removals();
  readonly #presence: Presence;
  readonly #stopPresence: () => void;
  readonly #writers: Writers;
  readonly #typing = new TypingRuns();
  readonly #turns = new Turns<() => void>();
  #isTakingTurns = false;
  #isAcknowledging = false;
  #index: Cached<TextIndex> | null = null;
  #article: Cached<Node> | null = null;

  constructor(
    document: DurableDocument,
    writers: Writers,
    { commits, watch, presenceNews, rates, now, keptTexts }: TextRoomOptions,
  ) {
    super(document, 'text', watch);
    this.#writers = writers;
    this.#commits = commits;
    this.#rates = rates;
    this.#now = now;
    this.#keptTexts = keptTexts;
    this.#presence = new Presence(
      (update, except) => this.broadcast.add(websocketFrame(awarenessFrame(update)), except),
      (entries) => presenceNews.share(entries),
    );
    this.#stopPresence = presenceNews.listen({
      heard: (entries) => this.#presence.hear(entries),
      asked: () => this.#presence.shareAll(),
    });
    document.onPublished((update, by) => {
      if (by === ANOTHER_SERVER) this.#typing.endRuns(update);
    });
    document.onFallen(() => {
      this.#typing.clear();
      this.#removals.forget();
    });
  }

  override join(session: SocketSession): void {
    super.join(session);
    // Asked after the answer to its own step 1, since the room's state takes a while to be read the first time.
    setTimeout(() => this.#askOnce(session), ASK_MS).unref();
    this.#sendPresence(session);
  }

  override leave(session: SocketSession): void {
    super.leave(session);
    this.#presence.leave(session);
  }

  override answerStep1(session: SocketSession, stateVector: Uint8Array): void {
    super.answerStep1(session, stateVector);
    setImmediate(() => this.#askOnce(session));
  }

  override tick(): void {
    super.tick();
    this.#presence.tick();
  }

  override destroy(): void {
    this.#stopPresence();
    super.destroy();
  }

  override releaseMemory(): void {
    super.releaseMemory();
    this.#index = null;
    this.#article = null;
    this.#removals.endPast(this.#now().getTime());
  }

  /** How often the store has failed so far. */
  get storeFailures(): number {
    return this.#commits.failures;
  }

  /** The store takes changes again: all who may write are asked for what they have. */
  recovered(): void {
    for (const session of this.sessions) this.#askForState(session);
  }

  /**
   * Changes the words: judged by the gate, stored, then published to all but `origin`; all of it anew where another server has
   * changed the words first. Rejects where the store failed.
   */
  async submit(
    update: Uint8Array,
    actor: Actor,
    origin: SocketSession | null = null,
  ): Promise<Submission> {
    const allowed = may('edit text', actor);
    if (!allowed.ok) return { state: 'refused', close: notAllowed(allowed.rule) };
    // The usual answer to our step 1. It must not cost a document: most who open a text only read it.
    if (isEmptyUpdate(update)) return { state: 'stored' };
    return this.#submitInTurn(update, actor, origin);
  }

  /** At once where nobody's update is being judged; else senders take turns, so that one who sends much holds up nobody else. */
  #submitInTurn(
    update: Uint8Array,
    actor: Actor,
    origin: SocketSession | null,
  ): Promise<Submission> {
    if (!this.isJudging) return this.#submit(update, actor, origin);
    return new Promise((resolve) => {
      this.#turns.add(ownerOf(actor), () => resolve(this.#submit(update, actor, origin)));
      void this.#takeTurns();
    });
  }

  /** Begins with what waits whenever the copy isn't locked; a job that needs many turns of the event loop has locked it again then. */
  async #takeTurns(): Promise<void> {
    if (this.#isTakingTurns) return;
    this.#isTakingTurns = true;
    while (!this.#turns.isEmpty)
      await this.document.staged.whenUnlocked(async () => this.#turns.next()?.());
    this.#isTakingTurns = false;
  }

  /** Whether an update is being judged or waits for that. */
  get isJudging(): boolean {
    return this.document.staged.isLocked || !this.#turns.isEmpty;
  }

  override get idle(): boolean {
    return super.idle && !this.isJudging;
  }

  /** Resolves once nothing is being judged, at once where nothing is. */
  async judged(): Promise<void> {
    while (this.isJudging) await this.document.staged.whenUnlocked(() => nextTurn());
  }

  /** Before what waits for its turn: it came before that, and was judged already. */
  #submitAgain(
    update: Uint8Array,
    actor: Actor,
    origin: SocketSession | null,
  ): Promise<Submission> {
    return this.document.staged.whenUnlocked(() => this.#submit(update, actor, origin));
  }

  async #submit(
    update: Uint8Array,
    actor: Actor,
    origin: SocketSession | null,
  ): Promise<Submission> {
    const owner = ownerOf(actor);
    const again = (): Promise<Submission> => this.#submitAgain(update, actor, origin);
    if (origin?.wasClosedByUs === true) return { state: 'later' };
    if (!this.#commits.isWell || this.document.isDestroyed) return { state: 'later' };
    if (this.document.history.byteLength > LIMITS.maxTextBytes && mayGrow(update))
      return { state: 'refused', close: notAllowed('text too long') };
    const { staged } = this.document;
    if (this.#typing.continueRun(update, (client) => this.#writers.mayWrite(client, owner))) {
      staged.stageLater(update);
      this.#removals.inserted(update.byteLength); // no fewer than characters
      return this.#commit([{ document: this.document, update, origin }], NOTHING_BOUND, again);
    }
    const commit: Commit = (accepted, added, bound, was) => {
      const { document } = this;
      const updates: StagedUpdate[] = [{ document, update: accepted, origin }];
      if (added !== null) updates.push({ document, update: added });
      return was === null
        ? this.#commit(updates, bound, again)
        : this.#commitKeeping(was, actor, updates, bound, again);
    };
    const judged = runInTurns(staged.withLock((copy) => this.#judge(copy, update, actor, commit)));
    return (await judged) ?? { state: 'later' };
  }

  /** Begins the commit while the copy is still locked, so that nothing can come in between; it ends on its own time. */
  *#judge(
    copy: LockedCopy,
    update: Uint8Array,
    actor: Actor,
    commit: Commit,
  ): CooperativeTask<Submission | Promise<Submission>> {
    const applied = this.watch.applying('text');
    const owner = ownerOf(actor);
    const writers = new Set<number>();
    let tooSoon: Close | null = null;
    let verdict: Verdict;
    const { document } = this;
    const time = this.#now().getTime();
    this.#removals.begin(
      time,
      () => copy.doc,
      () => document.stagedUpdates,
    );
    try {
      const mayWriteAs = (client: number): boolean => {
        writers.add(client);
        if (!this.#writers.mayWrite(client, owner)) return false;
        if (!this.#mayBegin(client, actor)) tooSoon ??= CLOSE.tooManyClients;
        return tooSoon === null;
      };
      const mayWalk = (items: number): boolean => {
        if (this.#rates.count(RATES.crowding, actor, '', items) > 0) tooSoon ??= CLOSE.tooCrowded;
        return tooSoon === null;
      };
      verdict = yield* judge(copy, update, mayWriteAs, mayWalk);
    } finally {
      applied();
    }
    // For the moment: its peer comes again with the same words.
    if (tooSoon !== null) return { state: 'refused', close: tooSoon };
    if (verdict.state !== 'accepted') return verdict;
    if (verdict.update === null) return { state: 'stored' };
    // Who types on where the words have gone from must not go by unseen.
    if (verdict.hasRestructured || verdict.added !== null) this.#typing.clear();
    if (verdict.added === null) this.#typing.beginRun(verdict.update, writers);
    this.#removals.inserted(verdict.inserted);
    const was = this.#removals.removed(verdict.removed, time, copy.doc);
    return commit(verdict.update, verdict.added, this.#writers.bind(writers, owner), was);
  }

  /** Whether the actor may write under the client id now: each new one stays in every state vector of the room. */
  #mayBegin(client: number, actor: Actor): boolean {
    if (!isPerson(actor) || this.#writers.isKnown(client)) return true;
    return this.#rates.count(RATES.clients, actor, '') === 0;
  }

  async #commit(
    updates: readonly StagedUpdate[],
    bound: Bound,
    submitAgain: () => Promise<Submission>,
  ): Promise<Submission> {
    const again = (): Promise<Submission> => {
      bound.release();
      return submitAgain();
    };
    try {
      const change = { updates, writes: bound.writes, result: STORED, again };
      return await this.#commits.commit(change);
    } catch (error) {
      bound.release();
      throw error;
    }
  }

  /** Nobody sees the words go before they are kept. */
  async #commitKeeping(
    was: RemovedFrom,
    actor: Actor,
    updates: readonly StagedUpdate[],
    bound: Bound,
    again: () => Promise<Submission>,
  ): Promise<Submission> {
    const { articleId } = this;
    const keeping = this.#keptTexts?.writes(articleId, was, actor) ?? [];
    const both = { writes: [...bound.writes, ...keeping], release: () => bound.release() };
    const submission = await this.#commit(updates, both, again);
    if (submission.state === 'stored') this.#keptTexts?.kept(articleId);
    return submission;
  }

  /**
   * Stages a change of the server's own to the words, to be committed together with what belongs to it; null where nothing
   * changed. The caller has asked the policy, and calls it while the staged copy isn't locked.
   */
  stageEdit(change: (fragment: Y.XmlFragment) => void): StagedUpdate | null {
    const update = this.document.staged.stage((doc) => doc.transact(() => change(rootOf(doc))));
    return update === null ? null : { document: this.document, update };
  }

  /**
   * Changes the words for the server's own reasons, such as a new title, together with the writes that `alongside` gives, which is
   * called right before; resolves once it is stored and published.
   */
  async edit(
    change: (fragment: Y.XmlFragment) => void,
    alongside: (document: DurableDocument) => readonly Write[] = () => [],
  ): Promise<void> {
    await this.document.staged.whenUnlocked(async () => {
      if (this.document.isDestroyed) return;
      const writes = alongside(this.document);
      const staged = this.stageEdit(change);
      if (staged === null) return;
      const again = (): Promise<void> => this.edit(change, alongside);
      await this.#commits.commit({
        updates: [staged],
        writes,
        result: undefined,
        again,
      });
    });
  }

  /** Takes in a presence frame; false where it was forged or malformed. */
  takePresence(session: SocketSession, update: Uint8Array): boolean {
    const { admission } = session;
    return (
      admission === null || this.#presence.take(session, update, presentPerson(admission.actor))
    );
  }

  /** Sends all presence to a session that asks for it. A few bytes may ask for much, so what comes too soon is passed over. */
  answerPresence(session: SocketSession): void {
    session.throttlePresence(() => this.#sendPresence(session));
  }

  /** Says to a session that wants to hear it how far all is stored; once for all that was stored in this turn. */
  acknowledge(session: SocketSession): void {
    if (!session.owesAcknowledgement() || this.#isAcknowledging) return;
    this.#isAcknowledging = true;
    setImmediate(() => this.#acknowledgeAll());
  }

  /** The plain text as peers see it, with the way to relative positions. */
  get index(): TextIndex {
    const { version } = this.document.history;
    if (this.#index?.version !== version) {
      const value = this.document.read((published) => textIndex(rootOf(published)));
      this.#index = { version, value };
    }
    return this.#index.value;
  }

  /** The text as a ProseMirror document. */
  get article(): Node {
    const { version } = this.document.history;
    if (this.#article?.version !== version) {
      const value = this.document.read((published) => articleNode(rootOf(published)));
      this.#article = { version, value };
    }
    return this.#article.value;
  }

  #sendPresence(session: SocketSession): void {
    const present = this.#presence.all();
    if (present !== null) session.writeParts([websocketFrame(awarenessFrame(present))]);
  }

  #askOnce(session: SocketSession): void {
    session.askForStateOnce(() => {
      if (this.#commits.isWell) this.#askForState(session);
    });
  }

  #askForState(session: SocketSession): void {
    if (session.admission?.rights.write === true)
      session.send(syncFrame('step1', this.document.history.stateVector));
  }

  #acknowledgeAll(): void {
    this.#isAcknowledging = false;
    const { history } = this.document;
    const { mark } = history;
    // Most sockets were told at the same moment last.
    const frames = new Map<number, Uint8Array>();
    const frameSince = (since: number): Uint8Array => {
      const frame =
        frames.get(since) ?? websocketFrame(durableFrame(history.stateVectorSince(since)));
      frames.set(since, frame);
      return frame;
    };
    for (const session of this.sessions) session.acknowledge(frameSince, mark);
  }
}

/** Whether an update is more than deletions. */
function mayGrow(update: Uint8Array): boolean {
  try {
    return Y.parseUpdateMeta(update).to.size > 0;
  } catch {
    return true; // unreadable, which the gate says
  }
}

function ownerOf(actor: Actor): string {
  return isPerson(actor) ? actor.id : actor.kind;
}

/** What was made of the document in one of its versions. */
interface Cached<T> {
  readonly version: number;
  readonly value: T;
}

function rootOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(ARTICLE_ROOT);
}
