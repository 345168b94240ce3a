/** The threads as a spreadsheet. */
import { expect, test } from 'vitest';
import { csvExporter } from '../../../../server/formats/export/csv.ts';
import { copyOf, p, reply, written } from '../../../support/copy.ts';
import { sampleCopy } from '../../../support/sample-copies.ts';
import { readCsv } from '../../../support/csv.ts';

/** The rows by the names of their columns. */
function rowsOf(copy: ReturnType<typeof copyOf>): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(new TextDecoder().decode(csvExporter.write(copy)));
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

test('X44 each note and each reply has a row, a reply with what it belongs to', () => {
  const thread = {
    words: 'two',
    kind: 'suggestion',
    replacement: '',
    body: 'Why,\n"not"?',
  } as const;
  const answer = reply('r1', 'bob', 'No.');
  const rows = rowsOf(
    copyOf([p('One two.')], [{ ...thread, replies: [answer], tags: ['a', 'b'] }]),
  );
  expect(rows).toEqual([
    expect.objectContaining({
      Note: '1',
      Reply: '',
      Kind: 'Suggestion',
      Layer: 'Comments',
      Status: 'open',
      Author: 'Ann Kowalska',
      'Written (UTC)': '2026-03-01 09:10:00',
      'Quoted words': 'two',
      Text: 'Why,\n"not"?',
      Replacement: '(delete)',
      Tags: 'a, b',
      Link: 'https://desk.example/articles/a1#thread-t1',
    }),
    expect.objectContaining({
      Note: '1',
      Reply: '1',
      Kind: 'Reply',
      Layer: 'Comments',
      'Quoted words': 'two',
      Author: 'Bob <b>Öz</b> & "Co"',
      Text: 'No.',
      Replacement: '',
    }),
  ]);
});

test('X44 every note of the sample has its row, with as many cells as the heading', () => {
  const file = written(csvExporter, sampleCopy());
  const [head, ...rows] = readCsv(file.replace('\uFEFF', ''));
  const { annotations } = sampleCopy();
  const replies = annotations.flatMap((annotation) => annotation.replies).length;
  expect(rows).toHaveLength(annotations.length + replies);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head?.length]));
});

test('X44 it begins with the mark by which spreadsheets know UTF-8, and lines end with CR and LF', () => {
  const bytes = csvExporter.write(copyOf([p('One.')]));
  expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
  expect(bytes.slice(-2)).toEqual(new Uint8Array([13, 10]));
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'X44 a cell that begins with %j is text to a spreadsheet, in every column',
  (evil) => {
    const thread = { words: evil.trim(), author: 'x', body: evil, replacement: evil, tags: [evil] };
    const copy = copyOf([p(`One ${evil.trim()} two.`)], [{ ...thread, replies: [reply('r', 'x', evil)] }]); // prettier-ignore
    const layers = copy.layers.map((layer) => ({ ...layer, name: evil }));
    const cells = rowsOf({ ...copy, layers, nameOf: () => evil }).flatMap((row) =>
      Object.values(row),
    );
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => cell.startsWith("'")).length).toBeGreaterThan(5);
  },
);
