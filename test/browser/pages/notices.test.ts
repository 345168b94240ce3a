/** The switch for mail of what concerns one in threads. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { mailServer } from '../../support/mail-server.ts';
import type { MailServer } from '../../support/mail-server.ts';
import type { TestServer } from '../../support/server.ts';

const browser = testBrowser();
let mail: MailServer;
let server: TestServer;

beforeAll(async () => {
  mail = await mailServer();
  server = await builtServer({ environment: { GALLEY_SMTP_URL: mail.url } });
});
afterAll(async () => {
  await server.close();
  await mail.close();
});

test('NO4 mail of threads is switched off and on in the account', async () => {
  const { token } = await server.member('Ann Kowalska', 'editor');
  const isOn = async (): Promise<unknown> =>
    (await server.ask('GET', '/api/account', undefined, token)).json.noticesByMail;
  expect(await isOn()).toBe(true);
  const page = await browser.newPerson(server, token);
  await page.goto(`${server.url}/settings/account`);
  const box = page.getByRole('checkbox', { name: /^Mail me when somebody mentions me/ });
  await box.uncheck();
  await expect.poll(isOn).toBe(false);
  await page.getByText('Nothing is mailed before you have an address').waitFor();
  await page.reload();
  await box.waitFor();
  expect(await box.isChecked()).toBe(false);
  await box.focus();
  await page.keyboard.press('Space');
  await expect.poll(isOn).toBe(true);
});
