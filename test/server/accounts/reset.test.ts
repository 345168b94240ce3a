/** A forgotten password: the mail, the link in it, and what nobody learns by asking. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mailer } from '../../../server/accounts/mail.ts';
import { readConfig } from '../../../server/config.ts';
import { mailServer } from '../../support/mail-server.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import { clock, MINUTE_MS, person, signedIn } from './people.ts';
import type { Person } from './people.ts';

let mail: MailServer;
let server: TestServer;
let ann: Person;
const time = clock();

beforeAll(async () => {
  mail = await mailServer();
  server = await testServer({
    now: time.now,
    environment: { GALLEY_SMTP_URL: mail.url, GALLEY_URL: 'https://galley.example' },
  });
  ann = await person(server, 'Ann', 'viewer');
});
afterAll(async () => {
  await server.close();
  await mail.close();
});
beforeEach(() => {
  time.pass(60 * MINUTE_MS);
  mail.letters.length = 0;
});

const ask = (email: string) => visitor(server).ask('POST', '/api/account/reset', { email });

async function mailedLink(): Promise<string> {
  await ask(ann.email.toUpperCase());
  await expect.poll(() => mail.letters.length).toBe(1);
  return (
    /https:\/\/galley\.example\/signin#token=([\w-]{43})/.exec(mail.letters[0]?.text ?? '')?.[1] ??
    ''
  );
}

describe('a forgotten password', () => {
  test('F12 the mail goes to the member’s own address, with a link by which a new one is set', async () => {
    const before = visitor(server);
    before.jar.set(
      '__Host-galley_session',
      (await signedIn(server, ann)).jar.get('__Host-galley_session') ?? '',
    );
    const token = await mailedLink();
    expect(mail.letters[0]?.to).toEqual([ann.email]);
    expect(mail.letters[0]?.text).toMatch(/^From: galley@galley\.example\r$/m);
    const browser = visitor(server);
    expect((await browser.ask('POST', '/api/session', { token })).status).toBe(200);
    const set = await browser.ask('POST', '/api/account/password', { password: 'a new long one' });
    expect(set.status).toBe(200);
    expect((await before.ask('GET', '/api/session')).status).toBe(401);
    const { email } = ann;
    const again = await visitor(server).ask('POST', '/api/session', {
      email,
      password: 'a new long one',
    });
    expect(again.status).toBe(200);
  });

  test.each<[string, (token: string) => unknown]>([
    ['after an hour', () => time.pass(60 * MINUTE_MS)],
    ['a second time', (token) => visitor(server).ask('POST', '/api/session', { token })],
  ])('F12 the link is worth nothing %s', async (_what, happens) => {
    const token = await mailedLink();
    await happens(token);
    expect((await visitor(server).ask('POST', '/api/session', { token })).status).toBe(401);
  });

  test('F12 for an unknown address the answer is the same, and no mail is sent', async () => {
    const [known, unknown] = [await ask(ann.email), await ask('eve@galley.example')];
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
    expect(known.status).toBe(202);
    await expect.poll(() => mail.letters.length).toBe(1);
    expect(mail.letters[0]?.to).toEqual([ann.email]);
  });

  test.each(['known', 'unknown'])(
    'F12 five are sent to one address in an hour: %s',
    async (which) => {
      const email = which === 'known' ? ann.email : 'nobody@galley.example';
      const statuses: number[] = [];
      for (let n = 0; n < 7; n += 1)
        statuses.push((await ask(n % 2 ? email : email.toUpperCase())).status);
      expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429]);
      time.pass(60 * MINUTE_MS);
      expect((await ask(email)).status).toBe(202);
    },
  );

  test('F12 a mail that could not be sent is told without a word of the address', async () => {
    const read = readConfig({ GALLEY_SMTP_URL: mail.url });
    if (!read.ok) throw new Error(read.sentence);
    mail.refuses = true;
    const sent = mailer(read.config)?.({ to: 'ann@secret.example', subject: 's', text: 't' });
    const error = await sent?.catch((reason: unknown) => reason);
    mail.refuses = false;
    expect(String(error)).toBe('Error: A mail could not be sent (EENVELOPE 550).');
    expect(JSON.stringify([error, (error as Error).stack, (error as Error).cause])).not.toContain(
      'secret',
    );
  });

  test('F12 an address is one address, whatever it looks like', async () => {
    const read = readConfig({ GALLEY_SMTP_URL: mail.url });
    if (!read.ok) throw new Error(read.sentence);
    const to = 'a@galley.example,b@galley.example';
    await mailer(read.config)?.({ to, subject: 's', text: 't' }).catch(() => undefined);
    expect(mail.letters.flatMap((letter) => letter.to)).not.toContain('b@galley.example');
  });
});
