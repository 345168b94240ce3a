/** The room of an article's text: who is in it, what they are shown, and the one door by which its words change. */
import type { Node } from 'prosemirror-model';
import type * as Y from 'yjs';
import { textIndex } from '../../shared/anchor/text-index.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import { articleNode } from '../../shared/article/article-node.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import { presentPerson } from '../../shared/presence/person.ts';
import { notAllowed } from '../../shared/wire/close-codes.ts';
import type { Write } from '../storage/update-log.ts';
import type { DurableDocument } from './durable-document.ts';
import { awarenessFrame, durableFrame, isEmptyUpdate, syncFrame } from './frames.ts';
import type { GroupCommit, StagedUpdate } from './group-commit.ts';
import { Presence } from './presence.ts';
import type { PresenceNews } from './presence-news.ts';
import { Room } from './room.ts';
import { Submissions } from './submissions.ts';
import type { Submission, SubmissionOptions } from './submissions.ts';
import type { SocketSession } from './session.ts';
import { websocketFrame } from './websocket-frame.ts';
import type { Writers } from './writers.ts';

/** A peer that asks for nothing is asked for its state after this. */
const ASK_MS = 100;

/** What a text's room is made with. */
export interface TextRoomOptions extends SubmissionOptions {
  readonly presenceNews: PresenceNews;
}

/** The text of one article, live. */
export class TextRoom extends Room {
  readonly #commits: GroupCommit;
  readonly #submissions: Submissions;
  readonly #presence: Presence;
  readonly #stopPresence: () => void;
  #isAcknowledging = false;
  #index: Cached<TextIndex> | null = null;
  #article: Cached<Node> | null = null;

  constructor(document: DurableDocument, writers: Writers, options: TextRoomOptions) {
    super(document, 'text', options.watch);
    const { commits, presenceNews } = options;
    this.#commits = commits;
    this.#submissions = new Submissions(document, writers, options);
    this.#presence = new Presence(
      (update, except) => this.broadcast.add(websocketFrame(awarenessFrame(update)), except),
      (entries) => presenceNews.share(entries),
    );
    this.#stopPresence = presenceNews.listen({
      heard: (entries) => this.#presence.hear(entries),
      asked: () => this.#presence.shareAll(),
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
    this.#submissions.releaseMemory();
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
    return this.#submissions.take(update, actor, origin);
  }

  /** Whether an update is being judged or waits for that. */
  get isJudging(): boolean {
    return this.#submissions.isJudging;
  }

  /** Resolves once nothing is being judged, at once where nothing is. */
  judged(): Promise<void> {
    return this.#submissions.judged();
  }

  /** Id of the person who has changed the words last; null where nobody has since the room was opened. */
  get lastWriter(): string | null {
    return this.#submissions.lastWriter;
  }

  override get idle(): boolean {
    return super.idle && !this.isJudging;
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

/** What was made of the document in one of its versions. */
interface Cached<T> {
  readonly version: number;
  readonly value: T;
}

function rootOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(ARTICLE_ROOT);
}
