/** What people paste from word processors and pages is what they saw there, without an error in the console. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, selectionSeen, testBrowser } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { textbox } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

/** An article with one line, the caret in an empty line below it. */
async function openArticle(): Promise<Page> {
  const article = await server.article('# The ferry\n\nFirst.');
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).locator('p').first().click();
  await page.keyboard.press('Control+End');
  await selectionSeen(page);
  await page.keyboard.press('Enter');
  return page;
}

async function paste(page: Page, html: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/html', pasted);
    const init = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', init));
  }, html);
}

const shown = (page: Page): Promise<string> =>
  textbox(page).evaluate((box) => {
    const html = [...box.children].slice(2).map((block) => block.outerHTML);
    return html.join('').replace(/ (?:class|rel|data-[\w-]+)="[^"]*"/g, '');
  });

test.each([
  [
    'Google Docs',
    `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;font-weight:400;font-style:normal;text-decoration:none;white-space:pre-wrap;">plain </span><span style="font-weight:700;white-space:pre-wrap;">bold</span><span style="font-style:italic;"> slanted</span></p><ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc" aria-level="1"><p role="presentation"><span style="font-weight:400">one</span></p></li><ul><li aria-level="2"><p>two</p></li></ul></ul></b>`,
    '<p>plain <strong>bold</strong><em> slanted</em></p><ul><li><p>one</p><ul><li><p>two</p></li></ul></li></ul>',
  ],
  [
    'rules of a style sheet',
    '<html><head><style><!-- .x{font-weight:700} --></style></head><body><!--StartFragment--><p class="x">a > b</p><!--EndFragment--></body></html>',
    '<p><strong>a &gt; b</strong></p>',
  ],
  [
    'Word',
    `<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>ii.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>b</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>iii.</span>c</p></body></html>`,
    '<ol start="2" type="i"><li><p>b</p></li><li><p>c</p></li></ol>',
  ],
  [
    'loose cells',
    '<meta charset="utf-8"><tr><td>a</td><td>b</td></tr>',
    '<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>',
  ],
])('E37 what is pasted from %s', async (_from, html, expected) => {
  const page = await openArticle();
  await paste(page, html);
  await expect.poll(() => shown(page)).toContain(expected);
});

test('E37 what was left out is said, and styles do no harm to words about them', async () => {
  const page = await openArticle();
  await paste(
    page,
    '<p title=\'a style="x"\' style="mso-x:y">Set style="b" <del>old</del>so<span style="mso-special-character:comment">&nbsp;</span><a class=msocomanchor href="#_msocom_1">[A1]</a></p>',
  );
  await page.getByText('1 comment was left out. 1 deleted passage was left out.').waitFor();
  await textbox(page).getByText('Set style="b" so').waitFor();
});
