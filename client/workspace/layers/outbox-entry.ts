/** A command on its way to the server, and how HTTP says it. */
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import type { Command } from '../../../shared/annotation/command.ts';
import type { Draft } from './draft.ts';
import type { Problem, Result } from '../../../shared/wire/problems.ts';
import { annotationRoutes } from '../../../shared/wire/routes/annotations.ts';
import { call } from '../../api/call.ts';

/**
 * `waiting`: not answered yet. `sent`: done by the server at `answered` (ms), perhaps not seen in the live layer yet.
 * `refused`: taken back; kept until the person has seen why, since their words are in it.
 */
export type OutboxEntry = {
  /** Sorts by time of entry. */
  readonly id: string;
  readonly layer: string;
  /** ISO 8601. */
  readonly at: string;
  readonly command: SendableCommand;
} & (
  | { readonly state: 'waiting' }
  | { readonly state: 'sent'; readonly answered: number }
  | { readonly state: 'refused'; readonly problem: Problem }
);

/** The commands of the margin; tags and assignees belong to the queue. */
export type SendableCommand =
  | Exclude<Command, { readonly do: 'create' | 'tag' | 'assign' }>
  | (Extract<Command, { readonly do: 'create' }> & { readonly kind: Draft['kind'] });

/** The id of the annotation that a command makes or touches. */
export function subjectOf(command: Command): string {
  return command.do === 'create' ? command.id : command.annotation;
}

/** Whether it is about certain words of the article, which must be there. */
export function namesWords(command: SendableCommand): boolean {
  return command.do === 'create' || command.do === 'anchor';
}

/** The words that a person wrote in a command, for giving them back; empty where there are none. */
export function wordsOf(command: Command): string {
  switch (command.do) {
    case 'create':
    case 'edit':
      return [command.replacement, command.body].filter(Boolean).join('\n\n');
    case 'reply':
    case 'edit-reply':
      return command.body;
    case 'set-status':
      return command.note?.body ?? '';
    default:
      return '';
  }
}

/** Performs a command by its HTTP call. What the server answers is of no use here: the layer's own room shows it. */
export function sendCommand(
  article: string,
  layer: string,
  command: SendableCommand,
): Promise<Result<unknown>> {
  const one = { id: article, annotation: subjectOf(command) };
  switch (command.do) {
    case 'create': {
      const { id, kind, body, replacement, color, tags } = command;
      const target = targetOf(command.anchor);
      const note = { id, layer, kind, target, body, replacement, color, tags };
      return call(annotationRoutes.add, { id: article }, note);
    }
    case 'edit': {
      const { body, replacement, color } = command;
      return call(annotationRoutes.change, one, { body, replacement, color });
    }
    case 'reply':
      return call(annotationRoutes.reply, one, { id: command.id, body: command.body });
    case 'edit-reply': {
      const { reply, body } = command;
      return call(annotationRoutes.changeReply, { ...one, reply }, { body });
    }
    case 'delete-reply':
      return call(annotationRoutes.deleteReply, { ...one, reply: command.reply });
    case 'set-status': {
      const { status, note } = command;
      return call(annotationRoutes.setStatus, one, { status, note: note?.body });
    }
    case 'anchor':
      return call(annotationRoutes.reanchor, one, { target: targetOf(command.anchor) });
    case 'delete':
      return call(annotationRoutes.delete, one);
  }
}

// The server makes the rest of an anchor itself, from the text that it holds.
function targetOf({ start, end, exact }: Anchor): Pick<Anchor, 'start' | 'end' | 'exact'> {
  return { start, end, exact };
}
