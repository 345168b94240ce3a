/** The letter of what concerns a member in threads. */
import { unreachable } from '../../shared/unreachable.ts';
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
export function subjectOf(said: readonly Said[], workspace: string): string {
  const [only] = said;
  if (said.length === 1 && only !== undefined) return `${sentenceOf(only)} (${workspace})`;
  return `${said.length} notices from ${workspace}`;
}

/** As plain text; `more` is how many there were that are not said. */
export function letterOf(said: readonly Said[], more: number, settings: string): string {
  const parts = said.map((one) => {
    const on = `On “${shortened(one.exact, MOST_QUOTED)}”`;
    const words = one.words === '' ? [] : [quoted(shortened(one.words, MOST_WORDS))];
    return [`${sentenceOf(one)}.`, on, ...words, one.link].join('\n');
  });
  const rest = more === 0 ? [] : [`There is more of this, ${more} in all.`];
  const foot = `You get this since you are mentioned, assigned or part of these threads. Switch it off here:\n${settings}`;
  return [...parts, ...rest, foot, ''].join('\n\n');
}

function sentenceOf({ reason, by, title }: Said): string {
  const where = `“${shortened(title, MOST_QUOTED)}”`;
  switch (reason) {
    case 'mention':
      return `${by} mentioned you in ${where}`;
    case 'reply':
      return `${by} replied in ${where}`;
    case 'assignment':
      return `${by} assigned a thread to you in ${where}`;
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
