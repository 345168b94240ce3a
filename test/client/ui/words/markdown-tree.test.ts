/** The Markdown of notes. */
import { describe, expect, test } from 'vitest';
import { parseMarkdown, wordsIn } from '../../../../client/ui/words/markdown-tree.ts';
import type { Block, Inline } from '../../../../client/ui/words/markdown-tree.ts';

/** The tree in short: `p(…)`, `b`, `i`, `s`, `c`, `a<address>`; enough to see what became what. */
function short(blocks: readonly Block[]): string {
  return blocks.map(shortBlock).join(' ');
}

function shortBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `p(${inline(block.parts)})`;
    case 'quote':
      return `q(${short(block.blocks)})`;
    case 'code':
      return `pre(${block.text})`;
    default:
      return `${block.kind === 'bullets' ? 'ul' : `ol${block.start}`}(${block.items.map(inline).join('|')})`;
  }
}

function inline(parts: readonly Inline[]): string {
  const names = { strong: 'b', em: 'i', del: 's' } as const;
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return part.text;
        case 'code':
          return `c[${part.text}]`;
        case 'break':
          return '/';
        case 'mention':
          return `@<${part.person}>[${part.name}]`;
        case 'link':
          return `a<${part.address}>[${inline(part.parts)}]`;
        default:
          return `${names[part.kind]}[${inline(part.parts)}]`;
      }
    })
    .join('');
}

const CASES: readonly [string, string, string][] = [
  ['M23', 'plain words', 'p(plain words)'],
  ['M23', 'one\n\ntwo', 'p(one) p(two)'],
  ['M23', 'one\ntwo', 'p(one/two)'],
  ['M23', 'a **bold** and *italic* word', 'p(a b[bold] and i[italic] word)'],
  ['M23', '**bold with *italic* in it**', 'p(b[bold with i[italic] in it])'],
  ['M23', '_italic_ but not snake_case_name', 'p(i[italic] but not snake_case_name)'],
  ['M23', '~~gone~~', 'p(s[gone])'],
  ['M23', '`a *b*`', 'p(c[a *b*])'],
  ['M23', '- one\n- two\n  still two', 'ul(one|two/still two)'],
  ['M23', '3. three\n4. four', 'ol3(three|four)'],
  ['M23', '> said\n> so', 'q(p(said/so))'],
  ['M23', '```\n*x*\n\ny\n```\nafter', 'pre(*x*\n\ny) p(after)'],
  ['M23', 'before\n- item', 'p(before) ul(item)'],
  ['M24', '[here](https://a.example/x)', 'p(a<https://a.example/x>[here])'],
  ['M24', 'see https://a.example/x.', 'p(see a<https://a.example/x>[https://a.example/x].)'],
  ['M24', '(https://a.example/x)', 'p((a<https://a.example/x>[https://a.example/x]))'],
  ['M24', '[mail](mailto:a@b.example)', 'p(a<mailto:a@b.example>[mail])'],
  ['M25', '[x](javascript:alert(1))', 'p([x](javascript:alert(1)))'],
  ['M25', '[x](JaVaScRiPt:alert)', 'p([x](JaVaScRiPt:alert))'],
  ['M25', '[x](data:text/html;base64,AA)', 'p([x](data:text/html;base64,AA))'],
  ['M25', '[x](//evil.example)', 'p([x](//evil.example))'],
  ['M25', '[x](/api/session)', 'p([x](/api/session))'],
  ['M25', '<img src=x onerror=alert(1)>', 'p(<img src=x onerror=alert(1)>)'],
  ['M26', '2 * 3 * 4 and a**b', 'p(2 * 3 * 4 and a**b)'],
  ['M26', '**unclosed', 'p(**unclosed)'],
  ['M26', '\\*not italic\\*', 'p(*not italic*)'],
  ['M26', '```\nunclosed', 'pre(unclosed)'],
  ['M26', '', ''],
];

describe('parseMarkdown', () => {
  for (const [rule, source, expected] of CASES) {
    test(`${rule} ${JSON.stringify(source)}`, () => {
      expect(short(parseMarkdown(source))).toBe(expected);
    });
  }

  test('M27 hostile notes take no time and no stack', () => {
    const begun = performance.now();
    for (const piece of ['*', '**a', '[', '[a](', '_', '`', '> ', '~~a', 'https://', '- ', '\n']) {
      parseMarkdown(piece.repeat(20_000 / piece.length));
    }
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

test('M23 the words of a note are had without its Markdown, and with the names of those it mentions', () => {
  const note = '**Two** [links](https://a.example), @\n\n> - `a`\n> - [@Old](galley:person/ann)';
  const said = wordsIn(parseMarkdown(note), (id) => (id === 'ann' ? 'Ann' : 'nobody'));
  expect(said).toBe('Two links, @\na\n@Ann');
});
