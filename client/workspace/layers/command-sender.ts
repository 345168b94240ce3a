/** Takes the commands that a person gives on a page, and sees to it that the server gets them. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { subjectOf } from '../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { send } from '../../api/send.ts';
import { RefreshController } from '../../ui/timing/refresh-controller.ts';
import type { AnnotationCommandEvent, GivenCommand } from './annotation-events.ts';
import { requestFor } from './outbox-entry.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { Outbox } from './outbox.ts';
import type { OutboxParts } from './outbox.ts';
import { NOTES_LAYER } from './own-notes.ts';

/** How often commands that could not be sent, or are not seen yet, are looked at again. */
const LOOK_AGAIN_MS = 15_000;

/** A command that the server refused, with the reason. */
export type Refusal = OutboxEntry & { readonly state: 'refused' };

/** What the sender asks of the page's annotations, and what it reports to them. */
export interface CommandSenderParts extends Omit<OutboxParts, 'send'> {
  /** The layer of an annotation; null where there is none. */
  readonly layerOf: (annotation: string) => string | null;
  /** The command as it is to be sent: what it says of the text may have to be more. */
  readonly completed: (command: GivenCommand) => GivenCommand;
  /** Called for each command that is taken, before it is drawn. */
  readonly onTaken: (command: Command, layer: string) => void;
  /** Called when a note for one's own notes was made, by which their layer came into being if it wasn't there. */
  readonly onOwnNote: () => Promise<void>;
}

/** Hears commands on its host (`AnnotationCommandEvent`). Each takes effect on the screen at once, by `outbox.entries`. */
export class CommandSender implements ReactiveController {
  readonly outbox: Outbox;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #parts: CommandSenderParts;

  constructor(host: ReactiveControllerHost & HTMLElement, parts: CommandSenderParts) {
    this.#host = host;
    this.#parts = parts;
    this.outbox = new Outbox({ ...parts, send: (entry) => this.#send(entry) });
    host.addController(this);
    new RefreshController(host, LOOK_AGAIN_MS, () => {
      this.outbox.resume();
      parts.onChange();
    });
  }

  /** Ids of annotations with changes that could not be sent so far. */
  get pending(): ReadonlySet<string> {
    if (!this.outbox.stalled) return new Set();
    const waiting = this.outbox.entries.filter(({ state }) => state === 'waiting');
    return new Set(waiting.map(({ command }) => subjectOf(command)));
  }

  /** What the server refused, until the person dismisses it. */
  get refusals(): readonly Refusal[] {
    return this.outbox.entries.filter((entry) => entry.state === 'refused');
  }

  hostConnected(): void {
    this.outbox.resume();
    this.#host.addEventListener('annotation-command', this.#perform);
    this.#host.addEventListener('refusal-dismissed', this.#dismiss);
    window.addEventListener('pagehide', this.#leave);
  }

  hostDisconnected(): void {
    window.removeEventListener('pagehide', this.#leave);
    this.outbox.pause();
    this.#host.removeEventListener('annotation-command', this.#perform);
    this.#host.removeEventListener('refusal-dismissed', this.#dismiss);
  }

  hostUpdate(): void {
    this.outbox.wordsCame();
  }

  /** Nobody takes anything back any more. */
  readonly #leave = (): void => this.outbox.releaseAll();

  /** A command on an annotation that isn't there (any more) is taken by nobody. */
  readonly #perform = (event: AnnotationCommandEvent): void => {
    const command = withId(this.#parts.completed(event.command), this.#parts.newId);
    const subject = subjectOf(command);
    const layer = event.layer ?? this.#parts.layerOf(subject);
    if (layer === null) return;
    this.#parts.onTaken(command, layer);
    const id = this.outbox.add(layer, command, event.isHeld);
    event.subject = subject;
    if (event.isHeld)
      event.held = {
        takeBack: () => this.outbox.takeBack(id),
        release: () => this.outbox.release(id),
      };
  };

  /** What the server answers is of no use here: the layer's own room shows it. */
  async #send({ layer, command }: OutboxEntry): Promise<Result<unknown>> {
    const { method, address, body } = requestFor(this.#parts.article, layer, command);
    const answer = await send(method, address, body);
    if (answer.ok && layer === NOTES_LAYER) await this.#parts.onOwnNote();
    return answer;
  }

  readonly #dismiss = ({ detail }: HTMLElementEventMap['refusal-dismissed']): void => {
    this.outbox.retain(this.outbox.entries.filter(({ id }) => id !== detail.id));
  };
}

function withId(given: GivenCommand, newId: () => string): Command {
  return given.do === 'create' || given.do === 'reply' ? { ...given, id: newId() } : given;
}
