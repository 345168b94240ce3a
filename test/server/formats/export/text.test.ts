/** The plain text copy. */
import type { Node } from 'prosemirror-model';
import { describe, expect, it } from 'vitest';
import { textExporter } from '../../../../server/formats/export/text.ts';
import { copyOf, node, p, written } from '../../../support/copy.ts';
import { wordsOf } from '../../../support/html-check.ts';
import { rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';

describe('the plain text export', () => {
  it('X16 the words of the article are there in order, each note number behind its words', () => {
    for (const copy of [sampleCopy(), rightToLeftCopy()]) {
      const file = written(textExporter, copy);
      const article = file.slice(0, file.indexOf(`\n\n${'-'.repeat(40)}`));
      const bare = article.replace(/\[(\d+|Image.*)\]|^ *\d+\. (?=Inner)/gm, '');
      expect(wordsOf(bare).join(' ')).toBe(wordsOf(copy.text).join(' '));
    }
  });

  it('X16 who, when, what and which words stand under the number', () => {
    const blocks = [p('One two.'), node('rule'), node('image', [], { alt: 'A cat' })];
    const threads = [
      { words: 'One', kind: 'suggestion', replacement: 'Eins', body: 'Why\nnot?' },
      { words: '\uFFFC', range: [9, 10] },
      { words: 'gone', state: 'orphaned' },
    ] as const;
    expect(written(textExporter, copyOf(blocks, threads)).split('\n')).toEqual([
      'One[1] two.',
      '',
      '* * *[2]',
      '',
      '[Image: A cat]',
      '',
      '-'.repeat(40),
      '',
      'NOTES',
      '',
      '[1] Ann Kowalska, 2026-03-01 09:10 UTC · Suggestion · open',
      '    “One”',
      '    -> “Eins”',
      '    Why',
      '    not?',
      '    Layer: Comments',
      '',
      '[2] Ann Kowalska, 2026-03-01 09:11 UTC · Comment · open',
      '    “\u25A1”',
      '    Layer: Comments',
      '',
      '-'.repeat(40),
      '',
      'NOTES WITHOUT A PLACE',
      '',
      '[3] Ann Kowalska, 2026-03-01 09:12 UTC · Comment · open',
      '    “gone”',
      '    The words are no longer in the text.',
      '    Layer: Comments',
      '',
      '-'.repeat(40),
      '',
      'Annotated copy of “One two.”, text of 2026-03-01 08:00 UTC.',
      'Layers: Comments, Reports.',
      'https://desk.example/articles/a1',
      '',
    ]);
  });

  it('X16 items stand behind bullets and numbers, cells are parted by tabs', () => {
    const item = (...blocks: Node[]) => node('list_item', blocks);
    const cell = (...blocks: Node[]) => node('table_cell', blocks);
    const blocks = [
      node('bullet_list', [
        item(
          p('One'),
          node('ordered_list', [item(p('Two')), item(p('Three'), p('more'))], { order: 9 }),
        ),
        item(p('Four', node('hard_break'), 'five')),
        item(p()),
      ]),
      node('table', [
        node('table_row', [cell(p('a')), cell(p('b'), p('c'))]),
        node('table_row', [cell(p()), cell(p('d\te', node('hard_break'), 'f'))]),
        node('table_row', [node('table_cell', [p('g')], { colspan: 2 })]),
      ]),
    ];
    const file = written(textExporter, copyOf(blocks, [{ words: 'Four' }, { words: 'c' }]));
    expect(file.slice(0, file.indexOf('\n\n---'))).toBe(
      ['- One', '  9. Two', '  10. Three', '      more', '- Four[1]', '  five', '-', '', 'a\tb c[2]', '\td e f', 'g\t'].join('\n'),
    ); // prettier-ignore
  });

  it('X16 control characters, such as those that steer a terminal, do not get through', () => {
    const file = written(
      textExporter,
      copyOf([p('a\u001B[31mb')], [{ words: 'b', body: '\u0007c' }]),
    );
    expect(file).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(file).toContain('a\uFFFD[31mb[1]');
  });
});
