/** Sends mail, where a server for it is configured. */
import { createTransport } from 'nodemailer';
import type { WorkspaceAnswer } from '../../shared/wire/routes/workspace.ts';
import type { Config } from '../config.ts';
import type { Limits } from '../limits/limits.ts';

/** Sends a letter of plain text. Rejects, without a word of addresses, where it was not taken. */
export type SendMail = (letter: Letter) => Promise<void>;

/** `to` is one address; the sender is that of `GALLEY_MAIL_FROM`. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What whoever writes letters needs. */
export interface MailParts {
  /** Counts the letters. */
  readonly limits: Limits;
  /** Its name stands in the subject. */
  readonly workspace: () => Promise<WorkspaceAnswer>;
  /** Null where no mail is configured. */
  readonly send: SendMail | null;
  /** Public address, which links begin with. */
  readonly url: () => string;
  readonly now: () => Date;
}

const TIMEOUT_MS = 15_000;

/** Null where no mail server is configured. */
export function mailer({ smtpUrl, mailFrom }: Config): SendMail | null {
  if (smtpUrl === null) return null;
  const timeouts = { connectionTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url: smtpUrl, ...timeouts }, { from: mailFrom });
  return async ({ to, subject, text }) => {
    try {
      // As an object: a string would be read as a list of addresses.
      await transport.sendMail({ to: { name: '', address: to }, subject, text });
    } catch (error) {
      // Its own words repeat the address, so they are not even kept as the cause.
      const { code = 'no code', responseCode = '' } = error as NodeJS.ErrnoException & {
        responseCode?: number;
      };
      throw new Error(`A mail could not be sent (${code} ${responseCode}).`);
    }
  };
}
