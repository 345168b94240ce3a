/** A Word copy leaves, is worked on, and comes back onto its article by hand. */
import { readFile } from 'node:fs/promises';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { beyondScreen } from '../../support/beyond-screen.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { thread } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

test('RC4 edits and settled threads of a copy come back, said before they do', async () => {
  const { id, layers } = await server.article(
    '# The ferry\n\nThe ferry leaves at nine. It returns at noon.',
  );
  const layer = layers.find(({ name }) => name === 'Comments')!.id;
  const note = { layer, kind: 'comment', target: { exact: 'nine' }, body: 'In winter, too?' };
  await server.ask('POST', `/api/articles/${id}/annotations`, note);
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/articles/${id}`);
  await thread(page, 'In winter, too?').waitFor();
  await page.getByRole('button', { name: 'Export' }).click();
  const copies = page.getByRole('dialog', { name: 'Export a copy' });
  await copies.getByRole('radio', { name: /^Word/ }).check();
  const download = page.waitForEvent('download');
  await copies.getByRole('link', { name: 'Save' }).click();
  const parts = unzipSync(await readFile(await (await download).path()));
  const worked = (name: string, edit: (xml: string) => string): void => {
    parts[name] = strToU8(edit(strFromU8(parts[name]!)));
  };
  worked('word/document.xml', (xml) => xml.replace('It returns at', 'It returns home at'));
  worked('word/commentsExtended.xml', (xml) => xml.replace('w15:done="0"', 'w15:done="1"'));
  await page.getByRole('button', { name: 'Export' }).click();
  await copies.getByRole('button', { name: 'Import onto this article…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import onto this article' });
  expect(await dialog.getByRole('button', { name: 'Import' }).isDisabled()).toBe(true);
  const file = { name: 'back.docx', mimeType: WORD, buffer: Buffer.from(zipSync(parts)) };
  await dialog.getByLabel('File').setInputFiles(file);
  await dialog.getByRole('listitem').filter({ hasText: '1 edit as a suggestion' }).waitFor();
  await dialog.getByRole('listitem').filter({ hasText: '1 thread resolved' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await page.getByText('Imported: 1 edit as a suggestion, 1 thread resolved.').waitFor();
  await thread(page, 'home').waitFor();
  await thread(page, 'In winter, too?').waitFor({ state: 'hidden' });
});

test('RN4 notes of another program are told before they come: who, what found its words, what not', async () => {
  const { id } = await server.article(
    '# The ferry\n\nThe ferry leaves at nine. It returns at noon.',
  );
  const row = (name: string, exact: string, text: string) => ({
    id: name,
    user: `acct:${name}@hypothes.is`,
    uri: 'https://desk.example/read/the-ferry',
    created: '2026-03-01T09:12:00Z',
    text,
    tags: ['facts'],
    target: [{ source: 'x', selector: [{ type: 'TextQuoteSelector', exact, prefix: '', suffix: '' }] }],
  }); // prettier-ignore
  const rows = [row('rita', 'leaves at nine', 'In winter, too?'), row('sam', 'the old pier', 'Where is it?')]; // prettier-ignore
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/articles/${id}`);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Import onto this article…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import onto this article' });
  const file = { name: 'hypothesis.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ rows })) }; // prettier-ignore
  await dialog.getByLabel('File').setInputFiles(file);
  await dialog.getByRole('listitem').filter({ hasText: '2 new comments' }).waitFor();
  await dialog.getByText('By rita and sam, as the file says').waitFor();
  await dialog.getByText('1 note has no certain place here.').waitFor();
  await dialog.getByRole('listitem').filter({ hasText: 'the old pier' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    expect(await beyondScreen(page)).toEqual([]);
    expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  }
  await dialog.getByRole('button', { name: 'Import' }).click();
  await page.getByText('Imported: 2 new comments.').waitFor();
  await thread(page, 'In winter, too?').waitFor();
});

test('RC19 an HTML copy comes back by hand with a reply and an edit', async () => {
  const { id, layers } = await server.article(
    '# The ferry\n\nThe ferry leaves at nine. It returns at noon.',
  );
  const layer = layers.find(({ name }) => name === 'Comments')!.id;
  const note = { layer, kind: 'comment', target: { exact: 'nine' }, body: 'In winter, too?' };
  const { json } = await server.ask('POST', `/api/articles/${id}/annotations`, note);
  await server.ask('POST', `/api/articles/${id}/annotations/${json.id}/replies`, {
    body: 'At ten.',
  });
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/articles/${id}`);
  await thread(page, 'In winter, too?').waitFor();
  await page.getByRole('button', { name: 'Export' }).click();
  const copies = page.getByRole('dialog', { name: 'Export a copy' });
  await copies.getByRole('radio', { name: /^Web page/ }).check();
  const download = page.waitForEvent('download');
  await copies.getByRole('link', { name: 'Save' }).click();
  const copy = await readFile(await (await download).path(), 'utf8');
  const worked = copy
    .replace('It returns at', 'It returns home at')
    .replace('</li>\n</ol>', '</li>\n<li><b>Rita:</b> So be it.</li></ol>');
  await page.getByRole('button', { name: 'Export' }).click();
  await copies.getByRole('button', { name: 'Import onto this article…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import onto this article' });
  await dialog.getByLabel('File').setInputFiles({ name: 'back.html', mimeType: 'text/html', buffer: Buffer.from(worked) }); // prettier-ignore
  await dialog.getByRole('listitem').filter({ hasText: '1 new reply' }).waitFor();
  await dialog.getByRole('listitem').filter({ hasText: '1 edit as a suggestion' }).waitFor();
  await dialog.getByRole('button', { name: 'Import' }).click();
  await thread(page, 'So be it.').waitFor();
});
