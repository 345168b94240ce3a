/** Finds threads among all of an article by words and by what they are. */
import type { Kind, PlacedAnnotation, Status } from '../../../shared/annotation/annotation.ts';
import { isMentionedIn } from '../../../shared/annotation/mentions.ts';
import { fullNameOf, plainly } from '../../ui/words/thread-words.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { passes } from './annotations-view.ts';

/** What is sought; null and false ask for nothing. */
export interface ThreadFilter {
  readonly words: string;
  readonly layer: string | null;
  readonly kind: Kind | null;
  /** Id of somebody who has written in it. */
  readonly person: string | null;
  readonly status: Status | null;
  readonly isMine: boolean;
  readonly isMention: boolean;
  readonly isNew: boolean;
}

/** Asks for nothing. */
export const EVERY_THREAD: ThreadFilter = {
  words: '',
  layer: null,
  kind: null,
  person: null,
  status: null,
  isMine: false,
  isMention: false,
  isNew: false,
};

/** Who looks, whom they know, and what is new to them. */
export interface ThreadSeeker {
  readonly me: string | null;
  readonly people: People;
  readonly unread: ReadonlySet<string>;
}

/** Those that fit all that is asked, in their order, the pinned ones first. */
export function findThreads(
  all: readonly PlacedAnnotation[],
  filter: ThreadFilter,
  seeker: ThreadSeeker,
): readonly PlacedAnnotation[] {
  const sought = folded(filter.words).split(' ').filter(Boolean);
  const found = all.filter(
    (thread) => fits(thread, filter, seeker) && says(thread, sought, seeker),
  );
  return [...found.filter(({ pinned }) => pinned), ...found.filter(({ pinned }) => !pinned)];
}

/** Ids of all who have written in these threads, each once. */
export function writersOf(all: readonly PlacedAnnotation[]): readonly string[] {
  return [
    ...new Set(all.flatMap(({ author, replies }) => [author, ...replies.map((one) => one.author)])),
  ];
}

function fits(
  thread: PlacedAnnotation,
  { layer, kind, person, status, isMine, isMention, isNew }: ThreadFilter,
  { me, unread }: ThreadSeeker,
): boolean {
  return (
    (layer === null || thread.layer === layer) &&
    (kind === null || thread.kind === kind) &&
    (status === null || thread.status === status) &&
    (person === null || writersOf([thread]).includes(person)) &&
    (!isMine || passes(thread, 'mine', me)) &&
    (!isMention || (me !== null && isMentionedIn(me, thread))) &&
    (!isNew || unread.has(thread.id))
  );
}

/** Whether each of the words is in it somewhere. */
function says(
  { anchor, body, replacement, tags, author, replies }: PlacedAnnotation,
  sought: readonly string[],
  { people }: ThreadSeeker,
): boolean {
  if (sought.length === 0) return true;
  const remarks = [{ author, body }, ...replies];
  const said = [
    anchor.exact,
    replacement ?? '',
    ...tags,
    ...remarks.flatMap((one) => [fullNameOf(one.author, people), plainly(one.body, people)]),
  ];
  const words = folded(said.join('\n'));
  return sought.every((one) => words.includes(one));
}

/** Without case, accents and the difference between blanks. */
function folded(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').toLocaleLowerCase();
}
