/** Articles by chance, written as Markdown, and read again by three independent parsers as what they were. */
import { describe, expect, it } from 'vitest';
import { markdownDocument } from '../../../../server/formats/export/markdown-document.ts';
import { serializeMarkdown } from '../../../../server/formats/export/markdown-serializer.ts';
import type { Node } from 'prosemirror-model';
import { marked, node, p } from '../../../support/copy.ts';
import { outlineOf } from '../../../support/markdown/outline.ts';
import { randomArticle } from '../../../support/markdown/random-article.ts';
import { MARKDOWN_READERS } from '../../../support/markdown/readers.ts';

const ARTICLES = 60;

describe.each(MARKDOWN_READERS)('an article read by $name', ({ isGfm, read }) => {
  it('X21 has its text and its structure', () => {
    for (let seed = 0; seed < ARTICLES; seed++) {
      const article = randomArticle(seed, { isGfm });
      const markdown = serializeMarkdown(markdownDocument(article, new Map()));
      expect(read(markdown), `seed ${seed}:\n${markdown}`).toEqual(outlineOf(article));
    }
  });

  // Each was read wrongly once: emphasis beside letters, code with blanks at its ends, addresses, lists in a row.
  const link = { href: 'http://u.edu/~ann/*a*[b](c)', title: '' };
  const item = (...text: (Node | string)[]) => node('list_item', [p(...text)]);
  const cases: [name: string, Node[]][] = [
    ['a bold link between letters', [p('強調', marked('リンク', link, 'strong'), 'は')]],
    ['bold code between letters', [p('a', marked('b', 'strong', 'code'), 'c')]],
    [
      'bold and italic that overlap',
      [p(marked('bo', 'strong'), marked('ld', 'strong', 'em'), marked('ic', 'em'))],
    ],
    ['italic right after bold italic', [p(marked('a', 'strong'), marked('b', 'strong', 'em'), marked('c', 'em'))]],
    ['bold that ends in punctuation', [p(marked('「引用」', 'strong'), 'です')]],
    ['blanks at the ends of bold', [p('a', marked(' b ', 'strong'), 'c')]],
    ['blanks at the ends of code', [p('a', marked(' b ', 'code'), 'c', marked('  ', 'code'), 'd')]],
    ['code with ticks', [p(marked('`', 'code'), ' ', marked('a `` b', 'code'))]],
    ['a link that is bold in part', [p(marked('one ', link), marked('bold', 'strong', link), marked(' link', link))]],
    ['addresses', [p('see http://u.edu/~ann/ and http://u.edu/~~b~~ and www.e.org/*c*, a_b@e.org')]],
    ['two lists in a row', [node('bullet_list', [item('a')]), node('bullet_list', [item('b')])]],
    ['two numbered lists in a row', [1, 1].map(() => node('ordered_list', [item('a')]))],
    ['a rule in a list', [node('bullet_list', [node('list_item', [node('rule'), p('a')])])]],
    ['an empty item', [node('bullet_list', [item(), item('a')])]],
    ['a list of 100 items', [node('ordered_list', Array.from({ length: 100 }, () => item('a', node('hard_break'), 'b')), { order: 99 })]],
    ['a break in a heading', [node('heading', ['a', node('hard_break'), 'b'], { level: 3 })]],
    ['a blank that does not break', [p('\u00A0a\u00A0')]],
    ['an empty code block', [node('code_block'), node('code_block', ['\n\na'])]],
  ]; // prettier-ignore
  it.each(cases)('X21 has %s', (_, blocks) => {
    const article = node('doc', blocks);
    const markdown = serializeMarkdown(markdownDocument(article, new Map()));
    expect(read(markdown), markdown).toEqual(outlineOf(article));
  });
});
