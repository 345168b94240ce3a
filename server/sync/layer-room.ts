/** The room of a layer, and the one door by which an annotation changes. */
import type { Anchor } from '../../shared/anchor/anchor.ts';
import type { Annotation, Via } from '../../shared/annotation/annotation.ts';
import { applyCommand, subjectOf } from '../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../shared/annotation/commands/command-table.ts';
import { afterwards } from '../../shared/annotation/commands/outcome.ts';
import type { Outcome } from '../../shared/annotation/commands/outcome.ts';
import {
  countAnnotations,
  readAnnotation,
  readAnnotations,
  writeDifference,
} from '../../shared/annotation/layer-document.ts';
import { reactionKinds } from '../../shared/annotation/reactions.ts';
import type { Layer } from '../../shared/article/article.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { decide } from '../../shared/policy/decide.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { CAPS, withinCap } from '../limits/caps.ts';
import type { Write } from '../storage/update-log.ts';
import type { Watch } from '../watch/watch.ts';
import type { DurableDocument } from './durable-document.ts';
import type { GroupCommit, StagedUpdate } from './group-commit.ts';
import { Room } from './room.ts';

/** What is committed together with a command, all of it or nothing. */
export interface AlsoCommitted {
  /** Changes of other rooms, such as the words that an accepted suggestion replaces. */
  readonly updates?: readonly StagedUpdate[];
  readonly writes?: readonly Write[];
  /** The anchor after those changes. */
  readonly anchor?: Anchor;
}

/** How a command is performed. */
export interface Performing {
  /** By which way it came; null where the server gives it by itself. */
  readonly via?: Via | null;
  /**
   * Whose words it brings and when they were said (ISO 8601), where that isn't the actor now, as of what stands in a file; null
   * where nobody knows by whom. The policy is asked about the actor all the same.
   */
  readonly said?: { readonly author: string | null; readonly at: string } | null;
  /**
   * Called once all is allowed and something is to be done, right before that is staged, with the annotation as it is then; again
   * where another server was first.
   */
  readonly alsoCommit?: (before: Annotation | null) => Result<AlsoCommitted>;
  /** The other room's document that `alsoCommit` changes: it is called while that isn't locked. */
  readonly alongside?: DurableDocument;
}

/** An annotation around a command, null where there is none; both are the same value where there was nothing to do. */
export interface Performed {
  readonly before: Annotation | null;
  readonly after: Annotation | null;
}

/** The records that follow from an annotation as it is after a command; `null` is one that was deleted. */
export type Project = (
  layer: Layer,
  id: string,
  annotation: Annotation | null,
  change: { readonly before: Annotation | null; readonly actor: Actor },
) => readonly Write[];

/** What a layer's room is made of. */
export interface LayerRoomOptions {
  readonly document: DurableDocument;
  readonly commits: GroupCommit;
  readonly project: Project;
  readonly now: () => Date;
  readonly watch: Watch;
}

/** One layer of an article, on the wire for those who may read it. */
export class LayerRoom extends Room {
  readonly #commits: GroupCommit;
  readonly #project: Project;
  readonly #now: () => Date;
  #cache: { readonly version: number; readonly all: readonly Annotation[] } | null = null;

  constructor({ document, commits, project, now, watch }: LayerRoomOptions) {
    super(document, 'layer', watch);
    this.#commits = commits;
    this.#project = project;
    this.#now = now;
  }

  /** All annotations as they are durable, oldest first. */
  get annotations(): readonly Annotation[] {
    const { version } = this.document.history;
    if (this.#cache?.version !== version) {
      this.#cache = { version, all: this.document.read(readAnnotations) };
    }
    return this.#cache.all;
  }

  /** One of them, null where there is none. */
  annotation(id: string): Annotation | null {
    return this.annotations.find((annotation) => annotation.id === id) ?? null;
  }

  override releaseMemory(): void {
    super.releaseMemory();
    this.#cache = null;
  }

  /**
   * Performs a command: the policy decides, the command is applied to the annotation as it is, and the difference is stored
   * with what follows from it, then published; all of it anew where another server has changed the layer first. The same command
   * sent twice is done once. Rejects where the store failed.
   */
  async perform(
    command: Command,
    layer: Layer,
    actor: Actor,
    performing: Performing = {},
  ): Promise<Result<Performed>> {
    const perform = (): Promise<Result<Performed>> =>
      this.#perform(command, layer, actor, performing);
    const { alongside } = performing;
    return alongside ? alongside.staged.whenUnlocked(perform) : perform();
  }

  /**
   * Puts whole annotations into the layer, as they are in a copy that has all of them; one whose id is there already is left out.
   * The caller has asked the policy. Gives how many were put in; rejects where the store failed.
   */
  async takeWhole(annotations: readonly Annotation[], layer: Layer, actor: Actor): Promise<number> {
    const { document } = this;
    if (document.isDestroyed) return 0;
    const fresh = annotations.filter(({ id }) => readAnnotation(document.staged.doc, id) === null);
    const room = CAPS.notesInLayer.most - countAnnotations(document.staged.doc);
    const taken = fresh.slice(0, Math.max(0, room));
    if (taken.length === 0) return 0;
    const update = document.staged.stage((doc) => {
      for (const annotation of taken) writeDifference(doc, null, annotation);
    });
    return this.#commits.commit({
      updates: update === null ? [] : [{ document, update }],
      writes: taken.flatMap((one) => this.#project(layer, one.id, one, { before: null, actor })),
      result: taken.length,
      again: () => this.takeWhole(annotations, layer, actor),
    });
  }

  /** Stages before the first wait. */
  async #perform(
    command: Command,
    layer: Layer,
    actor: Actor,
    performing: Performing,
  ): Promise<Result<Performed>> {
    const { via = null, said = null, alsoCommit = nothingElse } = performing;
    const again = (): Promise<Result<Performed>> => this.perform(command, layer, actor, performing);
    if (this.document.isDestroyed) return failed('not-found');
    const id = subjectOf(command);
    const before = readAnnotation(this.document.staged.doc, id);
    const decision = decide(command, before, layer, actor);
    if (!decision.ok) {
      this.watch.refused(decision.rule);
      return failed('not-allowed', undefined, { rule: decision.rule });
    }
    const by = isPerson(actor) ? actor.id : null;
    const occasion =
      said === null
        ? { by, at: this.#now().toISOString(), via }
        : { by: said.author, at: said.at, via };
    const outcome = applyCommand(before, command, occasion);
    if (outcome.kind === 'unchanged' || outcome.kind === 'problem') {
      // What this rests on may still be on its way to the store, and fall.
      return (await this.document.whenDurable()) ? answerOf(outcome, before) : again();
    }
    const room = this.#roomFor(before, afterwards(before, outcome));
    if (!room.ok) return room;
    const also = alsoCommit(before);
    if (!also.ok) return also;
    const { anchor } = also.value;
    const whole = anchor ? applyCommand(before, command, { ...occasion, anchor }) : outcome;
    const after = afterwards(before, whole);
    const { document } = this;
    const update = document.staged.stage((doc) => writeDifference(doc, before, after));
    const { updates = [], writes = [] } = also.value;
    return this.#commits.commit({
      updates: [...(update === null ? [] : [{ document, update }]), ...updates],
      writes: [...this.#project(layer, id, after, { before, actor }), ...writes],
      result: done({ before, after }),
      again,
    });
  }

  /** Whether the layer takes one more annotation, or the thread one more reply or reaction, where the change adds one. */
  #roomFor(before: Annotation | null, after: Annotation | null): Result<null> {
    if (before === null)
      return withinCap(CAPS.notesInLayer, countAnnotations(this.document.staged.doc));
    if (after === null) return done(null);
    const isLonger = after.replies.length > before.replies.length;
    const replies = isLonger ? withinCap(CAPS.repliesInThread, before.replies.length) : done(null);
    if (!replies.ok) return replies;
    const reactions = roomForReactions(before, after);
    if (!reactions.ok) return reactions;
    const characters = charactersIn(after);
    return characters > charactersIn(before)
      ? withinCap(CAPS.charactersInThread, characters - 1)
      : done(null);
  }
}

function roomForReactions(before: Annotation, after: Annotation): Result<null> {
  if (after.reactions.length <= before.reactions.length) return done(null);
  const [kinds, kindsAfter] = [before, after].map((one) => reactionKinds(one.reactions).length);
  const isNewKind = kinds !== undefined && kindsAfter !== undefined && kindsAfter > kinds;
  const room = isNewKind ? withinCap(CAPS.reactionKindsOnNote, kinds) : done(null);
  return room.ok ? withinCap(CAPS.reactionsOnNote, before.reactions.length) : room;
}

function charactersIn({ replies }: Annotation): number {
  return replies.reduce((sum, { body }) => sum + body.length, 0);
}

function nothingElse(): Result<AlsoCommitted> {
  return done({});
}

/** What there is to say of a command that changes nothing; that there is nothing to be deleted is a problem here. */
function answerOf(
  outcome: Outcome & { readonly kind: 'unchanged' | 'problem' },
  before: Annotation | null,
): Result<Performed> {
  if (outcome.kind === 'problem') return failed(outcome.problem, outcome.detail);
  return before === null ? failed('not-found') : done({ before, after: before });
}
