/** What is kept of an article that was read. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { readArticle } from '../../../../server/formats/import/read-article.ts';
import { LIMITS } from '../../../../shared/wire/messages.ts';
import type { ArticleSource } from '../../../../server/formats/jobs.ts';

const source = (text: string): ArticleSource => ({
  format: 'markdown',
  bytes: new TextEncoder().encode(text),
  encoding: null,
  title: null,
  language: null,
  cleanUp: false,
});

test('I14 a title and a language that are given win over those that are found', async () => {
  const given = { ...source('# Found\n\nWords.'), title: 'Given', language: 'ar' };
  expect(await readArticle(given)).toMatchObject({
    ok: true,
    value: { title: 'Given', language: 'ar', direction: 'rtl' },
  });
});

test('I11 what is no text is a problem, and nothing is made of it', async () => {
  const zip = { ...source(''), bytes: new TextEncoder().encode('PK\u0003\u0004') };
  expect(await readArticle(zip)).toMatchObject({
    ok: false,
    problem: { type: '/problems/not-text' },
  });
});

test('I57 a text that is longer than one may become is refused as a whole', async () => {
  const most = vi.spyOn(LIMITS, 'maxTextBytes', 'get').mockReturnValue(2000);
  onTestFinished(() => most.mockRestore());
  const read = (words: number) => readArticle(source('words '.repeat(words)));
  expect((await read(100)).ok).toBe(true);
  expect(await read(1000)).toMatchObject({ ok: false, problem: { status: 413 } });
});
