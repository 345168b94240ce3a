/** Which keys do what in the text. `Mod` is Cmd on a Mac and Ctrl elsewhere. */
import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import type { Command, Plugin } from 'prosemirror-state';
import { goToNextCell } from 'prosemirror-tables';
import { articleSchema } from '../../../shared/article/schema.ts';
import { toNextCell } from './tables.ts';
import { insertHardBreak, toBlock, toggleFormat, toggleList } from './formats.ts';
import { proseMirrorKey, TEXT_KEYS } from './text-keys.ts';
import type { TextCommand } from './text-keys.ts';
import { redo, undo } from './binding/binding-plugin.ts';

const { list_item } = articleSchema.nodes;

/** Esc takes away what lies over the text, see the workspace; ProseMirror would select the block with it. */
const otherKeys = { ...baseKeymap, Escape: () => false };

/** The keymaps of the editor; `askForLink` opens the dialog for an address. */
export function keys(askForLink: () => void): Plugin[] {
  return [
    keymap({
      ...bound(askForLink),
      'Shift-Enter': chainCommands(exitCode, insertHardBreak),
      'Mod-Enter': exitCode,
      Enter: splitListItem(list_item),
      // Outside lists and tables Tab leaves the text: nobody may be caught in it.
      Tab: chainCommands(toNextCell, sinkListItem(list_item)),
      'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(list_item)),
    }),
    keymap(otherKeys),
  ];
}

/** The keys that the toolbar names too. */
function bound(askForLink: () => void): Record<string, Command> {
  const commands: Readonly<Record<TextCommand, Command>> = {
    strong: toggleFormat('strong'),
    em: toggleFormat('em'),
    underline: toggleFormat('underline'),
    strike: toggleFormat('strike'),
    code: toggleFormat('code'),
    link: () => {
      askForLink();
      return true;
    },
    undo,
    redo,
    paragraph: toBlock('paragraph'),
    heading2: toBlock('heading 2'),
    heading3: toBlock('heading 3'),
    heading4: toBlock('heading 4'),
    numbers: toggleList('ordered_list'),
    bullets: toggleList('bullet_list'),
  };
  const names = Object.keys(commands) as TextCommand[]; // a literal has no others
  return Object.fromEntries(
    names.flatMap((name) =>
      TEXT_KEYS[name].keys.map((key): [string, Command] => [proseMirrorKey(key), commands[name]]),
    ),
  );
}
