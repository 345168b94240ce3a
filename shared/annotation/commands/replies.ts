/** Replies of a thread: added, changed and taken out, and always in the order in which a layer is read. */
import type { Annotation, Reply } from '../annotation.ts';
import { byCreation } from '../creation-order.ts';
import { UNCHANGED } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** The reply under an id; undefined where there is none. */
export function replyOf({ replies }: Annotation, id: string): Reply | undefined {
  return replies.find((reply) => reply.id === id);
}

/** What somebody has just written, at a time in ISO 8601. */
export function newReply(id: string, author: string, body: string, at: string): Reply {
  return { id, author, created: at, modified: at, body };
}

/** The annotation with one reply more, or with another one in the place of that of the same id; modified with it. */
export function withReply(annotation: Annotation, reply: Reply): Outcome {
  const others = annotation.replies.filter(({ id }) => id !== reply.id);
  const replies = [...others, reply].sort(byCreation);
  return { kind: 'changed', annotation: { ...annotation, replies, modified: reply.modified } };
}

/** The annotation without a reply; unchanged where it has none of that id. */
export function withoutReply(annotation: Annotation, id: string, modified: string): Outcome {
  const replies = annotation.replies.filter((reply) => reply.id !== id);
  if (replies.length === annotation.replies.length) return UNCHANGED;
  return { kind: 'changed', annotation: { ...annotation, replies, modified } };
}
