/** Hashes passwords by argon2id, few at a time, so that guesses can't eat the machine. */
import { hash, verify } from '@node-rs/argon2';
import type { Result } from '../../shared/wire/problems.ts';
import { BoundedQueue } from './bounded-queue.ts';

/** OWASP's least for argon2id: 19 MiB, two passes, one lane; about 40 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/**
 * The hash of no password: checking against it takes as long as checking against a member's, so that time doesn't tell who has
 * one.
 */
export const NOBODY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** How many are hashed at once; the others wait. */
const MAX_RUNNING = 2;
/** How many may wait: a full queue is done in about a second. Beyond that the answer is to try again later. */
const MAX_WAITING = 50;
const RETRY_AFTER_MS = 2000;

/** Both answer `too-many-requests` where too many wait already. */
export interface PasswordHasher {
  /** In the PHC format, with its salt and cost. */
  hash(password: string): Promise<Result<string>>;
  /** Whether the password has this hash. Where there is none the same work is done, and the answer is no. */
  verify(hashed: string | null, password: string): Promise<Result<boolean>>;
}

/**
 * Make one for the whole process: the bound on memory and time is that of its queue. The costs are those of OWASP's Password
 * Storage Cheat Sheet.
 */
export function argon2Hasher(): PasswordHasher {
  const queue = new BoundedQueue({
    maxRunning: MAX_RUNNING,
    maxWaiting: MAX_WAITING,
    retryAfterMs: RETRY_AFTER_MS,
  });
  return {
    hash: (password) => queue.run(() => hash(plain(password), COST)),
    verify: (hashed, password) =>
      queue.run(async () => {
        const isRight = await verify(hashed ?? NOBODY, plain(password));
        return isRight && hashed !== null;
      }),
  };
}

/** The same password typed on another keyboard may come as other code points. */
function plain(password: string): string {
  return password.normalize('NFKC');
}
