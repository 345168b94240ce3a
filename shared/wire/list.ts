/** Lists come in pages: `{items, next}`, and `next` is the cursor of the page after. */
import * as z from 'zod/mini';

/** A page of a list; `next` is null on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The schema of an answer with a list, whose items have this schema. */
export function page<Item extends z.ZodMiniType>(item: Item) {
  return z.object({ items: z.array(item), next: z.nullable(z.string()) });
}

/** The field of a query that asks for a later page of what `pageOf` cuts. */
export const cursor = z.optional(
  z.string().check(z.regex(/^\d{1,9}$/, 'A cursor is the “next” of the page before.')),
);

/** How many characters of JSON a page has, but for its last item, which may go beyond. */
const MAX_CHARACTERS = 1_000_000;

/**
 * The page at a cursor that `cursor` has read, which is the offset of the page's first item; the first where there is none. It has
 * at most `size` items, and fewer where these are long.
 */
export function pageOf<T>(items: readonly T[], at: string | undefined, size: number): Page<T> {
  const from = Number(at ?? 0);
  const to = from + countFitting(items.slice(from, from + size));
  return { items: items.slice(from, to), next: to < items.length ? String(to) : null };
}

/** How many of these fit on a page together; always one. */
export function countFitting(items: readonly unknown[]): number {
  let [count, characters] = [0, 0];
  for (const item of items) {
    if (characters > MAX_CHARACTERS) break;
    characters += JSON.stringify(item).length;
    count += 1;
  }
  return count;
}
