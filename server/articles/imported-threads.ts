/** Takes what was said of an article in the file that it came from into its layer for comments, under the names in the file. */
import type { Actor } from '../../shared/policy/actor.ts';
import type { ImportedThread } from '../formats/format.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { TextRoom } from '../sync/text-room.ts';
import type { Layers } from './layers.ts';
import { anchorOf } from './target.ts';
import { ThreadTaker, authorOf, shortened } from './thread-taker.ts';
import type { ThreadTakerParts } from './thread-taker.ts';

/** Where they go. */
export interface ImportedThreadsParts extends ThreadTakerParts {
  readonly layers: Layers;
  readonly rooms: Rooms;
}

/** So many are under way at once: they are stored together, and others get their turn between. */
const AT_ONCE = 50;
/** As many UTF-16 units as a note may quote. */
const MAX_WORDS = 20_000;
/** The ends of a quote may move outwards by a character, which may have many units. */
const CHARACTER = 100;

/**
 * Makes the threads, each by commands of `actor`, whom the policy is asked about. Gives sentences on what came of them: one that
 * can't be made is counted and left out, and so is each whose turn comes when the store takes nothing any more.
 */
export async function takeThreads(
  threads: readonly ImportedThread[],
  article: string,
  actor: Actor,
  parts: ImportedThreadsParts,
): Promise<string[]> {
  if (threads.length === 0) return [];
  const layer = (await parts.layers.readable(article, actor)).find(
    ({ purpose }) => purpose === 'comments',
  );
  const text = await parts.rooms.text(article);
  const room = layer === undefined ? null : await parts.rooms.layer(layer);
  if (layer === undefined || room === null || text === null) return lostSentence(threads.length);
  const taker = new ThreadTaker(layer, room, actor, parts);
  const taken: ImportedThread[] = [];
  for (let at = 0; at < threads.length; at += AT_ONCE) {
    const slice = threads.slice(at, at + AT_ONCE);
    const made = await Promise.all(slice.map((thread) => take(thread, taker, text)));
    taken.push(...slice.filter((_, index) => made[index]));
  }
  return [...takenSentence(taken), ...lostSentence(threads.length - taken.length)];
}

/** Gives whether the thread was made. */
async function take(thread: ImportedThread, taker: ThreadTaker, text: TextRoom): Promise<boolean> {
  const { from, replacement } = thread;
  const range = { from, to: Math.min(thread.to, from + MAX_WORDS - CHARACTER) };
  const anchor = anchorOf(text.index, range, replacement && shortened(replacement));
  return anchor.ok && (await taker.take(thread, anchor.value));
}

function takenSentence(threads: readonly ImportedThread[]): string[] {
  if (threads.length === 0) return [];
  const suggestions = threads.filter(({ replacement }) => replacement !== null).length;
  const replies = threads.reduce((sum, thread) => sum + thread.replies.length, 0);
  const authors = threads.flatMap((thread) => [thread, ...thread.replies].map(authorOf));
  const kinds = [
    ...counted(threads.length - suggestions, 'comment'),
    ...counted(replies, 'reply', 'replies'),
    ...counted(suggestions, 'suggestion'),
  ];
  const people = counted(new Set(authors).size, 'person', 'people').join('');
  return [`${listed(kinds)} by ${people} came with it.`];
}

function lostSentence(count: number): string[] {
  if (count === 0) return [];
  const what = counted(count, 'comment or suggestion', 'comments or suggestions').join('');
  return [`${what} could not be taken along.`];
}

function counted(count: number, one: string, several = `${one}s`): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
