/** Bodies of comments as safe HTML. */
import { describe, expect, it } from 'vitest';
import { markdownToHtml } from '../../../server/html/render-body.ts';
import { readHtml } from '../../support/html-check.ts';

describe('markdownToHtml', () => {
  const link = (href: string, text: string) =>
    `<p><a href="${href}" rel="noopener noreferrer nofollow">${text}</a></p>`;
  const cases = [
    ['**a** *b* `c`', '<p><strong>a</strong> <em>b</em> <code>c</code></p>'],
    ['a\nb', '<p>a<br>\nb</p>'],
    ['[a](https://a.example)', link('https://a.example', 'a')],
    ['https://a.example', link('https://a.example', 'https://a.example')],
    ['[a](javascript:alert(1))', '<p>[a](javascript:alert(1))</p>'],
    ['[a](&#106;avascript:alert(1))', '<p>[a](javascript:alert(1))</p>'],
    ['[a](data:text/html,b)', '<p>[a](data:text/html,b)</p>'],
    ['<img src=x onerror=a>', '<p>&lt;img src=x onerror=a&gt;</p>'],
    ['![a](https://a.example/p.gif)', `<p>!${link('https://a.example/p.gif', 'a').slice(3)}`],
    ['# a', '<p><strong>a</strong></p>'],
    ['a\0b', '<p>a\uFFFDb</p>'],
    ['| a |\n| :-: |\n| b |', '<p>| a |<br>\n| :-: |<br>\n| b |</p>'],
  ] as const;
  for (const [body, html] of cases) {
    it(`X5 ${JSON.stringify(body)} is safe flow content`, () => {
      expect(markdownToHtml(body).trim()).toBe(html);
      readHtml(markdownToHtml(body));
    });
  }
});
