/** Forgets the moves of a text that nobody needs any more: threads are tied to the new characters by then, and nobody is offline for so long. */
import type * as Y from 'yjs';
import { movesOf, MOVES_ROOT } from '../../shared/moves/move.ts';
import type { Json, UpdateLog } from '../storage/update-log.ts';
import type { TextRoom } from '../sync/text-room.ts';

/** Who comes back within these has what they typed put where their words have gone. */
const KEPT_DAYS = 30;

const DAY_MS = 86_400_000;

/** The last move that a text had at some time of a day, which is counted from 1970; stored as it is. */
type Mark = readonly [day: number, client: number, clock: number];

/** Keeps a mark for each day on which an article was written in. */
export class OldMoves {
  readonly #log: UpdateLog;
  readonly #now: () => Date;

  constructor(log: UpdateLog, now: () => Date) {
    this.#log = log;
    this.#now = now;
  }

  /** To be called when the anchors of the text's layers are up to date. Done twice, or by two servers, it does the same once. */
  async forget(article: string, room: TextRoom): Promise<void> {
    if (!room.document.idle) return; // what is stored next makes this run again
    const today = Math.floor(this.#now().getTime() / DAY_MS);
    const marks = marksIn(await this.#log.get('moves', article));
    const due = marks.filter(([day]) => day <= today - KEPT_DAYS);
    const kept: Mark[] = marks.slice(due.length);
    const [oldest] = due.slice(-1);
    if (oldest !== undefined) await room.edit(({ doc }) => doc && takeAway(doc, oldest));
    const last = room.document.read(lastMoveOf);
    const newest = kept.at(-1);
    const isNews = last !== null && !(newest?.[1] === last.client && newest[2] === last.clock);
    if (isNews && newest?.[0] !== today) kept.push([today, last.client, last.clock]);
    if (kept.length === marks.length) return;
    await this.#log.commit([{ do: 'put', space: 'moves', key: article, value: kept }]);
  }
}

function marksIn(value: Json | null): readonly Mark[] {
  return (value ?? []) as unknown as readonly Mark[]; // written above
}

/** Null for none. */
function lastMoveOf(doc: Y.Doc): Y.ID | null {
  let last: Y.ID | null = null;
  for (let item = listIn(doc)?._start ?? null; item !== null; item = item.right)
    if (!item.deleted) last = item.lastId;
  return last;
}

/** Takes all moves away up to a marked one. */
function takeAway(doc: Y.Doc, [, client, clock]: Mark): void {
  const moves = listIn(doc);
  let before = 0;
  for (let item = moves?._start ?? null; item !== null; item = item.right) {
    if (item.deleted) continue;
    const within = item.id.client === client ? clock - item.id.clock : -1;
    if (within >= 0 && within < item.length) {
      moves?.delete(0, before + within + 1);
      return;
    }
    before += item.length;
  }
}

function listIn(doc: Y.Doc): Y.Array<unknown> | null {
  return doc.share.has(MOVES_ROOT) ? movesOf(doc) : null;
}
