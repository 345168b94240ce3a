/** Takes what was said of an article in the file that it came from into its layer for comments, under the names in the file. */
import {
  MAX_FOREIGN_NAME,
  foreignAuthor,
  unmarkedName,
} from '../../shared/annotation/foreign-author.ts';
import type { Command } from '../../shared/annotation/commands/command-table.ts';
import type { Layer } from '../../shared/article/article.ts';
import { withLineFeeds } from '../../shared/article/typed-words.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { cleanName } from '../../shared/wire/fields.ts';
import type { ImportedRemark, ImportedThread } from '../formats/format.ts';
import { StoreUnavailableError } from '../sync/group-commit.ts';
import type { LayerRoom } from '../sync/layer-room.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { TextRoom } from '../sync/text-room.ts';
import type { Layers } from './layers.ts';
import { anchorOf } from './target.ts';

/** Where they go. `now` is the time of what the file gives no time to, and of what it says will be. */
export interface ImportedThreadsParts {
  readonly layers: Layers;
  readonly rooms: Rooms;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** So many are under way at once: they are stored together, and others get their turn between. */
const AT_ONCE = 50;
/** As many UTF-16 units as a note may have, and quote. */
const MAX_WORDS = 20_000;
const CUT = '…';
/** Of who has no name in the file. */
const NAMELESS = 'Unknown';

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
  const taker = new Taker(layer, room, text, actor, parts);
  const taken: ImportedThread[] = [];
  for (let at = 0; at < threads.length; at += AT_ONCE) {
    const slice = threads.slice(at, at + AT_ONCE);
    const made = await Promise.all(slice.map((thread) => taker.take(thread)));
    taken.push(...slice.filter((_, index) => made[index]));
  }
  return [...takenSentence(taken), ...lostSentence(threads.length - taken.length)];
}

class Taker {
  readonly #layer: Layer;
  readonly #room: LayerRoom;
  readonly #text: TextRoom;
  readonly #actor: Actor;
  readonly #parts: ImportedThreadsParts;

  constructor(
    layer: Layer,
    room: LayerRoom,
    text: TextRoom,
    actor: Actor,
    parts: ImportedThreadsParts,
  ) {
    [this.#layer, this.#room, this.#text] = [layer, room, text];
    [this.#actor, this.#parts] = [actor, parts];
  }

  /** Gives whether the thread was made; what of it comes later may still find no room. */
  async take(thread: ImportedThread): Promise<boolean> {
    try {
      return await this.#take(thread);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      return false;
    }
  }

  async #take(thread: ImportedThread): Promise<boolean> {
    const { newId } = this.#parts;
    const replacement = thread.replacement === null ? null : shortened(thread.replacement);
    const to = Math.min(thread.to, thread.from + MAX_WORDS - CHARACTER);
    const range = { from: thread.from, to };
    const anchor = anchorOf(this.#text.index, range, replacement);
    if (!anchor.ok) return false;
    const id = newId();
    const isMade = await this.#perform(
      {
        do: 'create',
        id,
        kind: replacement === null ? 'comment' : 'suggestion',
        anchor: anchor.value,
        body: shortened(thread.body),
        replacement,
        color: null,
        tags: [],
      },
      authorOf(thread),
      thread.at,
    );
    if (!isMade) return false;
    // Each is staged when it is given, and all are stored together.
    await Promise.all(
      thread.replies.map((reply) => {
        const body = shortened(reply.body);
        const command = { do: 'reply', annotation: id, id: newId(), body } as const;
        return this.#perform(command, authorOf(reply), reply.at);
      }),
    );
    if (thread.isResolved) await this.#resolve(id, thread);
    return true;
  }

  /** Files say that a thread is settled, but not by whom or when: after the last word in it. */
  #resolve(annotation: string, thread: ImportedThread): Promise<boolean> {
    const said = [thread, ...thread.replies].flatMap(({ at }) => (at === null ? [] : at));
    const last = said.toSorted().at(-1) ?? null;
    const command = { do: 'set-status', annotation, status: 'resolved', note: null } as const;
    return this.#perform(command, null, last);
  }

  async #perform(command: Command, author: string | null, at: string | null): Promise<boolean> {
    const now = this.#parts.now().toISOString();
    const said = { author, at: at === null || at > now ? now : at };
    const performed = await this.#room.perform(command, this.#layer, this.#actor, {
      via: 'import',
      said,
    });
    return performed.ok;
  }
}

/** The ends of a quote may move outwards by a character, which may have many units. */
const CHARACTER = 100;

function authorOf({ author }: ImportedRemark): string {
  return foreignAuthor(unmarkedName(cleanName(author, MAX_FOREIGN_NAME)) || NAMELESS);
}

function shortened(words: string): string {
  const whole = withLineFeeds(words.toWellFormed());
  if (whole.length <= MAX_WORDS) return whole;
  return whole.slice(0, MAX_WORDS - CUT.length).toWellFormed() + CUT;
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
