/** Word files come in by hand, and people see who said what in them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { changed, comment, commented, docx, para, run, words } from '../../support/docx.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const FILE = docx(
  words('The bridge stands', '') +
    para(
      run('It is ') +
        commented('1', run('very old')) +
        run(' and ') +
        changed('del', 'short', 'Bob Cee') +
        changed('ins', 'long', 'Bob Cee') +
        run('.'),
    ),
  { comments: comment('1', 'Ann Bee', 'How old?') },
);
const SAID = '1 comment and 1 suggestion by 2 people came with it.';

test('L45 a Word file comes in by the button, and its threads name whom only the file names', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  const files = { name: 'story.docx', mimeType: WORD, buffer: Buffer.from(FILE) };
  await page.getByLabel('Files to import').setInputFiles(files);
  await page.getByText(`story.docx came in. ${SAID}`).waitFor();
  await page
    .getByRole('link', { name: /The bridge stands/ })
    .first()
    .click();
  const margin = page.getByRole('region', { name: 'Annotations' });
  const thread = margin.getByRole('article', {
    name: /^Comment by Ann Bee \(from a file\) on “very old”/,
  });
  await thread.waitFor();
  expect(await thread.locator('.head').textContent()).toMatch(/Ann Bee\s+from a file/);
  const suggestion = margin.getByRole('article', {
    name: /^Suggestion by Bob Cee \(from a file\)/,
  });
  await suggestion.click();
  await suggestion.getByRole('button', { name: 'Accept' }).click();
  await page
    .getByRole('textbox', { name: 'Article text' })
    .getByText('It is very old and long.')
    .waitFor();
});

test('L45 a Word file comes in by being dropped', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  await page.evaluate(
    ([base64, type]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'dropped.docx', { type }));
      for (const name of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(
          new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data }),
        );
    },
    [Buffer.from(FILE).toString('base64'), WORD] as const,
  );
  await page.getByText(`dropped.docx came in. ${SAID}`).waitFor();
});
