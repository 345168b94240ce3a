/** What a command does to a layer's document, once it is allowed. */
import type * as Y from 'yjs';
import { READER_AUTHOR } from '../../shared/annotation/annotation.ts';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { Command } from '../../shared/annotation/command.ts';
import {
  changeAnnotation,
  deleteAnnotation,
  deleteReply,
  writeAnnotation,
  writeReply,
} from '../../shared/annotation/layer-document.ts';
import { readAnnotation } from '../../shared/annotation/layer-document.ts';
import { unreachable } from '../../shared/unreachable.ts';

/** Whether the command was done before: sent twice, it is answered twice and done once. */
export function isDone(command: Command, before: Annotation | null, author: string): boolean {
  switch (command.do) {
    case 'create':
      return (
        before !== null &&
        saysTheSame(before, command, author) &&
        before.anchor.exact === command.anchor.exact
      );
    case 'reply':
      return before !== null && hasReply(before, command.id);
    case 'set-status':
      return before?.status === command.status && hasReply(before, command.note?.id ?? null);
    case 'delete':
      return false;
    case 'edit':
    case 'tag':
    case 'assign':
    case 'edit-reply':
    case 'delete-reply':
    case 'anchor':
      return false; // these set what they say, so doing them again changes nothing
    default:
      return unreachable(command);
  }
}

/** What an author says of the words that an annotation is about. */
export type Said = Omit<Command & { do: 'create' }, 'do' | 'id' | 'anchor'>;

/** Whether an annotation is what this author said. What was changed later can't be told from what was said otherwise. */
export function saysTheSame(before: Annotation, said: Said, author: string): boolean {
  if (before.author !== author || before.kind !== said.kind) return false;
  return (
    before.modified !== before.created ||
    (before.body === said.body &&
      before.replacement === said.replacement &&
      before.color === said.color &&
      before.tags.join('\n') === said.tags.join('\n'))
  );
}

/** Whether a reply is there; one that nobody asks for is. */
function hasReply({ replies }: Annotation, id: string | null): boolean {
  return id === null || replies.some((reply) => reply.id === id);
}

/** Writes the command's effect. `author` is a member's id, or the reader where none did it; `at` is ISO 8601. */
export function applyCommand(doc: Y.Doc, command: Command, author: string, at: string): void {
  switch (command.do) {
    case 'create':
      writeAnnotation(doc, newAnnotation(command, author, at));
      break;
    case 'edit':
      changeAnnotation(doc, command.annotation, { ...wordsOf(command), modified: at });
      break;
    case 'tag':
      changeAnnotation(doc, command.annotation, { tags: command.tags, modified: at });
      break;
    case 'assign':
      changeAnnotation(doc, command.annotation, { assignee: command.assignee, modified: at });
      break;
    case 'reply':
      reply(doc, command.annotation, command.id, command.body, author, at);
      break;
    case 'edit-reply':
      editReply(doc, command.annotation, command.reply, command.body, at);
      break;
    case 'delete-reply':
      deleteReply(doc, command.annotation, command.reply);
      changeAnnotation(doc, command.annotation, { modified: at });
      break;
    case 'set-status':
      setStatus(doc, command, author, at);
      break;
    case 'anchor':
      changeAnnotation(doc, command.annotation, {
        anchor: command.anchor,
        // The server keeps anchors true on its own account; people read `modified` as what somebody did.
        ...(author === READER_AUTHOR ? {} : { modified: at }),
      });
      break;
    case 'delete':
      deleteAnnotation(doc, command.annotation);
      break;
    default:
      unreachable(command);
  }
}

function newAnnotation(
  { id, kind, anchor, body, replacement, color, tags }: Command & { do: 'create' },
  author: string,
  at: string,
): Annotation {
  return {
    id,
    kind,
    author,
    created: at,
    modified: at,
    anchor,
    body,
    replacement,
    color,
    tags,
    status: 'open',
    statusBy: null,
    statusAt: null,
    assignee: null,
    replies: [],
    reactions: [],
  };
}

function wordsOf({ body, replacement, color }: Command & { do: 'edit' }) {
  return {
    ...(body === undefined ? {} : { body }),
    ...(replacement === undefined ? {} : { replacement }),
    ...(color === undefined ? {} : { color }),
  };
}

function setStatus(
  doc: Y.Doc,
  command: Command & { do: 'set-status' },
  author: string,
  at: string,
): void {
  const { annotation, status, note, anchor } = command;
  changeAnnotation(doc, annotation, {
    status,
    statusBy: author,
    statusAt: at,
    modified: at,
    ...(anchor ? { anchor } : {}),
  });
  if (note !== null) reply(doc, annotation, note.id, note.body, author, at);
}

function reply(
  doc: Y.Doc,
  annotation: string,
  id: string,
  body: string,
  author: string,
  at: string,
): void {
  writeReply(doc, annotation, { id, author, created: at, modified: at, body });
  changeAnnotation(doc, annotation, { modified: at });
}

function editReply(doc: Y.Doc, annotation: string, id: string, body: string, at: string): void {
  const before = readAnnotation(doc, annotation)?.replies.find((item) => item.id === id);
  if (before === undefined) return;
  writeReply(doc, annotation, { ...before, body, modified: at });
  changeAnnotation(doc, annotation, { modified: at });
}
