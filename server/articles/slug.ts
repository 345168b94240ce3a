/** Makes the last part of a published page's address out of a title. */
import { foldSlug } from '../../shared/article/slug.ts';

const MAX_LENGTH = 80;

/** Letters and digits of any script, lower case, joined by hyphens; `article` where none are left. */
export function slugOf(title: string): string {
  const words = foldSlug(title).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > MAX_LENGTH) break;
    slug = longer;
  }
  return slug === '' ? 'article' : slug;
}

/** The slug, or the first of `slug-2`, `slug-3`, … that is free. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  let free = slug;
  for (let number = 2; taken.has(free); number += 1) free = `${slug}-${number}`;
  return free;
}
