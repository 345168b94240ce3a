/** What a wish for a note comes to. */
import { expect, test } from 'vitest';
import { newDraft } from '../../../client/workspace/note-target.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import { indexOf, liveParagraphs, rangeOf } from '../../support/live-text.ts';
import { COMMENTS } from './layers/example.ts';

const index = indexOf(liveParagraphs('The ferry', 'It leaves at nine.'));
const words = rangeOf(index.text, 'at nine');

const layer = (id: string, fields: Partial<LayerAnswer> = {}): LayerAnswer => ({
  ...COMMENTS,
  id,
  purpose: 'custom',
  ...fields,
});

test.each<[string, readonly LayerAnswer[], string]>([
  ['the layer of comments', [layer('facts'), COMMENTS], 'comments'],
  [
    'the first that one may write in',
    [layer('locked', { writable: false }), layer('facts'), layer('more')],
    'facts',
  ],
  [
    'another one where comments are closed to one',
    [{ ...COMMENTS, writable: false }, layer('facts')],
    'facts',
  ],
])('WS4 a new note is proposed for %s', (_layer, layers, expected) => {
  const made = newDraft('comment', layers, index, words);
  const draft = { kind: 'comment', layer: expected, anchor: { exact: 'at nine' } };
  expect(made).toMatchObject({ ok: true, draft });
});

test.each([
  ['no layer', [layer('facts', { writable: false })], words, 'no layer here'],
  ['no words', [COMMENTS], null, 'Select the words'],
  ['no word at the caret', [COMMENTS], { from: index.text.length, to: index.text.length }, null],
] as const)('WS4 with %s one reads what is missing', (_what, layers, selected, missing) => {
  const made = newDraft('comment', layers, index, selected);
  if (missing === null)
    expect(made).toMatchObject({ ok: false, missing: 'Select the words first.' });
  else expect(made).toMatchObject({ ok: false, missing: expect.stringContaining(missing) });
});

test('WS4 before the text has come there are no words', () => {
  expect(newDraft('comment', [COMMENTS], null, words).ok).toBe(false);
});
