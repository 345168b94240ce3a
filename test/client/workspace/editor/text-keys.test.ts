/** The keys of the text, as the editor hears them. */
import { EditorState, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { expect, test } from 'vitest';
import { blockLabel, formatsAt } from '../../../../client/workspace/editor/formats.ts';
import type { Formats } from '../../../../client/workspace/editor/formats.ts';
import { keys } from '../../../../client/workspace/editor/keys.ts';
import { TEXT_KEYS } from '../../../../client/workspace/editor/text-keys.ts';
import type { TextCommand } from '../../../../client/workspace/editor/text-keys.ts';
import { partsOf } from '../../../../client/ui/keys/keymap.ts';
import { press } from '../../ui/keys/presses.ts';
import { article, paragraph } from './article-docs.ts';

/** The state after the first key of a command was pressed on selected words; null where no link was asked for instead. */
function pressed(command: TextCommand): { formats: Formats; isLinkAsked: boolean } {
  const doc = article(paragraph('some words'));
  let state = EditorState.create({ doc, selection: TextSelection.create(doc, 1, 5) });
  let isLinkAsked = false;
  const view = {
    get state() {
      return state;
    },
    dispatch: (transaction: typeof state.tr) => (state = state.apply(transaction)),
  } as unknown as EditorView; // as much as the keymap asks of it
  const { modifiers, key } = partsOf(TEXT_KEYS[command].keys[0]);
  const said = press({
    key: modifiers.includes('Shift') ? key : key.toLowerCase(),
    ctrlKey: true,
    altKey: modifiers.includes('Alt'),
    shiftKey: modifiers.includes('Shift'),
  });
  const event = { ...said, keyCode: key.charCodeAt(0) } as unknown as KeyboardEvent; // likewise
  for (const { props } of keys(() => (isLinkAsked = true))) {
    if (props.handleKeyDown?.call({} as never, view, event) === true) break;
  }
  return { formats: formatsAt(state), isLinkAsked };
}

test.each(['strong', 'em', 'underline', 'strike', 'code'] as const)(
  'E19 the key of %s sets that format',
  (format) => {
    expect([...pressed(format).formats.words]).toEqual([format]);
  },
);

test('E19 the keys of blocks and lists make them', () => {
  expect(blockLabel(pressed('heading2').formats.block)).toBe(TEXT_KEYS.heading2.words);
  expect(blockLabel(pressed('heading4').formats.block)).toBe(TEXT_KEYS.heading4.words);
  expect(pressed('bullets').formats.list).toBe('bullet_list');
  expect(pressed('numbers').formats.list).toBe('ordered_list');
});

test('E19 the key of links asks for one', () => {
  expect(pressed('link').isLinkAsked).toBe(true);
});
