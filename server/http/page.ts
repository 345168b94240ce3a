/** Cuts lists into pages. */
import type { Page } from '../../shared/wire/answers.ts';

/** The page behind the cursor, which is the offset of its first item; an unreadable cursor gives the first page. */
export function pageOf<T>(items: readonly T[], cursor: string | undefined, size: number): Page<T> {
  const from = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const to = from + size;
  return { items: items.slice(from, to), next: to < items.length ? String(to) : null };
}
