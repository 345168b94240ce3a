/** Cuts lists into pages. */
import type { Page } from './answers.ts';

/** The page behind the cursor, which is the offset of its first item. */
export function pageOf<T>(items: readonly T[], cursor: string | undefined, size: number): Page<T> {
  const from = Number(cursor ?? 0); // digits: `shared/wire/requests.ts` reads nothing else as a cursor
  const to = from + size;
  return { items: items.slice(from, to), next: to < items.length ? String(to) : null };
}
