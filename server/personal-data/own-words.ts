/** What somebody has written in one layer. */
import type * as Y from 'yjs';
import type { Annotation, Reply } from '../../shared/annotation/annotation.ts';
import { byCreation } from '../../shared/annotation/creation-order.ts';
import { mentionedIn } from '../../shared/annotation/mentions.ts';
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

/** Where somebody is named by another person, or by themselves: in a note, or in a reply to it. */
export interface Mention {
  readonly annotation: string;
  /** Id of the reply; null for the note itself. */
  readonly reply: string | null;
  readonly body: string;
}

/** What is one person's own in a layer, and where they are named. */
export interface OwnWords {
  readonly notes: readonly Annotation[];
  readonly replies: readonly OwnReply[];
  readonly reactions: readonly OwnReaction[];
  readonly mentions: readonly Mention[];
}

/** A layer may have thousands of notes: others are served between. A reaction's key is `"EMOJI PERSON"`. */
export function* ownIn(doc: Y.Doc, author: string): CooperativeTask<OwnWords> {
  const notes: Annotation[] = [];
  const replies: OwnReply[] = [];
  const reactions: OwnReaction[] = [];
  const mentions: Mention[] = [];
  for (const annotation of annotationsIn(doc)) {
    const { id } = annotation;
    if (annotation.author === author) notes.push(annotation);
    for (const reply of annotation.replies)
      if (reply.author === author) replies.push({ annotation: id, reply });
    for (const [emoji = '', person] of annotation.reactions.map((key) => key.split(' ')))
      if (person === author) reactions.push({ annotation: id, emoji });
    for (const { reply, body } of bodiesOf(annotation))
      if (mentionedIn(body).includes(author)) mentions.push({ annotation: id, reply, body });
    yield;
  }
  return { notes: notes.sort(byCreation), replies, reactions, mentions };
}

function bodiesOf({ body, replies }: Annotation) {
  return [{ reply: null, body }, ...replies.map((one) => ({ reply: one.id, body: one.body }))];
}
