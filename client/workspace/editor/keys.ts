/** Which keys do what in the text. `Mod` is Cmd on a Mac and Ctrl elsewhere. */
import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import type { Plugin } from 'prosemirror-state';
import { goToNextCell } from 'prosemirror-tables';
import { articleSchema } from '../../../shared/article/schema.ts';
import { insertHardBreak, toBlock, toggleFormat, toggleList } from './formats.ts';
import { redo, undo } from './yjs-binding.ts';

const { list_item } = articleSchema.nodes;

/** Esc takes away what lies over the text, see the workspace; ProseMirror would select the block with it. */
const otherKeys = { ...baseKeymap, Escape: () => false };

/** The keys; `askForLink` opens the dialog for an address. */
export function keys(askForLink: () => void): Plugin[] {
  return [
    keymap({
      'Mod-b': toggleFormat('strong'),
      'Mod-i': toggleFormat('em'),
      'Mod-u': toggleFormat('underline'),
      'Mod-Shift-x': toggleFormat('strike'),
      'Mod-e': toggleFormat('code'),
      'Mod-k': () => {
        askForLink();
        return true;
      },
      'Mod-z': undo,
      'Mod-y': redo,
      'Mod-Shift-z': redo,
      'Mod-Alt-0': toBlock('Paragraph'),
      'Mod-Alt-2': toBlock('Heading 2'),
      'Mod-Alt-3': toBlock('Heading 3'),
      'Mod-Alt-4': toBlock('Heading 4'),
      'Mod-Shift-7': toggleList('ordered_list'),
      'Mod-Shift-8': toggleList('bullet_list'),
      'Shift-Enter': chainCommands(exitCode, insertHardBreak),
      'Mod-Enter': exitCode,
      Enter: splitListItem(list_item),
      // Outside lists and tables Tab leaves the text: nobody may be caught in it.
      Tab: chainCommands(goToNextCell(1), sinkListItem(list_item)),
      'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(list_item)),
    }),
    keymap(otherKeys),
  ];
}
