/** Comments and tracked changes of Word files come in as threads on their words. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDocx } from '../../../../../server/formats/import/docx/docx.ts';
import type { ImportedArticle } from '../../../../../server/formats/format.ts';
import { readArticle } from '../../../../../server/formats/import/read-article.ts';
import { plainText } from '../../../../../shared/article/plain-text.ts';
import {
  changed,
  comment,
  commented,
  docx,
  para,
  run,
  sign,
  style,
  words,
} from '../../../../support/docx.ts';
import type { DocxParts } from '../../../../support/docx.ts';

function read(body: string, parts: DocxParts = {}): ImportedArticle {
  const result = readDocx(docx(body, parts));
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

/** Each thread's words, with what it says of them or puts in their place. */
function told({ doc, threads }: ImportedArticle): (readonly [string, string])[] {
  const text = plainText(doc);
  return threads.map(({ from, to, body, replacement }) => [
    text.slice(from, to),
    replacement ?? body,
  ]);
}

function textOf({ doc }: ImportedArticle): string {
  return plainText(doc);
}

describe('comments', () => {
  test('I36 a comment has its author, its time, its words in Markdown, and the words that it is on', () => {
    const body = para(
      run('  The ') + commented('1', run('bridge') + run(' stands', '<w:b/>')) + run('.'),
    );
    const article = read(body, { comments: comment('1', 'Ann *B*', 'Is *it* so?') });
    expect(told(article)).toEqual([['bridge stands', 'Is \\*it\\* so?']]);
    expect(article.threads[0]).toMatchObject({
      author: 'Ann *B*',
      at: '2024-01-02T03:04:05.000Z',
      replacement: null,
      isResolved: false,
      replies: [],
    });
  });

  test('I36 answers of answers are replies of one thread, and what is done is resolved', () => {
    const body = para(commented('1', commented('2', commented('3', run('Words')))));
    const article = read(body, {
      comments:
        comment('1', 'Ann', 'One', 'A1') +
        comment('2', 'Bob', 'Two', 'A2') +
        comment('3', 'Ann', 'Three', 'A3'),
      commentsExtended:
        '<w15:commentEx w15:paraId="a1" w15:done="1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/><w15:commentEx w15:paraId="A3" w15:paraIdParent="A2"/>',
    });
    expect(told(article)).toEqual([['Words', 'One']]);
    expect(article.threads[0]).toMatchObject({
      isResolved: true,
      replies: [
        { author: 'Bob', body: 'Two' },
        { author: 'Ann', body: 'Three' },
      ],
    });
  });

  test('I36 parents in a circle or of no comment end in threads of their own', () => {
    const body = para(commented('1', run('One')) + commented('2', run(' two')));
    const article = read(body, {
      comments: comment('1', 'A', 'x', 'A1') + comment('2', 'B', 'y', 'A2'),
      commentsExtended:
        '<w15:commentEx w15:paraId="A1" w15:paraIdParent="A2"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/>',
    });
    expect(article.threads.length).toBeGreaterThan(0);
    expect(
      article.threads
        .flatMap(({ body: said, replies }) => [said, ...replies.map((one) => one.body)])
        .sort(),
    ).toEqual(['x', 'y']);
  });

  test('I36 a range may run over blocks and cells, and begin and end between them', () => {
    const cell = (content: string): string => `<w:tc>${content}</w:tc>`;
    const body =
      '<w:commentRangeStart w:id="1"/>' +
      words('One') +
      words('Two') +
      '<w:commentRangeEnd w:id="1"/>' +
      para(sign('1') + run('Three')) +
      `<w:tbl><w:tr>${cell(para('<w:commentRangeStart w:id="2"/>' + run('a')))}${cell(para(run('b') + '<w:commentRangeEnd w:id="2"/>' + sign('2')))}</w:tr></w:tbl>`;
    const article = read(body, { comments: comment('1', 'A', 'x') + comment('2', 'A', 'y') });
    expect(told(article)).toEqual([
      ['One\nTwo', 'x'],
      ['a\nb', 'y'],
    ]);
  });

  test('I36 a comment without a range is on the word beside it, and in an empty block on the nearest one', () => {
    const body =
      para(run('The old') + sign('1') + run(' bridge')) +
      para(sign('2') + run('Begins')) +
      para(run('«…» ') + sign('3')) +
      para(sign('4')) +
      words('Last');
    const article = read(body, {
      comments: ['1', '2', '3', '4'].map((id) => comment(id, 'A', id)).join(''),
    });
    expect(told(article)).toEqual([
      ['old', '1'],
      ['Begins', '2'],
      ['«…»', '3'],
      ['«…»', '4'],
    ]);
  });

  test('I36 comments in titles, code and notes have their words', () => {
    const body =
      para(commented('1', run('Head')), 'T') +
      words('x = 1', 'C') +
      para(run('y = ') + commented('2', run('2')), 'C') +
      para(run('See') + '<w:r><w:footnoteReference w:id="1"/></w:r>');
    const article = read(body, {
      styles: style('T', 'Title') + style('C', 'HTML Preformatted'),
      footnotes: `<w:footnote w:id="1">${para(run('At the ') + commented('3', run('foot')))}</w:footnote>`,
      comments: ['1', '2', '3'].map((id) => comment(id, 'A', id)).join(''),
    });
    expect(told(article)).toEqual([
      ['Head', '1'],
      ['2', '2'],
      ['foot', '3'],
    ]);
  });

  test('I36 a file of Google Docs has the ends of its ranges in fields of their own', () => {
    const field = (content: string): string =>
      `<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
    const body = para(
      field('<w:commentRangeStart w:id="0"/>') +
        run('Two words') +
        '<w:commentRangeEnd w:id="0"/>' +
        sign('0') +
        field(changed('ins', ' more')) +
        run(' here'),
    );
    expect(told(read(body, { comments: comment('0', 'A', 'x') }))).toEqual([
      ['Two words', 'x'],
      ['words', 'words more'],
    ]);
  });

  test('I36 a title that is given moves the threads with their words', async () => {
    const result = await readArticle({
      format: 'docx',
      bytes: docx(para(run('The ') + commented('1', run('bridge'))), {
        comments: comment('1', 'A', 'x'),
      }),
      encoding: null,
      title: 'Given',
      language: null,
      cleanUp: false,
    });
    if (!result.ok) throw new Error(result.problem.detail);
    const [{ from, to } = { from: 0, to: 0 }] = result.value.threads;
    expect('Given\nThe bridge'.slice(from, to)).toBe('bridge');
  });

  test('I36 comments that stand nowhere are counted', () => {
    const article = read(words('Text'), { comments: comment('7', 'A', 'of a header') });
    expect([article.threads, article.warnings]).toEqual([
      [],
      ['1 comment found no words to stand on.'],
    ]);
  });
});

describe('tracked changes', () => {
  test('I37 the text is that of before, and a deletion beside an insertion is one suggestion', () => {
    const body = para(
      run('The ') +
        changed('del', 'old') +
        changed('ins', 'new') +
        run(' bridge ') +
        changed('del', 'really ') +
        run('stands'),
    );
    const article = read(body);
    expect(textOf(article)).toBe('The old bridge really stands');
    expect(told(article)).toEqual([
      ['old', 'new'],
      ['really ', ''],
    ]);
    expect(article.threads[0]).toMatchObject({ author: 'Ann', at: '2024-02-03T04:05:06.000Z' });
    expect(article.warnings).toEqual([]);
  });

  test('I37 what different people changed is not one suggestion', () => {
    const body = para(
      run('The ') + changed('del', 'old', 'Ann') + changed('ins', 'new', 'Bob') + run(' bridge'),
    );
    expect(told(read(body))).toEqual([
      ['old', ''],
      ['old', 'oldnew'],
    ]);
  });

  test('I37 an insertion alone is the word beside it with the insertion', () => {
    const body =
      para(run('The ') + changed('ins', 'old ') + run('bridge')) +
      para(run('It stands') + changed('ins', ' still') + run('.')) +
      para(run('un') + changed('ins', 'be') + run('lievable')) +
      para(run('— ') + changed('ins', 'yes'));
    const article = read(body);
    expect(textOf(article)).toBe('The bridge\nIt stands.\nunlievable\n—');
    expect(told(article)).toEqual([
      ['bridge', 'old bridge'],
      ['stands', 'stands still'],
      ['unlievable', 'unbelievable'],
      ['—', '— yes'],
    ]);
  });

  test('I37 an inserted paragraph is proposed as lines beside its neighbour, and one that was split is one again', () => {
    const end = '<w:rPr><w:ins w:id="9" w:author="Ann" w:date="2024-02-03T04:05:06Z"/></w:rPr>';
    const split = para(run('First half'), '', end) + words(' second half');
    expect(textOf(read(split))).toBe('First half second half');
    expect(told(read(split))).toEqual([['half', 'half\n']]);
    const inserted = words('Before') + para(changed('ins', 'Fresh'), '', end) + words('After');
    expect(textOf(read(inserted))).toBe('Before\nAfter');
    expect(told(read(inserted))).toEqual([['After', 'Fresh\nAfter']]);
    const last = words('Before') + para(changed('ins', 'Fresh'));
    expect(told(read(last))).toEqual([['Before', 'Before\nFresh']]);
  });

  test('I37 a text that was inserted whole is the text, and moved words stand where they were', () => {
    const whole = read(para(changed('ins', 'All new')) + para(changed('ins', 'and more')));
    expect([textOf(whole), whole.threads]).toEqual(['All new\nand more', []]);
    const moved = changed('del', 'Moved.')
      .replaceAll('w:del ', 'w:moveFrom ')
      .replaceAll('w:del>', 'w:moveFrom>');
    const to = changed('ins', 'Moved.').replaceAll('w:ins', 'w:moveTo');
    const article = read(para(run('Here ') + to) + para(run('There ') + moved));
    expect(textOf(article)).toBe('Here\nThere Moved.');
    expect(told(article)).toEqual([
      ['Here', 'Here Moved.'],
      ['Moved.', ''],
    ]);
  });

  test('I37 what was inserted and deleted again was never there, and long deletions are several suggestions', () => {
    const both = changed('ins', 'x').replace(/<w:r>.*<\/w:r>/, changed('del', 'gone', 'Bob'));
    expect(told(read(para(run('Text') + both)))).toEqual([]);
    const long = read(para(run('a ') + changed('del', 'word '.repeat(900)) + run('b')));
    expect(told(long).every(([old, next]) => old.length <= 2000 && next === '')).toBe(true);
    expect(
      told(long)
        .map(([old]) => old)
        .join(''),
    ).toBe('word '.repeat(900));
  });

  test('I37 changes that no suggestion can be are counted', () => {
    const body =
      para(run('Text', '<w:b/><w:rPrChange w:id="1" w:author="A"><w:rPr/></w:rPrChange>')) +
      para(
        run('Kept') + changed('del', ' gone'),
        '',
        '<w:rPr><w:del w:id="3" w:author="Ann"/></w:rPr>',
      ) +
      `<w:tbl><w:tr><w:trPr><w:ins w:id="2" w:author="A"/></w:trPr><w:tc>${words('cell')}</w:tc></w:tr></w:tbl>`;
    expect(read(body).warnings).toEqual(['3 tracked changes of layout or objects were left out.']);
  });
});

test('I36 a file of LibreOffice has its threads', () => {
  const file = new URL('../../../../fixtures/docx/libreoffice.docx', import.meta.url);
  const result = readDocx(readFileSync(file));
  if (!result.ok) throw new Error(result.problem.detail);
  expect(told(result.value)).toEqual([
    ['paragraph of the text.\nSecond', 'Is it so? a\\*b_c\n\nSecond line'],
    ['bridge', 'Point.'],
    ['old', 'new'],
  ]);
  expect(result.value.threads.map(({ author, isResolved }) => [author, isResolved])).toEqual([
    ['Ann Bee', true],
    ['Bob', false],
    ['Ольга Ш.', false],
  ]);
});
