/** Large articles are read without holding anybody up. */
import { describe, expect, test } from 'vitest';
import { ArticleReader } from '../../../../server/formats/import/article-reader.ts';
import { readArticle } from '../../../../server/formats/import/read-article.ts';
import { documentOf } from '../../../../server/sync/stored-document.ts';
import { ARTICLE_ROOT } from '../../../../shared/article/schema.ts';

const source = (content: string) => ({ format: 'html', content, title: null, language: null });

/** The updates themselves differ in length with the Yjs client id that each happened to get. */
function wordsIn(update: Uint8Array): string {
  return documentOf([update]).getXmlFragment(ARTICLE_ROOT).toJSON();
}

describe('the article reader', () => {
  test('I13 reads a large article in a thread, to the same end, while the event loop goes on', async () => {
    const large = `<h1>Title</h1>${'<p>A paragraph of words.</p>'.repeat(20_000)}`;
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    const read = await new ArticleReader().read(source(large));
    clearInterval(timer);
    if (!read.ok) throw new Error(read.problem.detail);
    expect(turns).toBeGreaterThan(50);
    expect(read.value).toMatchObject({ title: 'Title', language: 'en', direction: 'ltr' });
    expect(wordsIn(read.value.update) === wordsIn(readArticle(source(large)).update)).toBe(true);
  });

  test('I14 a title and a language that are given win over those that are found', () => {
    const given = {
      format: 'markdown',
      content: '# Found\n\nWords.',
      title: 'Given',
      language: 'ar',
    };
    expect(readArticle(given)).toMatchObject({ title: 'Given', language: 'ar', direction: 'rtl' });
  });
});
