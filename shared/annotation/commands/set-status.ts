/** Resolves or reopens a thread, accepts or declines a proposal, with a word on why where somebody has one. */
import * as z from 'zod/mini';
import { TypedWords } from '../../article/typed-words.ts';
import { READER_AUTHOR, STATUSES } from '../annotation.ts';
import type { Annotation, Reply, Status } from '../annotation.ts';
import { defineChange, ONE } from './command-definition.ts';
import { STALE, UNCHANGED } from './outcome.ts';
import { newReply, replyOf, withReply } from './replies.ts';

/** The body over HTTP; the server gives the note its id. `revision` is the one that the sender saw: where the annotation has another by now, the change is refused. */
export const StatusChange = z.strictObject({
  status: z.enum(STATUSES),
  note: z.optional(TypedWords.check(z.trim(), z.maxLength(2000))),
  revision: z.optional(z.int().check(z.minimum(0))),
});
/** As it was read: the note trimmed, and left out where none was sent. */
export type StatusChange = z.output<typeof StatusChange>;

const SHAPE = {
  status: z.enum(STATUSES),
  note: z.nullable(z.object({ id: z.string(), body: z.string() })),
  revision: z.optional(z.number()),
};

/**
 * Sets a status. Refused where a `revision` is given that isn't the annotation's own: somebody changed it meanwhile. A note
 * becomes a reply. Where the status changes the text, the caller does that, and gives the anchor on the new words with the
 * occasion.
 */
export const setStatus = defineChange('set-status', SHAPE, {
  http: {
    method: 'POST',
    path: `${ONE}/status`,
    summary: 'Resolve, reopen, accept (which applies the replacement to the text) or decline',
    body: StatusChange,
    toBody: ({ status, note, revision }) => ({ status, note: note?.body, revision }),
    toFields: ({ status, note, revision }, { newId }) => ({
      status,
      revision,
      note: note ? { id: newId(), body: note } : null,
    }),
  },
  permission: ({ status }, annotation) =>
    isDecision(status) || isDecision(annotation?.status)
      ? 'accept or decline'
      : 'resolve or reopen',
  isNewWriting: false,
  audit: {
    action: 'status changed',
    facts: ({ status: from }, after) =>
      after === null || after.status === from ? null : { from, to: after.status },
  },
  words: ({ note }) => note?.body ?? '',
  apply(annotation, command, { by, at, anchor = annotation.anchor }) {
    const { status, note, revision = annotation.revision } = command;
    const isSeen = revision === annotation.revision;
    if (isDone(annotation, status, note, by) && (isSeen || annotation.statusBy === by))
      return UNCHANGED;
    if (!isSeen) return STALE;
    const settled = {
      ...annotation,
      status,
      statusBy: by,
      statusAt: at,
      anchor,
      modified: at,
      revision: annotation.revision + 1,
    };
    if (note === null) return { kind: 'changed', annotation: settled };
    return withReply(settled, newReply(note.id, by ?? READER_AUTHOR, note.body, at));
  },
});

/** Taking back an accept or decline is as weighty as making it, so that needs the same right. */
function isDecision(status: Status | undefined): boolean {
  return status === 'accepted' || status === 'declined';
}

type Note = { readonly id: string; readonly body: string } | null;

/** A note that is there says that the command was done, whatever has become of the status since. */
function isDone(annotation: Annotation, status: Status, note: Note, by: string | null): boolean {
  if (note !== null && replyOf(annotation, note.id) !== undefined) return true;
  return annotation.status === status && (note === null || hasSaid(annotation, note.body, by));
}

/** HTTP gives a note another id each time that it is sent; the one that came with the status is as old as the status. */
function hasSaid(
  { replies, statusBy, statusAt }: Annotation,
  words: string,
  by: string | null,
): boolean {
  const own = by ?? READER_AUTHOR;
  const isIt = ({ author, created, body }: Reply): boolean =>
    author === own && created === statusAt && body === words;
  return statusBy === by && replies.some(isIt);
}
