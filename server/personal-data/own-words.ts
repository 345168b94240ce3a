/** What somebody has written in one layer. */
import type * as Y from 'yjs';
import type { Annotation, Reply } from '../../shared/annotation/annotation.ts';
import { byCreation } from '../../shared/annotation/creation-order.ts';
import { annotationsIn } from '../../shared/annotation/layer-document.ts';
import type { CooperativeTask } from '../cooperative-task.ts';

/** A reply, and the annotation whose thread it is in. */
export interface OwnReply {
  readonly annotation: string;
  readonly reply: Reply;
}

/** A reaction to an annotation. */
export interface OwnReaction {
  readonly annotation: string;
  readonly emoji: string;
}

/** What is one person's own in a layer. */
export interface OwnWords {
  readonly notes: readonly Annotation[];
  readonly replies: readonly OwnReply[];
  readonly reactions: readonly OwnReaction[];
}

/** A layer may have thousands of notes: others are served between. A reaction's key is `"EMOJI PERSON"`. */
export function* ownIn(doc: Y.Doc, author: string): CooperativeTask<OwnWords> {
  const notes: Annotation[] = [];
  const replies: OwnReply[] = [];
  const reactions: OwnReaction[] = [];
  for (const annotation of annotationsIn(doc)) {
    const { id } = annotation;
    if (annotation.author === author) notes.push(annotation);
    for (const reply of annotation.replies)
      if (reply.author === author) replies.push({ annotation: id, reply });
    for (const [emoji = '', person] of annotation.reactions.map((key) => key.split(' ')))
      if (person === author) reactions.push({ annotation: id, emoji });
    yield;
  }
  return { notes: notes.sort(byCreation), replies, reactions };
}
