/**
 * `npm run fuzz:typists`: two people in two browsers type at once in one small text and change its blocks under each other's
 * caret; each letter is to stand where it was typed. `--minutes N` (10), `--seed N`, `--per-second N` (10) keys of each, and
 * `--delay N` ms that the line takes each way, at least (0). Fails where a letter is elsewhere, lost, or there twice.
 */
import { parseArgs } from 'node:util';
import { builtServer, launchBrowser, openContext } from '../support/browser.ts';
import { FIRST_ARTICLE, openNoted } from '../support/typists/open-pages.ts';
import { slowLine } from '../support/typists/slow-line.ts';
import { typeTogether } from '../support/typists/two-typists.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    'per-second': { type: 'string', default: '10' },
    delay: { type: 'string', default: '0' },
  },
});

const server = await builtServer();
const line = await slowLine(server.url, Number(values.delay));
const browser = await launchBrowser();
let hasFailed = true;
try {
  const { id } = await server.article(FIRST_ARTICLE);
  const pages = await Promise.all(
    ['Ann Kowalska', 'Bob Moroz'].map(async (name) => {
      const { token } = await server.member(name, 'editor');
      const context = await openContext(browser, { url: line.url, token });
      const page = await context.newPage();
      page.on('pageerror', (error) => console.log(`${name}: ${error.stack}`));
      page.on('console', (message) => {
        if (message.type() === 'error') console.log(`${name}: ${message.text()}`);
      });
      await openNoted(page, `${line.url}/articles/${id}`);
      return page;
    }),
  );
  const seconds = Number(values.minutes) * 60;
  const options = { seed: Number(values.seed), seconds, perSecond: Number(values['per-second']) };
  const { letters, strays, differences } = await typeTogether([pages[0]!, pages[1]!], options);
  for (const { what, told } of strays.slice(0, 20)) console.log(`${what}: ${told}`);
  console.log(
    `Seed ${values.seed}: ${letters} letters in ${seconds} s, ${strays.length} not where they were typed.`,
  );
  for (const told of differences) console.log(`not the same for both: ${told}`);
  hasFailed = strays.length + differences.length > 0;
} finally {
  await browser.close();
  line.close();
  await server.close();
}
process.exitCode = hasFailed ? 1 : 0;
