/** Whom one may mean by an `@` in a note: found by the beginning of a name or of one of its words. */
import type { Mentionable } from '../../../shared/annotation/mentions.ts';
import { compareWords } from '../../ui/language/formats.ts';

/** What stands between an `@` and the caret. */
export interface MentionQuery {
  /** Of the `@`, in UTF-16 units. */
  readonly from: number;
  readonly words: string;
}

/** Somebody who may be meant. */
export interface MentionChoice extends Mentionable {
  /** Whether they read the layer, and so hear of it. */
  readonly reads: boolean;
}

/** More would hide the text that one writes about. */
const MOST_CHOICES = 8;

/** The `@` that is being written at the caret; null where there is none, or it is in an address. */
export function mentionQuery(words: string, caret: number): MentionQuery | null {
  const found = /(?:^|[^\p{L}\p{N}\\[])@([^@\n]{0,60})$/u.exec(words.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { from: caret - query.length - 1, words: query };
}

/** The first of those who fit, in order: who reads the layer before who doesn't, then by name. */
export function choicesFor(
  query: string,
  people: readonly MentionChoice[],
): readonly MentionChoice[] {
  const sought = folded(query);
  return people
    .filter(({ label }) => isBeginning(sought, folded(label)))
    .toSorted(
      (one, other) =>
        Number(other.reads) - Number(one.reads) || compareWords(one.label, other.label),
    )
    .slice(0, MOST_CHOICES);
}

function isBeginning(sought: string, name: string): boolean {
  return name.startsWith(sought) || name.split(' ').some((word) => word.startsWith(sought));
}

/** Without accents and case, which people leave out. */
function folded(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
