/** Which keys do what in the text. `Mod` is Cmd on a Mac and Ctrl elsewhere. */
import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { keydownHandler, keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { Plugin } from 'prosemirror-state';
import type { Command } from 'prosemirror-state';
import { goToNextCell } from 'prosemirror-tables';
import { articleSchema } from '../../../shared/article/schema.ts';
import { toNextCell } from './tables.ts';
import { insertHardBreak, toBlock, toggleFormat, toggleList } from './formats.ts';
import { proseMirrorKey, TEXT_KEYS } from './text-keys.ts';
import type { TextCommand } from './text-keys.ts';
import { keysOf } from '../../ui/keys/keymap.ts';
import { redo, undo } from './binding/binding-plugin.ts';

const { list_item } = articleSchema.nodes;

/** Esc takes away what lies over the text, see the workspace; ProseMirror would select the block with it. */
const otherKeys = { ...baseKeymap, Escape: () => false };

/** The keymaps of the editor; `askForLink` opens the dialog for an address. */
export function keys(askForLink: () => void): Plugin[] {
  return [
    namedKeys(commandsOf(askForLink)),
    keymap({
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

/** Which keys these are is asked at each press with a modifier, since people may give others. */
function namedKeys(commands: Readonly<Record<TextCommand, Command>>): Plugin {
  const names = Object.keys(commands) as TextCommand[]; // a record has no others
  const keysNow = (): string => names.map((name) => keysOf(TEXT_KEYS[name]).join(' ')).join('\n');
  let keys = '';
  let handle: ReturnType<typeof keydownHandler> = () => false;
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        if (!event.ctrlKey && !event.metaKey && !event.altKey) return false;
        const now = keysNow();
        if (now !== keys) handle = keydownHandler(bound(names, commands));
        keys = now;
        return handle(view, event);
      },
    },
  });
}

function bound(
  names: readonly TextCommand[],
  commands: Readonly<Record<TextCommand, Command>>,
): Record<string, Command> {
  return Object.fromEntries(
    names.flatMap((name) =>
      keysOf(TEXT_KEYS[name]).map((key): [string, Command] => [
        proseMirrorKey(key),
        commands[name],
      ]),
    ),
  );
}

/** What the toolbar names too. */
function commandsOf(askForLink: () => void): Readonly<Record<TextCommand, Command>> {
  return {
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
}
