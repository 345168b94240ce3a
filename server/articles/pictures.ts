/** Pictures of articles: each kept once, by its content, with the articles that have it. */
import type { Actor } from '../../shared/policy/actor.ts';
import { isPerson, READER } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import { isPictureHash, PICTURE_MEDIA_TYPES } from '../../shared/article/pictures.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { withEffectiveRole } from '../accounts/effective-role.ts';
import type { Formats } from '../formats/formats.ts';
import type { CheckedPicture, KeptPicture } from '../formats/format.ts';
import type { Blob } from '../storage/blobs.ts';
import type { Sender } from '../formats/workers/worker-pool.ts';
import type { Store, Transaction } from '../storage/store.ts';
import type { LogReads, Write } from '../storage/update-log.ts';

/** Pictures that are read in vain for one copy: an article may have thousands. */
const MAX_MISSED = 10;

/** `formats` says what the bytes are that somebody sends. */
export interface PicturesOptions {
  readonly store: Store;
  readonly formats: Formats;
}

/** Adds pictures to articles and gives them out. */
export class Pictures {
  readonly #options: PicturesOptions;

  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  /** Keeps a picture for an article; the caller has asked the policy. Problems are those of `Formats.check`, and `not-found`. */
  async add(article: string, bytes: Uint8Array, sender?: Sender): Promise<Result<CheckedPicture>> {
    const { store, formats } = this.#options;
    const checked = await formats.check(bytes, sender);
    if (!checked.ok) return checked;
    return store.transaction(async (tx) => {
      // It may have been deleted meanwhile, and nobody would ever take the picture out again.
      if ((await tx.catalogue.get('articles', article)) === null) return failed('not-found');
      await keepPictures(tx, article, [{ ...checked.value, bytes }]);
      return done(checked.value);
    });
  }

  /** Has another article have a picture as well; `not-found` where the actor may not see it. */
  async share(
    article: string,
    hash: string,
    actor: Actor,
    sender?: Sender,
  ): Promise<Result<CheckedPicture>> {
    const found = await this.find(hash, actor);
    return found === null ? failed('not-found') : this.add(article, found.bytes, sender);
  }

  /** A picture for somebody who may read one of the articles that have it; null for others, as where there is none. */
  async find(hash: string, actor: Actor): Promise<Blob | null> {
    const { blobs } = this.#options.store;
    if (!isPictureHash(hash)) return null; // not even a key of the store, perhaps
    return (await this.#maySee(hash, actor)) ? blobs.get(blobKey(hash)) : null;
  }

  /**
   * All of an article for its copies, up to so many bytes together; the caller has asked the policy. A damaged one is left out, as
   * one that isn't there; once some had no room no more are read.
   */
  async ofArticle(article: string, maxBytes: number): Promise<KeptPicture[]> {
    const { log, blobs } = this.#options.store;
    const found: KeptPicture[] = [];
    let [left, missed] = [maxBytes, 0];
    for (const { key } of await log.list(SPACE, { prefix: `in/${article}/` })) {
      const hash = lastPart(key);
      const blob = await blobs.get(blobKey(hash)).catch(() => null);
      const mediaType = PICTURE_MEDIA_TYPES.find((one) => one === blob?.mediaType);
      if (blob === null || mediaType === undefined) continue;
      if (blob.bytes.byteLength > left) {
        missed += 1;
        if (missed === MAX_MISSED) break;
        continue;
      }
      left -= blob.bytes.byteLength;
      found.push({ hash, mediaType, bytes: blob.bytes });
    }
    return found;
  }

  async #maySee(hash: string, actor: Actor): Promise<boolean> {
    const { catalogue, log } = this.#options.store;
    for (const id of await articlesWith(hash, log)) {
      const article = await catalogue.get('articles', id);
      if (article?.status === 'published' && may('read published', READER).ok) return true;
      const here = isPerson(actor) ? await withEffectiveRole(actor, id, catalogue) : null;
      if (here !== null && may('read article', here).ok) return true;
    }
    return false;
  }
}

/** Keeps pictures for an article, in the transaction that makes or changes it. */
export async function keepPictures(
  { log, blobs }: Transaction,
  article: string,
  pictures: readonly KeptPicture[],
): Promise<void> {
  for (const { hash, mediaType, bytes } of pictures)
    if (!(await blobs.has(blobKey(hash)))) blobs.put(blobKey(hash), bytes, { mediaType });
  log.write(
    pictures.flatMap(({ hash }) =>
      recordKeys(hash, article).map((key): Write => ({
        do: 'put',
        space: SPACE,
        key,
        value: true,
      })),
    ),
  );
}

/** Takes the pictures of a deleted article out, but for those that another article has as well. */
export async function forgetPictures(store: Store, article: string): Promise<void> {
  await store.transaction(async ({ log, blobs }) => {
    const own = await log.list(SPACE, { prefix: `in/${article}/` });
    for (const hash of own.map(({ key }) => lastPart(key))) {
      const others = (await articlesWith(hash, log)).filter((other) => other !== article);
      if (others.length === 0) blobs.delete(blobKey(hash));
      log.write(
        recordKeys(hash, article).map((key): Write => ({ do: 'remove', space: SPACE, key })),
      );
    }
  });
}

const SPACE = 'pictures';

async function articlesWith(hash: string, log: Pick<LogReads, 'list'>): Promise<string[]> {
  return (await log.list(SPACE, { prefix: `of/${hash}/` })).map(({ key }) => lastPart(key));
}

/** The same said twice, since it is sought from both ends. */
function recordKeys(hash: string, article: string): string[] {
  return [`of/${hash}/${article}`, `in/${article}/${hash}`];
}

function blobKey(hash: string): string {
  return `picture/${hash}`;
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
