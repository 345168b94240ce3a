/** Plain text becomes articles: its head is found, and no character is lost. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readText } from '../../../../server/formats/import/text.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { bare, hostileStrings } from './corpora.ts';

/** Each block as `type: text`. */
function shapeOf(content: string): string[] {
  const { doc } = readText(content);
  doc.check();
  return doc.children.map((node) => `${node.type.name}: ${node.textContent}`);
}

const SCRAPED = new URL('../../../fixtures/articles/scraped-news.txt', import.meta.url);

const LONG = 'The water rose in the night, and by the morning nobody could cross the road.';

describe('heads', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a title over a blank line', `Water\n\n${LONG}`, ['title', 'paragraph']],
    ['a title right above', `Water on the road\n${LONG}`, ['title', 'paragraph']],
    ['a title that asks', `Who paid?\n\n${LONG}`, ['title', 'paragraph']],
    ['a title with an abbreviation', `Rain in the U.S.\n\n${LONG}`, ['title', 'paragraph']],
    ['a sentence is no title', `It rained.\n\n${LONG}`, ['paragraph', 'paragraph']],
    ['a salutation is no title', `Dear Anna,\n\n${LONG}`, ['paragraph', 'paragraph']],
    ['a text of one line has no title', 'Water', ['paragraph']],
    [
      'Chinese',
      '夜里的桥\n\n作者：王芳\n\n每天晚上十点，三个人关上这座桥。',
      ['title', 'byline', 'paragraph'],
    ],
    ['a Chinese sentence', '每天晚上关桥。\n\n三个人关上这座桥。', ['paragraph', 'paragraph']],
    [
      'Thai',
      `สะพานยามค่ำคืน\n\nโดย มานี ใจดี\n\n${'ทุกคืนสามคนปิดสะพาน '.repeat(12)}`,
      ['title', 'byline', 'paragraph'],
    ],
    [
      'Arabic',
      'الجسر ليلا\n\nبقلم سارة حداد\n\nفي كل مساء يغلق ثلاثة أشخاص الجسر.',
      ['title', 'byline', 'paragraph'],
    ],
    [
      'English byline',
      `Water on the northern road\nBy Anna Novak\n\n${LONG}`,
      ['title', 'byline', 'paragraph'],
    ],
    ['Russian byline', `Вода\n\nАвтор: Анна Новак\n\n${LONG}`, ['title', 'byline', 'paragraph']],
    [
      'name and place',
      `Water\n\nAnna van Dijk, Institute for Rivers\n\n${LONG}`,
      ['title', 'byline', 'paragraph'],
    ],
    [
      'no byline: a sentence',
      `Water\n\nBy Friday it was gone.\n\n${LONG}`,
      ['title', 'paragraph', 'paragraph'],
    ],
    [
      'no byline: a preposition',
      `Wasser\n\nVon der Brücke aus sah man nichts mehr\n\n${LONG}`,
      ['title', 'paragraph', 'paragraph'],
    ],
    [
      'a standfirst that the text repeats',
      `Water\n\n${LONG.slice(0, -1)}\n${LONG} Then it fell.`,
      ['title', 'standfirst', 'paragraph'],
    ],
    [
      'a standfirst above the byline',
      `Water\n\n${LONG}\n\nBy Anna Novak\n\n${LONG}`,
      ['title', 'standfirst', 'byline', 'paragraph'],
    ],
    [
      'a standfirst below the byline',
      `Water\n\nBy Anna Novak\n\n${LONG.slice(0, -1)}\n\n${LONG}`,
      ['title', 'byline', 'standfirst', 'paragraph'],
    ],
    [
      'a subheading is no standfirst',
      `Water\n\nThe night\n\n${LONG}`,
      ['title', 'paragraph', 'paragraph'],
    ],
  ];
  test.each(cases)('I1 the head of a plain text is recognised: %s', (_name, content, types) => {
    const { doc } = readText(content);
    expect(doc.children.map((node) => node.type.name)).toEqual(types);
  });

  test('I1 the head of a scraped article is recognised, byline below the first paragraph', () => {
    const shape = shapeOf(readFileSync(SCRAPED, 'utf8'));
    expect(shape.map((line) => line.split(':')[0])).toEqual([
      'title',
      'standfirst',
      'paragraph',
      'byline',
      'paragraph',
      'paragraph',
      'paragraph',
      'paragraph',
    ]);
    expect(shape[0]).toBe('title: A second harbour for the island');
    expect(shape[3]).toBe('byline: Tomas Hale, Institute for Coastal Studies');
    expect(shape.at(-1)).toContain('Bemerkten Sie einen Fehler?');
  });
});

describe('paragraphs', () => {
  const wrapped = [
    'The bridge was built in 1931 for carts, trams and a few hundred',
    'cars a day. It now carries eleven thousand, and between ten at',
    'night and five in the morning it belongs to the river and to its',
    'ships.',
  ];
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['wrapped lines join', wrapped.join('\n'), [wrapped.join(' ')]],
    ['CRLF', 'One.\r\n\r\nTwo.', ['One.', 'Two.']],
    ['CR', 'One.\rTwo.', ['One.', 'Two.']],
    ['U+2028 and U+2029', 'One.\u2028Two.\u2029Three.', ['One.', 'Two.', 'Three.']],
    ['form feed', 'One.\fTwo.', ['One.', 'Two.']],
    ['byte order mark', '\uFEFFOne.', ['One.']],
    ['controls go', 'On\u0001e\u001B.\u0000', ['One.']],
    ['a lone surrogate', 'One \uD800.', ['One \uFFFD.']],
    [
      'short lines stay',
      'Roses are red.\nViolets are blue.\nThis is a verse.',
      ['Roses are red.', 'Violets are blue.', 'This is a verse.'],
    ],
    [
      'list items stay',
      wrapped.map((line) => `- ${line}`).join('\n'),
      wrapped.map((line) => `- ${line}`),
    ],
    [
      'two wrapped lines beside a wrapped paragraph',
      [...wrapped, '', ...wrapped.slice(0, 2)].join('\n'),
      [wrapped.join(' '), wrapped.slice(0, 2).join(' ')],
    ],
    [
      'Chinese joins without a space',
      `${'桥'.repeat(36)}\n${'河'.repeat(36)}\n${'夜'.repeat(9)}。`,
      [`${'桥'.repeat(36)}${'河'.repeat(36)}${'夜'.repeat(9)}。`],
    ],
  ];
  test.each(cases)('I2 lines become paragraphs: %s', (_name, content, texts) => {
    const { doc } = readText(content);
    doc.check();
    expect(doc.children.map((node) => node.textContent)).toEqual(texts);
  });
});

describe('words', () => {
  const strings = hostileStrings();
  const contents = [
    ...strings,
    strings.join('\n\n'),
    strings.join('\n'),
    readFileSync(SCRAPED, 'utf8'),
  ];
  test('I3 a plain text keeps each visible character, whatever it is', () => {
    expect(strings.length).toBeGreaterThan(400);
    for (const content of contents) {
      const { doc, title } = readText(content);
      doc.check();
      expect(bare(plainText(doc))).toBe(bare(content).replace(/^\uFEFF/, ''));
      expect(title).not.toBe('');
    }
  });

  test('I4 a text without a title is named by its first words, and an empty one "Untitled"', () => {
    const { title, doc } = readText(`${LONG} ${LONG}`);
    expect(title).toBe(
      'The water rose in the night, and by the morning nobody could cross the road.…',
    );
    expect(doc.firstChild?.type.name).toBe('paragraph');
    expect(readText(' \n\t').title).toBe('Untitled');
    expect(plainText(readText('').doc)).toBe('');
  });
});
