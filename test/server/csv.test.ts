/** Cells that reach a spreadsheet as text, whatever is in them. */
import { expect, test } from 'vitest';
import { csvRow } from '../../server/csv.ts';

test.each([
  ['plain', 'plain\r\n'],
  ['', '\r\n'],
  ['two, words', '"two, words"\r\n'],
  ['a "quoted" word', '"a ""quoted"" word"\r\n'],
  ['two\nlines', '"two\nlines"\r\n'],
  ['=1+1', '"\'=1+1"\r\n'],
  ['=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"\r\n'],
  ['+49 30', '"\'+49 30"\r\n'],
  ['-5', '"\'-5"\r\n'],
  ['@SUM(A1)', '"\'@SUM(A1)"\r\n'],
  ['\t=1', '"\'\t=1"\r\n'],
  ['\r=1', '"\'\r=1"\r\n'],
  ['＝1', '"\'＝1"\r\n'],
  ['a=1', 'a=1\r\n'],
])('N3 the cell %j is written as %j', (cell, row) => {
  expect(csvRow([cell])).toBe(row);
});

test('N3 cells stand beside each other', () => {
  expect(csvRow(['a', 'b,c', '=d'])).toBe('a,"b,c","\'=d"\r\n');
});
