/** All that was chosen for an annotated copy, and which threads are in it by that. */
import type { CopyNaming, NotePlace, Suggestions } from '../article/copy-choices.ts';
import type { Annotation, Kind, Status } from './annotation.ts';
import { KIND_FACTS } from './kinds.ts';
import type { KindFacts } from './kinds.ts';

/** All that was chosen, with the defaults filled in. */
export interface CopyChoices {
  /** Null for all, as in the next one. */
  readonly kinds: readonly Kind[] | null;
  readonly statuses: readonly Status[] | null;
  readonly names: CopyNaming;
  readonly notes: NotePlace;
  readonly suggestions: Suggestions;
  /** A thread is in the copy where it was begun at this time or later; a date (UTC) or a time, ISO 8601. Null for any. */
  readonly from: string | null;
  /** The last such time, and where it is a date all of that day. */
  readonly to: string | null;
  /** Whether it begins with what the catalogue knows of the article, for programs that build sites. */
  readonly frontMatter: boolean;
}

/** Whether a thread is in the copy by its kind, its status and when it was begun; its layer is chosen apart. */
export function isChosen(
  { kind, status, created }: Pick<Annotation, 'kind' | 'status' | 'created'>,
  choices: CopyChoices,
): boolean {
  const isKind = choices.kinds?.includes(kind) ?? true;
  const isStatus = choices.statuses?.includes(status) ?? true;
  return isKind && isStatus && isWithinTimes(created, choices);
}

/** Whether it is what `suggestions` is about: what people propose in the workspace. What a reader reports is looked at first. */
export function isOpenSuggestion({
  kind,
  status,
  replacement,
}: Pick<Annotation, 'kind' | 'status' | 'replacement'>): boolean {
  const { writing }: KindFacts = KIND_FACTS[kind];
  return writing?.form?.replaces === true && status === 'open' && replacement !== null;
}

/** Whether the times leave no moment between them. */
export function areTimesEmpty({ from, to }: Pick<CopyChoices, 'from' | 'to'>): boolean {
  return from !== null && to !== null && firstOf(from) > lastOf(to);
}

function isWithinTimes(created: string, { from, to }: Pick<CopyChoices, 'from' | 'to'>): boolean {
  const at = Date.parse(created);
  if (from !== null && !(at >= firstOf(from))) return false;
  return to === null || at <= lastOf(to);
}

const DAY_MS = 24 * 60 * 60 * 1000;

function firstOf(time: string): number {
  return Date.parse(time);
}

function lastOf(time: string): number {
  return Date.parse(time) + (time.includes('T') ? 0 : DAY_MS - 1);
}
