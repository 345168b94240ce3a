/** Passkeys as a person has them: added in the settings, and signed in by, with the browser's own virtual device. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import type { TestServer } from '../../support/server.ts';

const browser = testBrowser();
const PASSWORD = 'correct horse battery';
let server: TestServer;
/** Where passkeys can be used: not at a number. */
let url: string;

beforeAll(async () => {
  server = await builtServer();
  url = `http://localhost:${new URL(server.url).port}`;
});
afterAll(() => server.close());

/** Gives the page's browser a device that verifies its person; `isReady` says whether it is at hand. */
async function withDevice(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verifies: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

async function member(name: string): Promise<{ email: string; token: string }> {
  const { token } = await server.member(name, 'editor');
  const email = `${name.toLowerCase()}@paper.example`;
  await server.ask('PATCH', '/api/account', { email }, token);
  await server.ask('POST', '/api/account/password', { password: PASSWORD }, token);
  return { email, token };
}

async function signOut(page: Page): Promise<void> {
  await page.request.delete(`${url}/api/session`, { headers: { origin: url } });
}

const passkeys = (page: Page) => page.getByRole('list', { name: 'Passkeys' });

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto(`${url}/settings/account`);
  await page.getByRole('textbox', { name: 'Which device' }).fill(name);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  await dialog.getByLabel('Present password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await passkeys(page).getByText(name).waitFor();
}

test('F31 a member adds a passkey in the settings and signs in with it by the button', async () => {
  const { token } = await member('Petra');
  const page = await browser.newPerson({ url }, token);
  // Else a device that needs no touch answers to the field before anybody can press the button.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await withDevice(page);
  await addPasskey(page, 'Work laptop');
  await passkeys(page).getByText('never used').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await signOut(page);
  await page.goto(`${url}/signin`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(`${url}/`);
  await page.goto(`${url}/settings/sessions`);
  await page.getByText('with a passkey').waitFor();
});

test('F31 the browser offers a passkey in the field for the address', async () => {
  const { token } = await member('Frida');
  const page = await browser.newPerson({ url }, token);
  await withDevice(page);
  await addPasskey(page, 'Phone');
  await signOut(page);
  await page.goto(`${url}/signin`);
  await page.waitForURL(`${url}/`);
});

test('F34 a wrong present password adds nothing, and a passkey is a proof as good', async () => {
  const { token } = await member('Ruth');
  const page = await browser.newPerson({ url }, token, { allows: [/status of 401/] });
  await withDevice(page);
  await page.goto(`${url}/settings/account`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  await dialog.getByLabel('Present password').fill('not the right one');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('The present password is not right.').waitFor();
  await addPasskey(page, 'Phone');
  await page.getByRole('button', { name: 'Remove Phone' }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('“Phone” is removed.').waitFor();
  await page.getByText('You have no passkey yet.').waitFor();
});

test('F34 who has a passkey changes the password by it, without the present one', async () => {
  const { email, token } = await member('Nora');
  const page = await browser.newPerson({ url }, token);
  await withDevice(page);
  await addPasskey(page, 'Phone');
  await page.getByLabel('New password').fill('another long password');
  await page.getByRole('button', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await dialog.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('Your password is set.').waitFor();
  const body = { email, password: 'another long password' };
  expect((await server.ask('POST', '/api/session', body, '')).status).toBe(200);
});

test('F32 a person whom the device does not know is told, and the form stands', async () => {
  const { token } = await member('Dora');
  const page = await browser.newPerson({ url }, token, { allows: [/status of 401/] });
  const device = await withDevice(page);
  await addPasskey(page, 'Phone');
  await device.verifies(false);
  await signOut(page);
  await page.goto(`${url}/signin`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('No passkey was chosen.').waitFor();
  await page.getByRole('textbox', { name: 'E-mail' }).waitFor();
});

test('F37 at another address than the public one passkeys are not offered', async () => {
  const { token } = await member('Xenia');
  const page = await browser.newPerson(server, token);
  await page.goto(`${server.url}/settings/account`);
  await page.getByText(`Passkeys can be used at ${url} alone.`).waitFor();
  const reader = await browser.newReader();
  await reader.goto(`${server.url}/signin`);
  await reader.getByRole('heading', { name: 'Sign in to Galley' }).waitFor();
  expect(await reader.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0);
});
