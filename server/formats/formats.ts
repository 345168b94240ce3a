/** The door of all formats: articles are read and copies written in processes of their own, with limits on time and memory. */
import { NO_PICTURE_SENTENCE } from '../../shared/article/pictures.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { CheckedPicture } from './format.ts';
import type {
  ArticleSource,
  CleanUpPreview,
  CopySource,
  FormatJobs,
  ReadArticle,
  ReturnedCopy,
  ReturnedSource,
} from './jobs.ts';
import { WorkerPool } from './workers/worker-pool.ts';
import type { PoolLimits, PoolOutcome, Sender } from './workers/worker-pool.ts';

/**
 * Nothing that people upload or ask to have exported is parsed or made in this process. Jobs of one sender take turns with those of
 * the others; without one they are the server's own.
 */
export interface Formats {
  /**
   * Reads an article. Problems: `not-text` or another of the importer's, `invalid-request` where it is empty, `too-large` where
   * it takes too long or too much memory, `server-busy`. Rejects where the importer has a fault.
   */
  read(source: ArticleSource, sender?: Sender): Promise<Result<ReadArticle>>;
  /** What was done to a copy that comes back. Problems as of `read`, and `conflict` where it is one of another article. */
  compare(source: ReturnedSource, sender?: Sender): Promise<Result<ReturnedCopy>>;
  /**
   * What a picture is. Problems: `unsupported-media-type` where it is none that is kept, `too-large` where it can't be told in
   * time, `server-busy`.
   */
  check(bytes: Uint8Array, sender?: Sender): Promise<Result<CheckedPicture>>;
  /** Says what a clean-up would do to an article. Problems as above. */
  preview(source: ArticleSource, sender?: Sender): Promise<Result<CleanUpPreview>>;
  /**
   * Writes an annotated copy. Problems: `not-available` where this machine has not what the format needs, `too-large` and
   * `server-busy` as above. `pictures` is asked for them once it begins: many who wait for theirs would fill the memory. Rejects where
   * the exporter has a fault.
   */
  write(
    source: CopySource,
    sender?: Sender,
    pictures?: () => Promise<CopySource['pictures']>,
  ): Promise<Result<Uint8Array>>;
  /** Ends what is under way: it is answered by `server-busy`, as is all that comes. */
  close(): void;
}

/** What formats may take of the machine. */
export interface FormatLimits extends PoolLimits {
  readonly maxReadMs: number;
  readonly maxWriteMs: number;
}

/** With one process busy for long there is another one for all others; a megabyte is read or written in about a second. */
export const FORMAT_LIMITS: FormatLimits = {
  maxProcesses: 2,
  maxHeapMb: 768,
  maxWaiting: 50,
  maxWaitingEach: 30,
  maxWaitMs: 20_000,
  idleMs: 5 * 60_000,
  maxReadMs: 20_000,
  maxWriteMs: 20_000,
};

const RETRY_MS = 5000;

/** The formats, without a process yet: the first job starts one. Close them. */
export function openFormats(limits: FormatLimits = FORMAT_LIMITS): Formats {
  const entry = new URL('./format-worker.ts', import.meta.url);
  const pool = new WorkerPool<FormatJobs>(entry, limits);
  return {
    async read(source, sender) {
      const outcome = toResult(await pool.run('read', source, limits.maxReadMs, sender), READING);
      return outcome.ok ? outcome.value : outcome;
    },
    async compare(source, sender) {
      const outcome = toResult(
        await pool.run('compare', source, limits.maxReadMs, sender),
        READING,
      );
      return outcome.ok ? outcome.value : outcome;
    },
    async check(bytes, sender) {
      const outcome = toResult(await pool.run('check', bytes, limits.maxReadMs, sender), CHECKING);
      if (!outcome.ok) return outcome;
      const { value } = outcome;
      return value === null ? failed('unsupported-media-type', NO_PICTURE_SENTENCE) : done(value);
    },
    async preview(source, sender) {
      const outcome = toResult(
        await pool.run('preview', source, limits.maxReadMs, sender),
        READING,
      );
      return outcome.ok ? outcome.value : outcome;
    },
    async write(source, sender, pictures) {
      const more = async () => (pictures === undefined ? {} : { pictures: await pictures() });
      const outcome = toResult(
        await pool.run('write', source, limits.maxWriteMs, sender, more),
        WRITING,
      );
      return outcome.ok ? outcome.value : outcome;
    },
    close: () => pool.close(),
  };
}

const READING = { what: 'Reading this article', instead: 'split it into several' };
const CHECKING = { what: 'Reading this picture', instead: 'save it anew in another program' };
const WRITING = { what: 'Writing this copy', instead: 'choose fewer layers or another format' };

function toResult<T>(outcome: PoolOutcome<T>, words: typeof READING): Result<T> {
  switch (outcome.state) {
    case 'done':
      return done(outcome.answer);
    case 'exceeded': {
      const took = outcome.limit === 'time' ? 'takes too long' : 'takes too much memory';
      return failed('too-large', `${words.what} ${took}; ${words.instead}.`);
    }
    case 'stopped':
    case 'busy':
      return failed('server-busy', undefined, { retryAfterMs: RETRY_MS });
    default:
      return unreachable(outcome);
  }
}
