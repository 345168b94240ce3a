/** Addresses that members have typed: mails a link that shows that the address is theirs. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { lettersFor } from '../letters/words.ts';
import type { Limit } from '../limits/limits.ts';
import type { Member } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import type { Json } from '../storage/update-log.ts';
import type { MailParts } from './mail.ts';
import { hashSecret } from './secrets.ts';

const HOUR_MS = 60 * 60 * 1000;
const PER_ADDRESS: Limit = { name: 'confirmation', most: 5, withinMs: HOUR_MS };
const ENDED = 'This link is not valid any more; ask for another one.';

/** Without mail an owner confirms. */
export interface ConfirmationsOptions extends MailParts {
  readonly store: Store;
  readonly newSecret: () => string;
}

/**
 * Mails at most five links an hour to one address; the last one counts, within an hour, and only for whoever is signed in as
 * the member who asked: somebody else's click would else confirm an address that isn't theirs.
 */
export class Confirmations {
  readonly #options: ConfirmationsOptions;

  constructor(options: ConfirmationsOptions) {
    this.#options = options;
  }

  /** Whether this member's address waits for a confirmation that can be mailed. */
  isOffered({ email, confirmed }: Member): boolean {
    return this.#options.send !== null && email !== null && confirmed !== true;
  }

  /** Rejects where the mail isn't taken; `conflict` where there is nothing to confirm. */
  async ask(member: Member): Promise<Result<null>> {
    const { store, limits, workspace, send, url, now, newSecret } = this.#options;
    if (send === null || member.email === null || !this.isOffered(member))
      return failed('conflict', 'There is nothing to confirm.');
    const consumed = await limits.consume([PER_ADDRESS, hashSecret(member.email.toLowerCase())]);
    if (!consumed.ok)
      return failed('too-many-requests', undefined, { retryAfterMs: consumed.retryAfterMs });
    const secret = newSecret();
    const until = now().getTime() + HOUR_MS;
    const value = { secret: hashSecret(secret), email: member.email, until };
    await store.log.commit([{ do: 'put', space: 'confirmations', key: member.id, value }]);
    const { name } = await workspace();
    const words = lettersFor(member).confirmation;
    await send({
      to: member.email,
      subject: words.subject(name),
      text: [
        words.asked(member.name, name),
        `${url()}/settings/account#confirm=${secret}`,
        words.otherwise,
        '',
      ].join('\n\n'),
    });
    return done(null);
  }

  /** The member with the address confirmed; `conflict` for a secret that isn't this member's, or has ended. */
  confirm(member: string, secret: string): Promise<Result<Member>> {
    const { store, now } = this.#options;
    return store.transaction(async ({ catalogue, log }): Promise<Result<Member>> => {
      const asked = readAsked(await log.get('confirmations', member));
      const found = await catalogue.get('members', member);
      const isRight =
        asked?.secret === hashSecret(secret) && now().getTime() < asked.until && found !== null;
      if (!isRight || found.email !== asked.email) return failed('conflict', ENDED);
      log.write([{ do: 'remove', space: 'confirmations', key: member }]);
      const next = { ...found, confirmed: true } as const;
      catalogue.put('members', next);
      return done(next);
    });
  }

  /** Forgets what a removed member had asked for. */
  async forget(member: string): Promise<void> {
    await this.#options.store.log.commit([{ do: 'remove', space: 'confirmations', key: member }]);
  }
}

/** Null for what nothing of ours has written. */
function readAsked(
  stored: Json | null,
): { readonly secret: string; readonly email: string; readonly until: number } | null {
  if (typeof stored !== 'object' || stored === null || !('secret' in stored)) return null;
  const { secret, email, until } = stored;
  return typeof secret === 'string' && typeof email === 'string' && typeof until === 'number'
    ? { secret, email, until }
    : null;
}
