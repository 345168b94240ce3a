/** Long quotes are kept by their ends, and tell their words from others all the same. */
import { describe as group, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { describe } from '../../../shared/anchor/describe.ts';
import {
  compareQuotation,
  edgesOf,
  quotationOf,
  quotedLength,
} from '../../../shared/anchor/quotation.ts';
import { reanchor } from '../../../shared/anchor/reanchor.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { textIndex } from '../../../shared/anchor/text-index.ts';
import { randomFrom } from '../../support/random.ts';
import { element, writer } from '../../server/sync/article-writer.ts';

const SEED = Number(process.env['GALLEY_SEED'] ?? 20_261_201);
const LETTERS = ['a', 'b', 'c', 'й', 'ц', 'у', ' ', '\n', '日', '😀', 'é'];

group(`long quotes, seed ${SEED}`, () => {
  const below = randomFrom(SEED);
  const words = (length: number): string =>
    Array.from({ length }, () => LETTERS[below(LETTERS.length)]).join('');

  test('A42 a quote of up to 2,000 units is kept whole, a longer one by its ends, whatever it holds', () => {
    for (let turn = 0; turn < 300; turn += 1) {
      const said = words(below(6000));
      const kept = quotationOf(said);
      if (said.length <= 2000) expect(kept).toEqual({ exact: said });
      else {
        expect(kept.exact.length).toBeLessThan(1010);
        expect(kept.exact).not.toMatch(/\p{Surrogate}/u);
        const [first = '', last = ''] = edgesOf(kept) ?? [];
        expect(said.startsWith(first) && said.endsWith(last)).toBe(true);
        expect(Math.min(first.length, last.length)).toBeGreaterThanOrEqual(499);
        expect(quotedLength(kept)).toBe(said.replace(/^\n+|\n+$/g, '').length);
      }
    }
  });

  test('A42 its ends are those that it was given, where the words have signs of omission too', () => {
    for (const at of [0, 100, 490, 495, 499, 500, 501]) {
      const said = 'w'.repeat(at) + ' […] '.repeat(3) + 'x'.repeat(2500) + ' […] yz';
      expect(edgesOf(quotationOf(said))).toEqual([said.slice(0, 500), said.slice(-500)]);
    }
  });

  test('A42 it knows its words, those with other breaks, and every other wording, as a whole quote does', () => {
    for (let turn = 0; turn < 300; turn += 1) {
      const said = words(2001 + below(3000));
      const whole = { exact: said };
      const at = below(said.length);
      const others = [
        said,
        said.replace(/^\n+|\n+$/g, ''),
        `${said.slice(0, at)}\n${said.slice(at)}`,
        said.replaceAll('\n', ''),
        `${said.slice(0, at)}x${said.slice(at + 1)}`,
        said.slice(0, at),
        `${said}y`,
        '',
      ];
      for (const other of others)
        expect(compareQuotation(quotationOf(said), other)).toBe(compareQuotation(whole, other));
    }
  });
});

test('A42 a note on many words stays on them, says when they are edited, and is brought up to date with its quote', () => {
  const { doc, change } = writer(7);
  const long = 'A sentence that is repeated. '.repeat(200).trim();
  change((root) => root.insert(root.length, [element('paragraph', long)]));
  const root = doc.getXmlFragment('article');
  const index = textIndex(root);
  const from = index.text.indexOf(long);
  const anchor = describe(index, { from, to: from + long.length });
  expect(anchor.exact.length).toBeLessThan(1010);
  expect(resolve(index, anchor)).toMatchObject({ state: 'exact', from, exact: long });
  change((text) => text.insert(0, [element('paragraph', 'Before it.')]));
  expect(resolve(textIndex(root), anchor)).toMatchObject({ state: 'exact', from: from + 11 });
  const paragraph = root.get(root.length - 1) as Y.XmlElement;
  const text = paragraph.get(0) as Y.XmlText;
  change(() => {
    text.insert(2000, 'new ');
    text.insert(0, 'Here: ');
  });
  const now = textIndex(root);
  expect(resolve(now, anchor)).toMatchObject({ state: 'changed', from: from + 17 });
  const renewed = reanchor(now, anchor);
  expect(renewed).toMatchObject({ exact: anchor.exact, abridged: anchor.abridged });
  expect(renewed && reanchor(now, renewed)).toBeNull();
});
