/** A command on its way to the server, and how HTTP says it. */
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import type { Command } from '../../../shared/annotation/command.ts';
import type { Problem } from '../../../shared/wire/problems.ts';

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
export type SendableCommand = Exclude<Command, { readonly do: 'tag' | 'assign' }>;

export interface CommandRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

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

/** The HTTP call that performs a command. */
export function requestFor(
  article: string,
  layer: string,
  command: SendableCommand,
): CommandRequest {
  const all = `/api/articles/${encodeURIComponent(article)}/annotations`;
  const one = `${all}/${encodeURIComponent(subjectOf(command))}`;
  switch (command.do) {
    case 'create': {
      const { id, kind, body, replacement, color, tags } = command;
      const target = targetOf(command.anchor);
      return post(all, { id, layer, kind, target, body, replacement, color, tags });
    }
    case 'edit': {
      const { body, replacement, color } = command;
      return { method: 'PATCH', path: one, body: { body, replacement, color } };
    }
    case 'reply':
      return post(`${one}/replies`, { id: command.id, body: command.body });
    case 'edit-reply':
      return { method: 'PATCH', path: replyPath(one, command), body: { body: command.body } };
    case 'delete-reply':
      return { method: 'DELETE', path: replyPath(one, command) };
    case 'set-status':
      return post(`${one}/status`, { status: command.status, note: command.note?.body });
    case 'anchor':
      return post(`${one}/anchor`, { target: targetOf(command.anchor) });
    case 'delete':
      return { method: 'DELETE', path: one };
  }
}

function post(path: string, body: unknown): CommandRequest {
  return { method: 'POST', path, body };
}

function replyPath(annotation: string, { reply }: { readonly reply: string }): string {
  return `${annotation}/replies/${encodeURIComponent(reply)}`;
}

// The server makes the rest of an anchor itself, from the text that it holds.
function targetOf({ start, end, exact }: Anchor): Pick<Anchor, 'start' | 'end' | 'exact'> {
  return { start, end, exact };
}
