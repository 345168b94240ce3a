/** Draws commands over the live annotations before the server has told everyone. */
import type { Annotation, Reply } from '../../../shared/annotation/annotation.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import { subjectOf } from './outbox-entry.ts';
import type { OutboxEntry, SendableCommand } from './outbox-entry.ts';

/** How long the live layer may take to show what the server has answered. */
const ECHO_TIMEOUT_MS = 10_000;

/** A layer's annotations as they will be once the commands are done; `author` is who gives them. */
export function overlay(
  live: readonly Annotation[],
  entries: readonly OutboxEntry[],
  author: string,
): readonly Annotation[] {
  const drawn = entries.filter(({ state }) => state !== 'refused');
  if (drawn.length === 0) return live;
  const byId = new Map(live.map((annotation) => [annotation.id, annotation]));
  for (const { command, at } of drawn) {
    const id = subjectOf(command);
    const after = afterwards(byId.get(id) ?? null, command, author, at);
    if (after === null) byId.delete(id);
    else byId.set(id, after);
  }
  return [...byId.values()];
}

/**
 * The entries still worth keeping. What was sent goes once the live layer shows it, or shows a later command on the
 * same annotation; or after a while, if the layer is in touch, because someone else changed the same thing meanwhile.
 */
export function remaining(
  entries: readonly OutboxEntry[],
  live: ReadonlyMap<string, Annotation>,
  now: number,
  inTouch: boolean,
): readonly OutboxEntry[] {
  const shown = new Set<string>();
  const kept = entries.toReversed().filter((entry) => {
    if (entry.state !== 'sent') return true;
    const id = subjectOf(entry.command);
    if (shown.has(id)) return false;
    const isOld = inTouch && now - entry.answered > ECHO_TIMEOUT_MS;
    const isShown = shows(live.get(id) ?? null, entry.command);
    if (isShown) shown.add(id);
    return !isShown && !isOld;
  });
  return kept.length === entries.length ? entries : kept.toReversed();
}

/** Whether an annotation looks as the command wants it; null stands for one that isn't there. */
function shows(annotation: Annotation | null, command: SendableCommand): boolean {
  if (command.do === 'delete') return annotation === null;
  if (annotation === null) return false;
  const reply = (id: string): Reply | undefined => annotation.replies.find((one) => one.id === id);
  switch (command.do) {
    case 'create':
      return true;
    case 'edit':
      return (
        (command.body ?? annotation.body) === annotation.body &&
        (command.replacement === undefined || command.replacement === annotation.replacement) &&
        (command.color === undefined || command.color === annotation.color)
      );
    case 'reply':
      return reply(command.id) !== undefined;
    case 'edit-reply':
      return reply(command.reply)?.body === command.body;
    case 'delete-reply':
      return reply(command.reply) === undefined;
    case 'set-status':
      return annotation.status === command.status;
    case 'anchor':
      return annotation.anchor.start === command.anchor.start;
    default:
      return unreachable(command);
  }
}

function afterwards(
  annotation: Annotation | null,
  command: SendableCommand,
  author: string,
  at: string,
): Annotation | null {
  if (command.do === 'create') return annotation ?? created(command, author, at);
  if (annotation === null || command.do === 'delete') return null;
  switch (command.do) {
    case 'edit': {
      const { body = annotation.body, replacement = annotation.replacement } = command;
      const { color = annotation.color } = command;
      return { ...annotation, modified: at, body, replacement, color };
    }
    case 'reply':
      return withReply(annotation, newReply(command.id, command.body, author, at));
    case 'edit-reply':
      return withReplies(annotation, (reply) =>
        reply.id === command.reply ? { ...reply, modified: at, body: command.body } : reply,
      );
    case 'delete-reply':
      return withReplies(annotation, (reply) => (reply.id === command.reply ? null : reply));
    case 'set-status': {
      const { status, note } = command;
      const settled = { ...annotation, status, statusBy: author, statusAt: at };
      return note === null ? settled : withReply(settled, newReply(note.id, note.body, author, at));
    }
    case 'anchor':
      return { ...annotation, anchor: command.anchor };
    default:
      return unreachable(command);
  }
}

function created(
  { id, kind, anchor, body, replacement, color, tags }: SendableCommand & { readonly do: 'create' },
  author: string,
  at: string,
): Annotation {
  const asked = { id, kind, anchor, body, replacement, color, tags };
  const open = { status: 'open', statusBy: null, statusAt: null, assignee: null } as const;
  return { ...asked, ...open, author, created: at, modified: at, replies: [], reactions: [] };
}

function newReply(id: string, body: string, author: string, at: string): Reply {
  return { id, body, author, created: at, modified: at };
}

function withReply(annotation: Annotation, reply: Reply): Annotation {
  const others = annotation.replies.filter(({ id }) => id !== reply.id);
  // One that the live layer shows already has the server's time and place.
  if (others.length < annotation.replies.length) return annotation;
  return { ...annotation, replies: [...others, reply] };
}

function withReplies(annotation: Annotation, change: (reply: Reply) => Reply | null): Annotation {
  return {
    ...annotation,
    replies: annotation.replies.map(change).filter((reply) => reply !== null),
  };
}
