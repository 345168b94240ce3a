/** Whom a change of a thread concerns, and why. */
import type { Annotation } from '../../shared/annotation/annotation.ts';
import { mentionedIn } from '../../shared/annotation/mentions.ts';

/** Why somebody hears of it; of several reasons the first counts. */
export const REASONS = ['mention', 'assignment', 'reply'] as const;
/** One of `REASONS`. */
export type Reason = (typeof REASONS)[number];

/** Somebody whom it concerns. */
export interface Concern {
  /** Id of a member or guest. */
  readonly person: string;
  readonly reason: Reason;
  /** The reply that it is about; null for the annotation itself. */
  readonly reply: string | null;
}

/** Everybody but `by`, each once. `before` is null for what was just made. */
export function concernedBy(
  before: Annotation | null,
  after: Annotation,
  by: string,
): readonly Concern[] {
  const all = [
    ...mentionsMade(before, after),
    ...assignment(before, after),
    ...repliesMade(before, after),
  ];
  const first = new Map<string, Concern>();
  for (const concern of all)
    if (concern.person !== by && !first.has(concern.person)) first.set(concern.person, concern);
  return [...first.values()];
}

function mentionsMade(before: Annotation | null, after: Annotation): Concern[] {
  const reason = 'mention';
  const inFirst = newlyIn(before?.body ?? '', after.body);
  const wereThere = new Map(before?.replies.map((reply) => [reply.id, reply.body]));
  return [
    ...inFirst.map((person): Concern => ({ person, reason, reply: null })),
    ...after.replies.flatMap(({ id, body }) =>
      newlyIn(wereThere.get(id) ?? '', body).map((person): Concern => ({
        person,
        reason,
        reply: id,
      })),
    ),
  ];
}

function newlyIn(before: string, after: string): string[] {
  const were = new Set(mentionedIn(before));
  return mentionedIn(after).filter((person) => !were.has(person));
}

function assignment(before: Annotation | null, { assignee }: Annotation): Concern[] {
  if (assignee === null || assignee === before?.assignee) return [];
  return [{ person: assignee, reason: 'assignment', reply: null }];
}

function repliesMade(before: Annotation | null, after: Annotation): Concern[] {
  if (before === null) return [];
  const were = new Set(before.replies.map(({ id }) => id));
  const made = after.replies.filter(({ id }) => !were.has(id));
  const { author, assignee, replies } = before;
  const part = [
    author,
    ...(assignee === null ? [] : [assignee]),
    ...replies.map((one) => one.author),
  ];
  return made.flatMap(({ id }) =>
    part.map((person): Concern => ({ person, reason: 'reply', reply: id })),
  );
}
