/** A question is asked on some words, waits in margin and queue, and stops waiting when somebody answers it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { TestServer } from '../support/server.ts';
import { selectWords, textbox, thread } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

test('KD2 a question waits in the margin and in the queue until another person answers', async () => {
  const article = await server.article('# The ferry\n\nThe ferry leaves at nine.');
  const [ann, bob] = [
    await server.member('Ann Kowalska', 'editor'),
    await server.member('Bob Moroz', 'moderator'),
  ];
  const address = `${server.url}/articles/${article.id}`;
  const asking = await browser.newPerson(server, ann.token);
  await asking.goto(address);
  await textbox(asking).getByText('The ferry leaves').waitFor();
  await selectWords(asking, 'at nine');
  await asking.keyboard.press('Control+Alt+KeyA');
  await asking.keyboard.type('Winter time?');
  await asking.keyboard.press('Control+Enter');
  const card = thread(asking, 'Winter time?');
  await card.getByText('Waits for an answer.').waitFor();
  expect(await card.getAttribute('aria-label')).toBe('Question by Ann Kowalska on “at nine”');
  expect(await textbox(asking).textContent()).toContain('The ferry leaves at nine.');

  const answering = await browser.newPerson(server, bob.token);
  await answering.goto(`${server.url}/queue?kind=question`);
  const item = answering.getByRole('article', { name: 'Question on The ferry' });
  await item.getByText('Waits for an answer.').waitFor();
  await answering.getByRole('button', { name: 'Questions 1' }).waitFor();
  expect(await item.getByRole('button', { name: 'Decline' }).count()).toBe(0);

  await answering.goto(address);
  const asked = thread(answering, 'Winter time?');
  await asked.click();
  await asked.getByRole('button', { name: 'Reply', exact: true }).click();
  await asked.getByRole('textbox').fill('Summer time, from May on.');
  await answering.keyboard.press('Control+Enter');
  await card.getByText('Answered.').waitFor();
  await card.getByText('Waits for an answer.').waitFor({ state: 'hidden' });
});
