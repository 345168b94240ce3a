/** Reads articles without holding anybody up: small ones at once, large ones in a thread with limits. */
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { startThread } from '../../thread.ts';
import { readArticle } from './read-article.ts';
import type { ReadArticle, Source } from './read-article.ts';

/** Up to this length reading takes a few milliseconds, less than a thread's start. */
const MAX_INLINE_LENGTH = 50_000;
const MAX_MS = 20_000;
const MAX_HEAP_MB = 768;

export class ArticleReader {
  /** One at a time: each may take a whole core and much memory. */
  #turn: Promise<unknown> = Promise.resolve();

  /** The article, or a problem where it takes too long or too much to read. */
  read(source: Source): Promise<Result<ReadArticle>> {
    if (source.content.length <= MAX_INLINE_LENGTH)
      return Promise.resolve(done(readArticle(source)));
    const reading = this.#turn.then(() => readInThread(source));
    this.#turn = reading.catch(() => undefined);
    return reading;
  }
}

function readInThread(source: Source): Promise<Result<ReadArticle>> {
  const worker = startThread(new URL('./import-worker.ts', import.meta.url), {
    workerData: source,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => void worker.terminate(), MAX_MS);
    worker.once('message', (article: ReadArticle) => resolve(done(article)));
    worker.once('error', () => resolve(tooMuch())); // out of memory
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(tooMuch()); // stopped; after an answer this does nothing
    });
  });
}

function tooMuch(): Result<ReadArticle> {
  return failed('too-large', 'Reading this article takes too long; split it into several.');
}
