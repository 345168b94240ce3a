/** Which blocks are written the other way than what they are in. */
import { expect, test } from 'vitest';
import { directionOfWords, eachOwnDirection } from '../../../shared/article/block-directions.ts';
import type { Direction } from '../../../shared/article/language.ts';
import { articleSchema } from '../../../shared/article/schema.ts';

const { nodes } = articleSchema;
const text = (words: string) => (words === '' ? [] : [articleSchema.text(words)]);
const paragraph = (words: string) => nodes.paragraph.create(null, text(words));
const item = (words: string) => nodes.list_item.create(null, paragraph(words));

test.each<[string, Direction | null]>([
  ['Words', 'ltr'],
  ['שלום world', 'rtl'],
  ['world שלום', 'ltr'],
  ['12 «مرحبا»', 'rtl'],
  ['— 2026 —', null],
  ['', null],
  ['中文', 'ltr'],
  ['\u{1E900}', 'rtl'], // Adlam, beyond the first plane
  ['ߒߞߏ', 'rtl'],
  ['ܫܠܡܐ', 'rtl'],
])('E40 %j is written %s', (words, direction) => {
  expect(directionOfWords(words)).toBe(direction);
});

function directionsIn(direction: Direction): string[] {
  const doc = nodes.doc.create(null, [
    nodes.title.create(null, text('Title')),
    paragraph('שלום'),
    paragraph('2026'),
    paragraph(''),
    nodes.bullet_list.create(null, [item('אחת'), item('two'), item('3')]),
    nodes.blockquote.create(null, [paragraph('12'), paragraph('ציטוט')]),
    nodes.code_block.create(null, text('שלום')),
  ]);
  const said: string[] = [];
  eachOwnDirection(doc, direction, (block, position, own) => {
    expect(doc.nodeAt(position)).toBe(block);
    said.push(`${block.type.name} ${own} ${block.textContent}`);
  });
  return said;
}

test('E40 in a text from left to right', () => {
  expect(directionsIn('ltr')).toEqual([
    'paragraph rtl שלום',
    'bullet_list rtl אחתtwo3',
    'paragraph ltr two',
    'blockquote rtl 12ציטוט',
  ]);
});

test('E40 in a text from right to left', () => {
  expect(directionsIn('rtl')).toEqual(['title ltr Title', 'paragraph ltr two']);
});
