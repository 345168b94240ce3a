/** A forgotten password: mails a link that signs in once, after which a new password can be set. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { lettersFor } from '../letters/words.ts';
import type { Limit } from '../limits/limits.ts';
import type { Accounts } from './accounts.ts';
import type { MailParts, SendMail } from './mail.ts';
import { hashSecret } from './secrets.ts';
import type { Tokens } from './tokens.ts';

const HOUR_MS = 60 * 60 * 1000;
const PER_ADDRESS: Limit = { name: 'reset', most: 5, withinMs: HOUR_MS };
const PER_NETWORK: Limit = { name: 'reset from', most: 30, withinMs: HOUR_MS };

/** Without mail the owner hands over a link. `failed` hears of what nobody waits for. */
export interface ResetsOptions extends MailParts {
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly failed: (error: unknown) => void;
}

/**
 * Mails at most five links an hour to one address, and thirty on request of one network. What goes wrong after the answer goes
 * to `failed`.
 */
export class Resets {
  readonly #options: ResetsOptions;

  constructor(options: ResetsOptions) {
    this.#options = options;
  }

  /** Whether a link can be mailed at all. */
  get canMail(): boolean {
    return this.#options.send !== null;
  }

  /** Answers before anything is looked up, so that neither words nor time tell whether anybody has the address. */
  async ask(email: string, network: string): Promise<Result<null>> {
    const { limits, send, failed: report } = this.#options;
    const consumed = await limits.consume(
      [PER_ADDRESS, hashSecret(email.toLowerCase())],
      [PER_NETWORK, network],
    );
    if (!consumed.ok)
      return failed('too-many-requests', undefined, { retryAfterMs: consumed.retryAfterMs });
    if (send !== null) this.#mail(email, send).catch(report);
    return done(null);
  }

  async #mail(email: string, send: SendMail): Promise<void> {
    const { accounts, tokens, workspace, url, now } = this.#options;
    const member = await accounts.byEmail(email);
    if (!member?.email) return;
    const expires = new Date(now().getTime() + HOUR_MS);
    const link = { label: 'Password reset', use: 'link', expires, by: null } as const;
    const made = await tokens.add(member.id, link);
    if (!made.ok) return;
    const { secret } = made.value;
    const { name } = await workspace();
    const words = lettersFor(member).reset;
    await send({
      to: member.email,
      subject: words.subject(name),
      text: [words.asked, `${url()}/signin#token=${secret}`, words.afterwards, ''].join('\n\n'),
    });
  }
}
