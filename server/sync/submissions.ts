/** What people send into a text: each update waits its turn, is judged by the gate, bound to its writer and stored. */
import * as Y from 'yjs';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { CLOSE, notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { articleOf, LIMITS } from '../../shared/wire/messages.ts';
import { nextTurn, runInTurns } from '../cooperative-task.ts';
import type { CooperativeTask } from '../cooperative-task.ts';
import type { RateCounter } from '../limits/rate-counter.ts';
import { RATES } from '../limits/rates.ts';
import type { Write } from '../storage/update-log.ts';
import type { Watch } from '../watch/watch.ts';
import { ANOTHER_SERVER } from './durable-document.ts';
import type { DurableDocument } from './durable-document.ts';
import { judge } from './gate/judge.ts';
import type { Verdict } from './gate/judge.ts';
import { TypingRuns } from './gate/typing.ts';
import type { GroupCommit, StagedUpdate } from './group-commit.ts';
import { Removals } from './removals.ts';
import type { RemovedFrom } from './removals.ts';
import type { SocketSession } from './session.ts';
import type { LockedCopy } from './staged-document.ts';
import { Turns } from './turns.ts';
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

/** Keeps a text as it was before most of its words went. */
export interface KeptTexts {
  /** The writes that keep it, which are committed together with what takes the words away. */
  writes(article: string, was: RemovedFrom, by: Actor): readonly Write[];
  /** It is kept now. */
  kept(article: string): void;
}

/** So many bytes of one person in a room are counted at once: counting each key would take longer than taking it in. */
const FEW_BYTES = 1024;

/** What submissions are judged and stored with. */
export interface SubmissionOptions {
  readonly commits: GroupCommit;
  readonly watch: Watch;
  /** Counts new client ids, bytes, what has to be placed among others, and what refused updates cost. */
  readonly rates: RateCounter;
  readonly now: () => Date;
  /** Null where nothing is kept. */
  readonly keptTexts: KeptTexts | null;
}

/** The submissions to one text. */
export class Submissions {
  readonly #document: DurableDocument;
  readonly #writers: Writers;
  readonly #commits: GroupCommit;
  readonly #watch: Watch;
  readonly #rates: RateCounter;
  readonly #now: () => Date;
  readonly #keptTexts: KeptTexts | null;
  readonly #removals = new Removals();
  readonly #typing = new TypingRuns();
  readonly #turns = new Turns<() => void>();
  /** Bytes of each person's keys, which are counted together. */
  readonly #uncounted = new Map<string, number>();
  #isTakingTurns = false;
  #lastWriter: string | null = null;

  constructor(
    document: DurableDocument,
    writers: Writers,
    { commits, watch, rates, now, keptTexts }: SubmissionOptions,
  ) {
    this.#document = document;
    this.#writers = writers;
    this.#commits = commits;
    this.#watch = watch;
    this.#rates = rates;
    this.#now = now;
    this.#keptTexts = keptTexts;
    document.onPublished((update, by) => {
      if (by === ANOTHER_SERVER) this.#typing.endRuns(update);
    });
    document.onFallen(() => {
      this.#typing.clear();
      this.#removals.forget();
    });
  }

  /** Gives back memory of removals that are long past. */
  releaseMemory(): void {
    this.#removals.endPast(this.#now().getTime());
    this.#uncounted.clear();
  }

  /**
   * Judges, stores and publishes an update that its sender may write: at once where nobody's is being judged; else senders take
   * turns, so that one who sends much holds up nobody else. Rejects where the store failed.
   */
  take(update: Uint8Array, actor: Actor, origin: SocketSession | null): Promise<Submission> {
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
      await this.#document.staged.whenUnlocked(async () => this.#turns.next()?.());
    this.#isTakingTurns = false;
  }

  /** Whether an update is being judged or waits for that. */
  get isJudging(): boolean {
    return this.#document.staged.isLocked || !this.#turns.isEmpty;
  }

  /** Id of the person who has changed the words last; null where nobody has since the room was opened. */
  get lastWriter(): string | null {
    return this.#lastWriter;
  }

  /** Resolves once nothing is being judged, at once where nothing is. */
  async judged(): Promise<void> {
    while (this.isJudging) await this.#document.staged.whenUnlocked(() => nextTurn());
  }

  /** Before what waits for its turn: it came before that, and was judged already. */
  #submitAgain(
    update: Uint8Array,
    actor: Actor,
    origin: SocketSession | null,
  ): Promise<Submission> {
    return this.#document.staged.whenUnlocked(() => this.#submit(update, actor, origin));
  }

  #wrote(actor: Actor): void {
    if (isPerson(actor)) this.#lastWriter = actor.id;
  }

  async #submit(
    update: Uint8Array,
    actor: Actor,
    origin: SocketSession | null,
  ): Promise<Submission> {
    const owner = ownerOf(actor);
    const again = (): Promise<Submission> => this.#submitAgain(update, actor, origin);
    if (origin?.wasClosedByUs === true) return { state: 'later' };
    if (!this.#commits.isWell || this.#document.isDestroyed) return { state: 'later' };
    if (this.#document.history.byteLength > LIMITS.maxTextBytes && mayGrow(update))
      return { state: 'refused', close: notAllowed('text too long') };
    const tooMuch = this.#tooMuchFrom(actor, update);
    if (tooMuch !== null) return { state: 'refused', close: tooMuch };
    const { staged } = this.#document;
    if (this.#typing.continueRun(update, (client) => this.#writers.mayWrite(client, owner))) {
      this.#wrote(actor);
      staged.stageLater(update);
      this.#removals.inserted(update.byteLength); // no fewer than characters
      return this.#commit([{ document: this.#document, update, origin }], NOTHING_BOUND, again);
    }
    const commit: Commit = (accepted, added, bound, was) => {
      this.#wrote(actor);
      const document = this.#document;
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
    const applied = this.#watch.applying('text');
    const owner = ownerOf(actor);
    const writers = new Set<number>();
    let tooSoon: Close | null = null;
    let verdict: Verdict;
    const document = this.#document;
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
    this.#countRefusal(actor, verdict);
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

  /** Why the actor has to wait before an update of theirs is judged, null where nothing keeps them; the update is counted. */
  #tooMuchFrom(actor: Actor, { byteLength }: Uint8Array): Close | null {
    if (!isPerson(actor)) return null;
    if (this.#rates.waitFor(RATES.refusals, actor, '') > 0) return CLOSE.tooOftenRefused;
    const bytes = byteLength + (this.#uncounted.get(actor.id) ?? 0);
    this.#uncounted.set(actor.id, bytes < FEW_BYTES ? bytes : 0);
    if (bytes < FEW_BYTES) return null;
    return this.#rates.count(RATES.words, actor, '', bytes) > 0 ? CLOSE.tooManyWords : null;
  }

  /** Counts what it costs to make the copy anew which an update that was refused has spoilt. */
  #countRefusal(actor: Actor, verdict: Verdict): void {
    if (verdict.state === 'accepted' || !verdict.hasSpoiltCopy || !isPerson(actor)) return;
    this.#rates.count(RATES.refusals, actor, '', this.#document.staged.madeInMs);
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
    const article = articleOf(this.#document.room);
    const keeping = this.#keptTexts?.writes(article, was, actor) ?? [];
    const both = { writes: [...bound.writes, ...keeping], release: () => bound.release() };
    const submission = await this.#commit(updates, both, again);
    if (submission.state === 'stored') this.#keptTexts?.kept(article);
    return submission;
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
