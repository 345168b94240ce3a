/** Hashes passwords by argon2id, few at a time, so that guesses can't eat the machine. */
import { hash, verify } from '@node-rs/argon2';
import type { Result } from '../../shared/wire/problems.ts';
import { WaitingLine } from './waiting-line.ts';

/** OWASP's least for argon2id: 19 MiB, two passes, one lane; about 40 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** Of a password that nobody has: checking one against it costs what checking against a real one does. */
export const NOBODY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** How many are hashed at once; the others wait. */
const AT_ONCE = 2;
/** How many may wait. A full line takes about a second, and who comes then is asked to come back. */
const MOST_WAITING = 50;
const RETRY_MS = 2000;

/** Both answer `too-many-requests` where too many wait already. */
export interface PasswordHasher {
  /** In the PHC format, with its salt and cost. */
  hash(password: string): Promise<Result<string>>;
  /** Whether the password has this hash. Where there is none the same work is done, and the answer is no. */
  verify(hashed: string | null, password: string): Promise<Result<boolean>>;
}

export function argon2Hasher(): PasswordHasher {
  const line = new WaitingLine({ atOnce: AT_ONCE, mostWaiting: MOST_WAITING, retryMs: RETRY_MS });
  return {
    hash: (password) => line.run(() => hash(plain(password), COST)),
    verify: (hashed, password) =>
      line.run(async () => {
        const isRight = await verify(hashed ?? NOBODY, plain(password));
        return isRight && hashed !== null;
      }),
  };
}

/** The same password typed on another keyboard may come as other code points. */
function plain(password: string): string {
  return password.normalize('NFKC');
}
