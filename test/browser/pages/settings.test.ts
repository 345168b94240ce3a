/** Accounts and settings as people use them: joining, signing in, and what each section does. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { mailServer } from '../../support/mail-server.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

const WORDS = 'correct horse battery';
/** Refusals that a test provokes; the browser logs each. */
const REFUSED = { allows: [/status of (40\d|503)/] };

async function settings(section = '', token = OWNER_TOKEN): Promise<Page> {
  const page = await browser.newPerson(server, token, REFUSED);
  await page.goto(`${server.url}/settings${section}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** The secret in the dialog that shows it once; the dialog is closed after. */
async function shownOnce(page: Page, label: string): Promise<string> {
  const dialog = page.getByRole('dialog');
  const secret = await dialog.getByRole('textbox', { name: label }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return secret;
}

async function describePerson(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(WORDS);
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${server.url}/signin`);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
}

const library = (page: Page): Promise<void> =>
  page.getByRole('heading', { name: 'Library' }).waitFor();

describe('coming in', () => {
  test('T20 an invitation makes a member with a password, once, and its secret leaves the address', async () => {
    const owner = await settings('/invitations');
    await owner.getByLabel('Role').selectOption('editor');
    await owner.getByLabel('For whom (optional)').fill('Ines from sports');
    await owner.getByRole('button', { name: 'Make invitation' }).click();
    const link = await shownOnce(owner, 'Invitation link');
    await owner.getByRole('list', { name: 'Invitations' }).getByText('Ines from sports').waitFor();

    const ines = await browser.newReader(REFUSED);
    const addresses: string[] = [];
    ines.on('request', (request) => addresses.push(request.url()));
    await ines.goto(link);
    await ines.getByText('You are invited as editor.').waitFor();
    expect(ines.url()).toMatch(/\/join$/);
    await describePerson(ines, 'Ines Invited', 'ines@paper.example');
    await ines.getByRole('button', { name: 'Join' }).click();
    await library(ines);
    const secret = link.split('=').at(-1)!;
    expect(addresses.filter((address) => address.split('#')[0]!.includes(secret))).toEqual([]);

    const late = await browser.newReader(REFUSED);
    await late.goto(link);
    await late.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
  });

  test('T21 e-mail and password sign in; a wrong one is told apart from nothing', async () => {
    const page = await browser.newReader(REFUSED);
    await signIn(page, 'ines@paper.example', 'another password');
    await page.getByText('No member has this e-mail address and password.').waitFor();
    await signIn(page, 'nobody@paper.example', WORDS);
    await page.getByText('No member has this e-mail address and password.').waitFor();
    await signIn(page, 'ines@paper.example', WORDS);
    await library(page);
  });

  test('T22 who forgot the password is told plainly where no mail is sent', async () => {
    const page = await browser.newReader(REFUSED);
    await page.goto(`${server.url}/signin`);
    await page.getByRole('button', { name: 'Forgot your password?' }).click();
    await page.getByText('This server sends no mail.').waitFor();
    await page.getByRole('button', { name: 'Back to signing in' }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).waitFor();
  });

  test('T32 a provider and mail are offered where the server has them, and their answers are told', async () => {
    const page = await browser.newReader(REFUSED);
    const workspace = { name: 'Galley', language: 'en' };
    const json = {
      workspace,
      password: true,
      oidc: { name: 'Acme' },
      mail: true,
      passkeysAt: null,
    };
    await page.route('**/api/sign-in', (route) => route.fulfill({ json }));
    await page.goto(`${server.url}/signin#oidc=unknown`);
    await page.getByText('Nobody here has this account.').waitFor();
    const provider = page.getByRole('link', { name: 'Continue with Acme' });
    expect(await provider.getAttribute('href')).toBe('/api/oidc/start');
    await page.getByRole('button', { name: 'Forgot your password?' }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ines@paper.example');
    const asked = page.waitForRequest('**/api/account/reset');
    await page.getByRole('button', { name: 'Send the mail' }).click();
    expect((await asked).postDataJSON()).toEqual({ email: 'ines@paper.example' });
    await page.getByText('If somebody here has this address').waitFor();
  });

  test('F21 an address is confirmed by the link that was mailed to it, or by an owner', async () => {
    const mail = await mailServer();
    const mailing = await builtServer({ environment: { GALLEY_SMTP_URL: mail.url } });
    onTestFinished(async () => {
      await mailing.close();
      await mail.close();
    });
    const typed = async (name: string) => {
      const { token } = await mailing.member(name, 'editor');
      await mailing.ask('PATCH', '/api/account', { email: `${name}@paper.example` }, token);
      return token;
    };
    const mia = await browser.newPerson(mailing, await typed('mia'));
    await mia.goto(`${mailing.url}/settings/account`);
    await mia.getByText('Nobody has confirmed yet that mia@paper.example is yours.').waitFor();
    await mia.getByRole('button', { name: 'Mail me a link' }).click();
    await mia.getByText('A link is on its way to mia@paper.example.').waitFor();
    await expect.poll(() => mail.letters.length).toBe(1);
    const link = /\/settings\/account#confirm=[\w-]+/.exec(mail.letters[0]?.text ?? '')?.[0];
    await mia.goto(mailing.url);
    await mia.goto(`${mailing.url}${link}`);
    await mia.getByText('Your address is confirmed.').waitFor();
    await mia.getByRole('heading', { name: 'Set a password' }).waitFor();
    expect(await mia.getByText('Nobody has confirmed').count()).toBe(0);
    expect(mia.url()).toMatch(/\/settings\/account$/);

    await typed('noa');
    const owner = await browser.newPerson(mailing, OWNER_TOKEN);
    await owner.goto(`${mailing.url}/settings`);
    await owner.getByText('noa@paper.example (not confirmed)').waitFor();
    await owner.getByRole('button', { name: 'Confirm the address of noa' }).click();
    await owner.getByRole('alertdialog').getByRole('button', { name: 'Confirm address' }).click();
    await owner.getByText('noa@paper.example', { exact: true }).waitFor();
  });

  test('T23 after a link one sets a name and password, or doesn’t', async () => {
    const owner = await settings();
    const { id } = await server.member('Lena Link', 'commenter');
    await owner.reload();
    const makeLink = async (): Promise<string> => {
      await owner.getByRole('button', { name: 'Sign-in link for Lena Link' }).click();
      return shownOnce(owner, 'Sign-in link');
    };
    const lena = await browser.newReader(REFUSED);
    await lena.goto(await makeLink());
    await lena.getByRole('heading', { name: 'Set a name and password' }).waitFor();
    await lena.getByRole('button', { name: 'Not now' }).click();
    await library(lena);

    await lena.goto(await makeLink());
    await lena.getByRole('heading', { name: 'Set a name and password' }).waitFor();
    await describePerson(lena, 'Lena L.', 'lena@paper.example');
    await lena.getByRole('button', { name: 'Save' }).click();
    await library(lena);
    const { json } = await server.ask('GET', '/api/members');
    expect(json.items).toContainEqual(expect.objectContaining({ id, name: 'Lena L.' }));

    const again = await browser.newReader(REFUSED);
    await signIn(again, 'lena@paper.example', WORDS);
    await library(again);
    // The door for a password that was forgotten.
    const forgetful = await browser.newReader(REFUSED);
    await forgetful.goto(await makeLink());
    await forgetful.getByRole('heading', { name: 'Set a new password' }).waitFor();
  });
});

describe('the sections', () => {
  test('T24 each role is offered the sections that it may see, and no others', async () => {
    const { token } = await server.member('Vic Viewer', 'viewer');
    const viewer = await settings('', token);
    const links = viewer.getByRole('navigation', { name: 'Settings' }).getByRole('link');
    expect(await links.allInnerTexts()).toEqual(['Members', 'Account', 'Sessions', 'API tokens']);
    expect(await viewer.getByRole('button', { name: /^(Remove|Sign-in link)/ }).count()).toBe(0);
    await viewer.goto(`${server.url}/settings/audit`);
    await viewer.getByRole('heading', { name: 'There is nothing here' }).waitFor();

    const owner = await settings('/audit');
    const current = owner.getByRole('navigation', { name: 'Settings' }).locator('[aria-current]');
    expect(await current.innerText()).toBe('Audit log');
  });

  test('T25 a member’s role changes and members go, but not the last owner', async () => {
    await server.member('Rob Role', 'viewer');
    const page = await settings();
    await page.getByRole('combobox', { name: 'Role of Rob Role' }).selectOption('moderator');
    await page.getByText('Rob Role is moderator now.').waitFor();
    await page.getByRole('button', { name: 'Remove Rob Role' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Rob Role is removed.').waitFor();
    const list = page.getByRole('list', { name: 'Members' });
    expect(await list.getByText('Rob Role').count()).toBe(0);
    expect(await page.getByRole('combobox', { name: 'Role of Olga Owner' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Remove Olga Owner' }).count()).toBe(0);
  });

  test('T26 a token is shown once, does its work, and is revoked', async () => {
    const page = await settings('/tokens');
    await page.getByRole('textbox', { name: 'What it is for' }).fill('Nightly export');
    await page.getByRole('combobox', { name: 'Ends' }).selectOption('In a year');
    await page.getByRole('button', { name: 'Make token' }).click();
    const token = await shownOnce(page, 'API token');
    expect((await server.ask('GET', '/api/session', undefined, token)).status).toBe(200);
    await page.reload();
    const row = page.getByRole('listitem').filter({ hasText: 'Nightly export' });
    await row.getByText('last used just now · ends in 12 months').waitFor();
    expect(await page.content()).not.toContain(token);
    await row.getByRole('button', { name: 'Revoke Nightly export' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('“Nightly export” is revoked.').waitFor();
    expect((await server.ask('GET', '/api/session', undefined, token)).status).toBe(401);
  });

  test('T27 one sees where one is signed in, and ends one or all of the others', async () => {
    const { token } = await server.member('Sam Sessions', 'editor');
    const [page, second, third] = [
      await settings('/sessions', token),
      await settings('/sessions', token),
      await settings('/sessions', token),
    ];
    await page.reload();
    const rows = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await rows.filter({ hasText: 'This browser' }).count()).toBe(1);
    await rows
      .getByRole('button', { name: /^Sign out/ })
      .first()
      .click();
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    for (const other of [second, third]) {
      await other.reload();
      await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    }
  });

  test('T28 name, address and password are one’s own to change, the password with the present one', async () => {
    const page = await browser.newReader(REFUSED);
    await signIn(page, 'ines@paper.example', WORDS);
    await library(page);
    await page.goto(`${server.url}/settings/account`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Ines I.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('button', { name: 'You: Ines I.' }).waitFor();
    await page.getByLabel('Present password').fill('not this one');
    await page.getByLabel('New password').fill('a longer and better one');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('The present password is not right.').waitFor();
    await page.getByLabel('Present password').fill(WORDS);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Your password is set.').waitFor();
    const again = await browser.newReader(REFUSED);
    await signIn(again, 'ines@paper.example', 'a longer and better one');
    await library(again);
  });

  test('T60 one’s own data, and for the owner another member’s, come as a file', async () => {
    const { id } = await server.member('Dan Data', 'viewer');
    const page = await settings('/account');
    const taken = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name }).click(),
      ]);
      return JSON.parse(readFileSync(await download.path(), 'utf8')) as { member: { id: string } };
    };
    expect((await taken('Download my data')).member).toMatchObject({ name: 'Olga Owner' });
    await page.goto(`${server.url}/settings`);
    expect((await taken('Data of Dan Data')).member.id).toBe(id);
    expect(await page.getByRole('link', { name: 'Data of Olga Owner' }).count()).toBe(0);
  });

  test('T70 somebody is erased behind the question whether to remove them, with the words that they wrote', async () => {
    const article = await server.article('# Low tide');
    const [fay, gil] = [await server.member('Fay', 'editor'), await server.member('Gil', 'editor')];
    for (const { token } of [fay, gil])
      await server.ask(
        'POST',
        `/api/articles/${article.id}/annotations`,
        { layer: article.layers[0]?.id, kind: 'comment', target: { from: 0, to: 3 }, body: 'So?' },
        token,
      );
    const authors = async () => {
      const { json } = await server.ask('GET', `/api/articles/${article.id}/annotations`);
      return json.items.map(({ author }: { author: string }) => author);
    };
    const page = await settings();
    const dialog = page.getByRole('alertdialog');
    const erase = async (name: string) => {
      await page.getByRole('button', { name: `Remove ${name}` }).click();
      await dialog.getByRole('button', { name: 'Erase…' }).click();
      await dialog.getByRole('heading', { name: `Erase ${name}?` }).waitFor();
    };
    await erase('Fay');
    await page.keyboard.press('Escape');
    await erase('Fay');
    expect(await dialog.getByRole('radio', { checked: true }).count()).toBe(1);
    await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
    await page.getByText('Fay is erased.').waitFor();
    expect((await authors()).sort()).toEqual([fay.id, gil.id].sort());
    await erase('Gil');
    await dialog.getByRole('radio', { name: /are deleted/ }).check();
    await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
    await page.getByText('Gil is erased.').waitFor();
    expect(await authors()).toEqual([fay.id]);
    await page.goto(`${server.url}/queue`);
    await page.getByRole('article').getByText('Former member').waitFor();
    expect(await page.getByText('Reader', { exact: true }).count()).toBe(0);
  });

  test('T29 the audit log is narrowed by what and by whom, and taken away whole', async () => {
    await server.ask('POST', '/api/invites', { role: 'viewer', label: 'Logged' });
    const page = await settings('/audit');
    const log = page.getByRole('list', { name: 'Audit log' });
    await log.getByText('Olga Owner made an invitation').first().waitFor();
    await page.getByRole('combobox', { name: 'What' }).selectOption('Invite made');
    await expect.poll(() => log.getByText('signed in').count()).toBe(0);
    expect(await log.getByText('made an invitation').count()).toBeGreaterThan(0);
    await page.getByRole('combobox', { name: 'Who' }).selectOption('Galley itself');
    await page.getByText('Nothing of this kind has been written down.').waitFor();
    for (const [name, file] of [
      ['CSV', /\.csv$/],
      ['JSON Lines', /\.jsonl$/],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      expect((await download).suggestedFilename()).toMatch(file);
    }
  });

  test('T30 the workspace has the name under which people sign in', async () => {
    const page = await settings('/workspace');
    await page.getByRole('textbox', { name: 'Name' }).fill('The Harbour Post');
    await page.getByRole('combobox', { name: 'Language' }).selectOption('French');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const reader = await browser.newReader(REFUSED);
    await reader.goto(`${server.url}/signin`);
    await reader.getByRole('heading', { name: 'Sign in to The Harbour Post' }).waitFor();
    expect((await server.ask('GET', '/api/workspace')).json.language).toBe('fr');
  });

  test('T31 a section works without a mouse, and a server that is away is no empty list', async () => {
    const page = await settings();
    const { keyboard } = page;
    await page.getByRole('link', { name: 'Invitations' }).focus();
    await keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Role' }).focus();
    await keyboard.press('Tab');
    await keyboard.type('By keyboard');
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: 'Take back the invitation for By keyboard' }).focus();
    await keyboard.press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).focus();
    await keyboard.press('Enter');
    await page.getByText('The invitation is taken back.').waitFor();

    await page.route('**/api/invites', (route) => route.fulfill({ status: 503 }));
    await page.goto(`${server.url}/settings/invitations`);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.getByText('No invitation waits to be used.').count()).toBe(0);
    await page.unroute('**/api/invites');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });
});
