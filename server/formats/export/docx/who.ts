/** Who did something and when, as comments and tracked changes say it. */
import type { Reply } from '../../../../shared/annotation/annotation.ts';
import { exactTime } from '../facts.ts';
import type { AnnotatedCopy } from '../../format.ts';
import type { Attributes } from './xml.ts';

/** Longer names are cut: Word refuses a file with one. */
const MOST_CHARACTERS = 100;

/** The name as it may stand in the file; never empty. */
export function authorName(author: string, copy: AnnotatedCopy): string {
  const name = copy.nameOf(author).replace(/\s+/g, ' ').trim();
  const characters = Array.from(name);
  return characters.length === 0 ? 'Somebody' : characters.slice(0, MOST_CHARACTERS).join('');
}

/** The `w:author` and `w:date` of an element. */
export function madeBy(made: Pick<Reply, 'author' | 'created'>, copy: AnnotatedCopy): Attributes {
  return { 'w:author': authorName(made.author, copy), 'w:date': wordTime(made.created) };
}

/** To the second; null for what is no time, or one that four digits can't tell the year of. */
export function wordTime(iso: string): string | null {
  const exact = exactTime(iso);
  return exact !== null && /^\d/.test(exact) ? `${exact.slice(0, 19)}Z` : null;
}

/** The first letters of the first and the last word of a name. */
export function initialsOf(name: string): string {
  const firsts = name.split(' ').flatMap((word) => /[\p{L}\p{N}]/u.exec(word) ?? []);
  return [firsts[0], firsts.length > 1 ? firsts.at(-1) : ''].join('').toUpperCase();
}
