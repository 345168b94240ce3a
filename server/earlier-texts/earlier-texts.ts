/** Texts as they were before most of their words went: kept for thirty days, and brought back. */
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Store } from '../storage/store.ts';
import type { Entry, LogReads, Write } from '../storage/update-log.ts';
import { wordsIn } from '../sync/removals.ts';
import type { RemovedFrom } from '../sync/removals.ts';
import type { Rooms } from '../sync/rooms.ts';
import { documentOf } from '../sync/stored-document.ts';
import type { KeptTexts } from '../sync/submissions.ts';
import { bringBackWords } from '../words/bring-back-words.ts';
import { missingIn, sumOf } from '../words/word-counts.ts';
import { piecesOf, updatesIn } from './kept-text.ts';
import { KEPT_MS, whichStay } from './which-stay.ts';
import type { KeptFacts } from './which-stay.ts';

const SPACE = 'earlier';

/** One of an article's texts as it was. */
export interface EarlierText extends KeptFacts {
  /** How many words it has, and how many of them went then. */
  readonly words: number;
  readonly removed: number;
  /** How many blobs hold it. */
  readonly pieces: number;
  /** From when on it can't be brought back any more; ISO 8601. */
  readonly goes: string;
}

/** `failed` hears of what goes wrong after a text was kept. */
export interface EarlierTextsOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly failed: (error: unknown) => void;
}

/**
 * Keeps them in the commit that takes the words away, each as a record with its blobs. What is too much is taken out right
 * afterwards, and each hour: in the order of `whichStay`.
 */
export class EarlierTexts implements KeptTexts {
  readonly #options: EarlierTextsOptions;

  constructor(options: EarlierTextsOptions) {
    this.#options = options;
  }

  /** The writes that keep a text. */
  writes(article: string, { updates, words, removed }: RemovedFrom, by: Actor): Write[] {
    const { now, newId } = this.#options;
    const id = newId();
    const at = now();
    const pieces = piecesOf(updates);
    const value: EarlierText = {
      id,
      at: at.toISOString(),
      by: isPerson(by) ? by.id : null,
      bytes: pieces.reduce((sum, { byteLength }) => sum + byteLength, 0),
      words,
      removed,
      pieces: pieces.length,
      goes: new Date(at.getTime() + KEPT_MS).toISOString(),
    };
    return [
      { do: 'put', space: SPACE, key: `${article}/${id}`, value: { ...value } },
      ...pieces.map((bytes, nth): Write => ({
        do: 'put blob',
        key: blobKey(article, id, nth),
        bytes,
      })),
    ];
  }

  /** Makes room where there are too many now. */
  kept(article: string): void {
    this.#makeRoom(article).catch(this.#options.failed);
  }

  /** Those of an article that can be brought back, the last one first. */
  async of(article: string): Promise<EarlierText[]> {
    const { store, now } = this.#options;
    return whichStay(await textsOf(store.log, article), now());
  }

  /**
   * Makes the article's text what it was then. What it is now is kept in its turn, where it has words that go with that; what
   * nobody has touched since stays. `not-found` where there is none; `too-large` where the text's history has no room for it. The
   * caller has asked the policy.
   */
  async bringBack(article: string, id: string, actor: Actor, rooms: Rooms): Promise<Result<null>> {
    const text = (await this.of(article)).find((one) => one.id === id);
    const room = text && (await rooms.text(article));
    if (!text || !room) return failed('not-found');
    const updates = await this.#read(article, text);
    if (updates === null) return failed('not-found');
    if (room.document.history.byteLength + text.bytes > LIMITS.maxTextBytes)
      return failed('too-large', 'This article has too long a history to bring a text back.');
    const earlier = documentOf(updates);
    try {
      const root = earlier.getXmlFragment(ARTICLE_ROOT);
      const words = wordsIn(earlier);
      await room.edit(
        (live) => bringBackWords(live, root),
        ({ staged, stagedUpdates }) => {
          const there = wordsIn(staged.doc);
          const was = { words: sumOf(there), removed: missingIn(there, words) };
          if (was.removed === 0) return [];
          return this.writes(article, { ...was, updates: stagedUpdates }, actor);
        },
      );
    } finally {
      earlier.destroy();
    }
    this.kept(article);
    return done(null);
  }

  /** Takes out what was kept for thirty days, until `stop`. */
  async prune(stop?: AbortSignal): Promise<void> {
    const entries = await this.#options.store.log.list(SPACE);
    const articles = new Set(entries.map(({ key }) => key.slice(0, key.indexOf('/'))));
    for (const article of articles) {
      if (stop?.aborted) return;
      // One at a time: nobody waits for it.
      await this.#makeRoom(article);
    }
  }

  async #read(article: string, { id, pieces }: EarlierText): Promise<Uint8Array[] | null> {
    const keys = Array.from({ length: pieces }, (_, nth) => blobKey(article, id, nth));
    const blobs = await this.#options.store.transaction((tx) =>
      Promise.all(keys.map((key) => tx.blobs.get(key))),
    );
    const found = blobs.filter((blob) => blob !== null);
    return found.length < pieces ? null : updatesIn(found.map(({ bytes }) => bytes));
  }

  async #makeRoom(article: string): Promise<void> {
    const { store, now } = this.#options;
    await store.transaction(async ({ log, blobs }) => {
      const all = await textsOf(log, article);
      const staying = new Set(whichStay(all, now()).map(({ id }) => id));
      for (const { id, pieces } of all) {
        if (staying.has(id)) continue;
        log.write([{ do: 'remove', space: SPACE, key: `${article}/${id}` }]);
        for (let nth = 0; nth < pieces; nth += 1) blobs.delete(blobKey(article, id, nth));
      }
    });
  }
}

/** Takes out all that was kept of an article. */
export async function forgetEarlierTexts(store: Store, article: string): Promise<void> {
  await store.transaction(async ({ log, blobs }) => {
    for (const { key } of await log.list(SPACE, { prefix: `${article}/` }))
      log.write([{ do: 'remove', space: SPACE, key }]);
    for (const key of await blobs.list({ prefix: `${SPACE}/${article}/` })) blobs.delete(key);
  });
}

async function textsOf(log: Pick<LogReads, 'list'>, article: string): Promise<EarlierText[]> {
  return (await log.list(SPACE, { prefix: `${article}/` })).map(toEarlierText);
}

function toEarlierText({ value }: Entry): EarlierText {
  return value as unknown as EarlierText; // written above
}

function blobKey(article: string, id: string, nth: number): string {
  return `${SPACE}/${article}/${id}/${nth}`;
}
