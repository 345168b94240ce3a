/** Checks that the search's record of a text is what the text says. */
import { textIndex } from '../../shared/anchor/text-index.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { projectText, textKey, textRow, toTextRow } from '../projections/search-rows.ts';
import { DamagedEntryError } from '../storage/damage.ts';
import type { UpdateLog } from '../storage/update-log.ts';
import type { RoomCheck } from './check-room.ts';

/**
 * A record of an older state of the text, or none yet, is no fault: it comes when the text rests, or with the next start. It is put
 * right with the others, but only those are counted.
 */
export async function checkTextRow(
  log: UpdateLog,
  article: string,
  { doc, next }: RoomCheck & { readonly state: 'sound' },
  rebuild: boolean,
): Promise<{ readonly isWrong: boolean; readonly rebuilt: number }> {
  const value = await log.get('search', textKey(article)).catch(nullIfDamaged);
  const row = value === null ? null : toTextRow(value);
  // What was stored since the room was read.
  if (row !== null && row.next > next) return RIGHT;
  const fragment = doc.getXmlFragment(ARTICLE_ROOT);
  const wanted = textRow(fragment, textIndex(fragment).text, next);
  if (row?.next === next && row.text === wanted.text) return RIGHT;
  if (rebuild) await log.commit([projectText(article, wanted)]);
  const isWrong = row?.next === next;
  return { isWrong, rebuilt: rebuild && isWrong ? 1 : 0 };
}

const RIGHT = { isWrong: false, rebuilt: 0 } as const;

/** Others report it. */
function nullIfDamaged(error: unknown): null {
  if (error instanceof DamagedEntryError) return null;
  throw error;
}
