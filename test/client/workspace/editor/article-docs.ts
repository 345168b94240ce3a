/** Articles to try the editor on. */
import type { Node } from 'prosemirror-model';
import { articleSchema } from '../../../../shared/article/schema.ts';

const { nodes } = articleSchema;

export function paragraph(words = ''): Node {
  return nodes.paragraph.create(null, words === '' ? null : articleSchema.text(words));
}

export function article(...blocks: Node[]): Node {
  return nodes.doc.create(null, blocks);
}

/** One of every kind of block, empty ones among them. */
export function everything(): Node {
  const cell = (words: string) => nodes.table_cell.create(null, paragraph(words));
  return article(
    nodes.title.create(null, articleSchema.text('A title')),
    nodes.standfirst.create(),
    paragraph('One \u{1F468}‍\u{1F469}‍\u{1F467} family.'),
    nodes.paragraph.create(null, [
      articleSchema.text('before'),
      nodes.hard_break.create(),
      articleSchema.text('after', [articleSchema.marks.strong.create()]),
    ]),
    nodes.bullet_list.create(null, [
      nodes.list_item.create(null, [paragraph('first'), paragraph('second')]),
    ]),
    nodes.figure.create(null, [
      nodes.image.create({ src: 'https://example.org/a.jpg' }),
      nodes.caption.create(null, articleSchema.text('A caption')),
    ]),
    nodes.table.create(null, nodes.table_row.create(null, [cell('left'), cell('right')])),
    nodes.code_block.create(null, articleSchema.text('one line\nand another')),
    nodes.rule.create(),
    nodes.blockquote.create(null, paragraph('the end')),
  );
}
