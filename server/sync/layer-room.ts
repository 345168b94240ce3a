/** The room of a layer, and the one door by which an annotation changes. */
import type { Anchor } from '../../shared/anchor/anchor.ts';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import { READER_AUTHOR } from '../../shared/annotation/annotation.ts';
import type { Command } from '../../shared/annotation/command.ts';
import { readAnnotation, readAnnotations } from '../../shared/annotation/layer-document.ts';
import type { Layer } from '../../shared/article/article.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { decide } from '../../shared/policy/decide.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Write } from '../storage/update-log.ts';
import type { Watch } from '../watch/watch.ts';
import { applyCommand, isDone } from './apply-command.ts';
import type { DurableDocument } from './durable-document.ts';
import type { Change, GroupCommit } from './group-commit.ts';
import { Room } from './room.ts';

/** The Yjs client id under which the server writes every layer. */
export const LAYER_WRITER = 1;

/** What is committed together with a command. */
export interface Companions {
  /** Changes of other rooms, such as the words that an accepted suggestion replaces. */
  readonly updates?: Change['updates'];
  readonly writes?: readonly Write[];
  /** The anchor after those changes. */
  readonly anchor?: Anchor;
}

/** The records that follow from an annotation as it is after a command; `null` is one that was deleted. */
export type Project = (
  layer: Layer,
  id: string,
  annotation: Annotation | null,
  change: { readonly before: Annotation | null; readonly actor: Actor },
) => readonly Write[];

export interface LayerRoomOptions {
  readonly document: DurableDocument;
  readonly commits: GroupCommit;
  readonly project: Project;
  readonly now: () => Date;
  readonly watch: Watch;
}

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

  annotation(id: string): Annotation | null {
    return this.annotations.find((annotation) => annotation.id === id) ?? null;
  }

  override releaseMemory(): void {
    super.releaseMemory();
    this.#cache = null;
  }

  /**
   * Performs a command: the policy decides, the change is stored with what follows from it, then told. The same command sent
   * twice is done once. Gives the annotation as it is afterwards, null where it was deleted. Rejects where the store failed.
   * `companion` is called once all is allowed, right before the change is staged, with the annotation as it is then.
   */
  async perform(
    command: Command,
    layer: Layer,
    actor: Actor,
    companion: (before: Annotation | null) => Result<Companions> = () => done({}),
  ): Promise<Result<Annotation | null>> {
    if (this.document.isDestroyed) return failed('not-found');
    const id = command.do === 'create' ? command.id : command.annotation;
    const before = readAnnotation(this.document.staged.doc, id);
    // What is answered without a commit of its own may rest on one that is still under way.
    const settled = async (answer: Result<Annotation | null>): Promise<typeof answer> => {
      await this.document.whenDurable();
      return answer;
    };
    const decision = decide(command, before, layer, actor);
    if (!decision.ok) {
      this.watch.refused(decision.rule);
      return failed('not-allowed', undefined, { rule: decision.rule });
    }
    const author = isPerson(actor) ? actor.id : READER_AUTHOR;
    if (isDone(command, before, author)) return settled(done(before));
    if (command.do === 'create' && before !== null)
      return settled(failed('conflict', 'This id is taken.'));
    if (command.do !== 'create' && before === null) return settled(failed('not-found'));
    const beside = companion(before);
    if (!beside.ok) return beside;
    const at = this.#now().toISOString();
    const whole = withAnchor(command, beside.value.anchor);
    const update = this.document.staged.stage((doc) =>
      doc.transact(() => applyCommand(doc, whole, author, at)),
    );
    if (update === null) return settled(done(before));
    const after = readAnnotation(this.document.staged.doc, id);
    await this.#commits.commit({
      updates: [{ document: this.document, update }, ...(beside.value.updates ?? [])],
      origin: null,
      writes: [
        ...this.#project(layer, id, after, { before, actor }),
        ...(beside.value.writes ?? []),
      ],
    });
    return done(after);
  }
}

function withAnchor(command: Command, anchor: Anchor | undefined): Command {
  return command.do === 'set-status' && anchor ? { ...command, anchor } : command;
}
