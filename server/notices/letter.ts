/** The letter of what concerns a member in threads. */
import { unreachable } from '../../shared/unreachable.ts';
import type { LetterWords } from '../letters/letter-words.ts';
import type { Reason } from './concerned.ts';

/** One thing that a letter says, with words that its reader may have. */
export interface Said {
  readonly reason: Reason;
  /** Name of who did it. */
  readonly by: string;
  /** Title of the article. */
  readonly title: string;
  /** What the thread is on. */
  readonly exact: string;
  /** What was written; empty where it is about no words. */
  readonly words: string;
  /** Address of the thread. */
  readonly link: string;
}

/** In UTF-16 units, of a note and of a quotation. */
const MOST_WORDS = 500;
const MOST_QUOTED = 80;

/** One notice is told in the subject itself, as far as it is no words of anybody's. */
export function subjectOf(said: readonly Said[], workspace: string, words: LetterWords): string {
  const [only] = said;
  if (said.length === 1 && only !== undefined) return `${sentenceOf(only, words)} (${workspace})`;
  return words.notices.several(said.length, workspace);
}

/** As plain text; `more` is how many there were that are not said. */
export function letterOf(
  said: readonly Said[],
  more: number,
  settings: string,
  language: LetterWords,
): string {
  const { notices } = language;
  const parts = said.map((one) => {
    const on = notices.on(shortened(one.exact, MOST_QUOTED));
    const words = one.words === '' ? [] : [quoted(shortened(one.words, MOST_WORDS))];
    return [`${sentenceOf(one, language)}.`, on, ...words, one.link].join('\n');
  });
  const rest = more === 0 ? [] : [notices.more(more)];
  return [...parts, ...rest, `${notices.why}\n${settings}`, ''].join('\n\n');
}

function sentenceOf({ reason, by, title }: Said, { notices }: LetterWords): string {
  const where = shortened(title, MOST_QUOTED);
  switch (reason) {
    case 'mention':
      return notices.mention(by, where);
    case 'reply':
      return notices.reply(by, where);
    case 'assignment':
      return notices.assignment(by, where);
    default:
      return unreachable(reason);
  }
}

function quoted(words: string): string {
  return words
    .split(/\r\n?|\n/)
    .map((line) => `> ${line}`)
    .join('\n');
}

function shortened(words: string, most: number): string {
  const trimmed = words.trim();
  return trimmed.length <= most
    ? trimmed
    : `${trimmed.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
