/** The room of an article's text, and the one door by which its words change. */
import type { Node } from 'prosemirror-model';
import { yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import type * as Y from 'yjs';
import { ARTICLE_ROOT, articleSchema } from '../../shared/article/schema.ts';
import { textIndex } from '../../shared/anchor/text-index.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/decide.ts';
import { presentPerson } from '../../shared/presence/person.ts';
import { notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import type { DurableDocument } from './durable-document.ts';
import { awarenessFrame, durableFrame, isEmptyUpdate, syncFrame } from './frames.ts';
import { judging } from './gate/judge.ts';
import { TypingRuns } from './gate/typing.ts';
import type { Verdict } from './gate/judge.ts';
import type { Change, GroupCommit } from './group-commit.ts';
import type { Peer } from './peer.ts';
import { Presence } from './presence.ts';
import { Room } from './room.ts';
import type { Watch } from '../watch/watch.ts';
import { websocketFrame } from './websocket-frame.ts';
import { inTurns } from '../turns.ts';
import { NOTHING_BOUND } from './writers.ts';
import type { Bound, Writers } from './writers.ts';

/** How a submission ended. */
export type Submission =
  | { readonly state: 'stored' }
  | { readonly state: 'gap' }
  | { readonly state: 'refused'; readonly close: Close }
  /** The store takes nothing at the moment; who is here then is asked for it again when it does. */
  | { readonly state: 'later' };

/** A peer that asks for nothing is asked after this. */
const ASK_MS = 100;

export class TextRoom extends Room {
  readonly #commits: GroupCommit;
  readonly #presence: Presence;
  readonly #writers: Writers;
  readonly #typing = new TypingRuns();
  readonly #unacknowledged = new Set<Peer>();
  /** Who asked for all presence a moment ago. */
  readonly #presenceTold = new WeakSet<Peer>();
  /** Who has not been asked yet for what it has. */
  readonly #unasked = new Set<Peer>();
  /** Ends when a large frame has been judged. */
  #judging: Promise<void> | null = null;
  #index: Cached<TextIndex> | null = null;
  #article: Cached<Node> | null = null;

  constructor(
    document: DurableDocument,
    writers: Writers,
    { commits, watch }: { readonly commits: GroupCommit; readonly watch: Watch },
  ) {
    super(document, 'text', watch);
    this.#writers = writers;
    this.#commits = commits;
    this.#presence = new Presence((update, except) =>
      this.broadcast.add(websocketFrame(awarenessFrame(update)), except),
    );
  }

  override join(peer: Peer): void {
    super.join(peer);
    // Asked behind the answer to its own step 1, since the room's state takes a while to be read the first time.
    this.#unasked.add(peer);
    setTimeout(() => this.#askOnce(peer), ASK_MS).unref();
    this.sendPresence(peer);
  }

  override answerStep1(peer: Peer, stateVector: Uint8Array): void {
    super.answerStep1(peer, stateVector);
    setImmediate(() => this.#askOnce(peer));
  }

  override get idle(): boolean {
    return super.idle && this.#judging === null;
  }

  /** How often the store has failed so far. */
  get troubles(): number {
    return this.#commits.troubles;
  }

  /** The store takes changes again: who may write is asked for what it has. */
  recovered(): void {
    for (const peer of this.peers) this.#ask(peer);
  }

  override leave(peer: Peer): void {
    super.leave(peer);
    this.#presence.leave(peer);
    this.#unacknowledged.delete(peer);
    this.#unasked.delete(peer);
  }

  override rest(): void {
    super.rest();
    this.#index = null;
    this.#article = null;
  }

  /** Changes the words: judged by the gate, stored, then told to all but `origin`. Rejects where the store failed. */
  async submit(update: Uint8Array, actor: Actor, origin: Peer | null = null): Promise<Submission> {
    const allowed = may('edit text', actor);
    if (!allowed.ok) return { state: 'refused', close: notAllowed(allowed.rule) };
    // The usual answer to our step 1. It must not cost a document: most who open a text only read it.
    if (isEmptyUpdate(update)) return { state: 'stored' };
    return this.afterJudging(async () => {
      if (origin?.isShut === true) return { state: 'later' };
      return this.#submit(update, ownerOf(actor), origin);
    });
  }

  /**
   * Calls `work`, which asks for the copy ahead before it waits for anything, when no frame is being judged: as a rule at once.
   * Look whether the room still stands.
   */
  async afterJudging<T>(work: () => Promise<T>): Promise<T> {
    // Who waited longer may have begun the next one.
    while (this.#judging !== null) await this.#judging;
    return work();
  }

  async #submit(update: Uint8Array, owner: string, origin: unknown): Promise<Submission> {
    if (!this.#commits.isWell || this.document.isOver) return { state: 'later' };
    if (this.#typing.goOn(update, (client) => this.#writers.mayWrite(client, owner))) {
      this.document.stageLater(update);
      await this.#commit(update, origin);
      return { state: 'stored' };
    }
    const applied = this.watch.applying('text');
    const writers = new Set<number>();
    const steps = judging(this.document, update, (client) => {
      writers.add(client);
      return this.#writers.mayWrite(client, owner);
    });
    const takeUp = async (verdict: Verdict): Promise<Submission> => {
      applied();
      const hasFallen = !this.document.isLent;
      this.document.giveBack();
      if (verdict.state !== 'accepted') return verdict;
      if (hasFallen) return { state: 'later' };
      if (verdict.update === null) return { state: 'stored' };
      this.#typing.letIn(verdict.update, writers);
      await this.#commit(verdict.update, origin, this.#writers.bind(writers, owner));
      return { state: 'stored' };
    };
    const verdict = inTurns(steps);
    return verdict instanceof Promise ? this.#whenJudged(verdict, takeUp) : takeUp(verdict);
  }

  /** Until a large frame is judged, and its verdict taken up, nothing else is judged or staged. */
  async #whenJudged(
    judging: Promise<Verdict>,
    takeUp: (verdict: Verdict) => Promise<Submission>,
  ): Promise<Submission> {
    let ended = (): void => undefined;
    this.#judging = new Promise((resolve) => (ended = resolve));
    let taken: Promise<Submission>;
    try {
      taken = takeUp(await judging);
    } finally {
      this.#judging = null;
      ended();
    }
    return taken;
  }

  async #commit(update: Uint8Array, origin: unknown, bound: Bound = NOTHING_BOUND): Promise<void> {
    try {
      const updates = [{ document: this.document, update }];
      await this.#commits.commit({ updates, origin, writes: bound.writes });
    } catch (error) {
      bound.release();
      this.#typing.clear();
      throw error;
    }
  }

  /**
   * Stages a change of the server's own to the words, to be committed together with what belongs to it; null where nothing
   * changed. The caller has asked the policy, and calls it `afterJudging`.
   */
  stageEdit(change: (fragment: Y.XmlFragment) => void): Change['updates'][number] | null {
    const update = this.document.stage((ahead) => ahead.transact(() => change(rootOf(ahead))));
    return update === null ? null : { document: this.document, update };
  }

  /** Changes the words for the server's own reasons, such as a new title; resolves once it is stored and told. */
  async edit(change: (fragment: Y.XmlFragment) => void): Promise<void> {
    await this.afterJudging(async () => {
      const staged = this.document.isOver ? null : this.stageEdit(change);
      if (staged !== null)
        await this.#commits.commit({ updates: [staged], origin: null, writes: [] });
    });
  }

  /** Takes in a presence frame; false where it was forged or malformed. */
  takePresence(peer: Peer, update: Uint8Array): boolean {
    return this.#presence.take(peer, update, presentPerson(peer.actor));
  }

  /** A few bytes may ask for as much as all tell of themselves. */
  answerPresence(peer: Peer): void {
    if (this.#presenceTold.has(peer)) return;
    this.#presenceTold.add(peer);
    setTimeout(() => this.#presenceTold.delete(peer), LIMITS.step1Ms).unref();
    this.sendPresence(peer);
  }

  sendPresence(peer: Peer): void {
    const present = this.#presence.all();
    if (present !== null) peer.send(awarenessFrame(present));
  }

  /** Tells a peer that asked for it how far all is stored; once for all that was stored in this turn. */
  acknowledge(peer: Peer): void {
    if (!peer.rights.acknowledge) return;
    if (this.#unacknowledged.size === 0) setImmediate(() => this.#acknowledgeAll());
    this.#unacknowledged.add(peer);
  }

  /** The plain text as peers see it, with the way to relative positions. */
  get index(): TextIndex {
    const { version } = this.document;
    if (this.#index?.version !== version) {
      this.#index = { version, value: this.document.read((told) => textIndex(rootOf(told))) };
    }
    return this.#index.value;
  }

  /** The text as a ProseMirror document. By JSON only: the other ways delete from Yjs what doesn't fit. */
  get article(): Node {
    const { version } = this.document;
    if (this.#article?.version !== version) {
      const json: unknown = this.document.read((told) =>
        yXmlFragmentToProsemirrorJSON(rootOf(told)),
      );
      this.#article = { version, value: articleSchema.nodeFromJSON(json) };
    }
    return this.#article.value;
  }

  #askOnce(peer: Peer): void {
    if (this.#unasked.delete(peer) && this.#commits.isWell) this.#ask(peer);
  }

  #ask(peer: Peer): void {
    if (peer.rights.write) peer.send(syncFrame('step1', this.document.history.stateVector));
  }

  #acknowledgeAll(): void {
    if (this.#unacknowledged.size === 0) return;
    const frame = websocketFrame(durableFrame(this.document.history.stateVector));
    for (const peer of this.#unacknowledged) peer.write(frame);
    this.#unacknowledged.clear();
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
