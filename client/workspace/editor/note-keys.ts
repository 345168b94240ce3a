/** The keys that annotate: Ctrl/Cmd+Alt and the letter of a kind. */
import { NOTE_KINDS } from '../../../shared/annotation/kinds.ts';
import type { NoteKind } from '../../../shared/annotation/kinds.ts';
import type { Keymap, Shortcut } from '../../ui/keys/keymap.ts';
import { kindVerb } from '../../ui/words/kind-names.ts';

/** By the kind of note that a key asks for; the letters are those of the table of kinds. */
export const NOTE_KEYS = Object.fromEntries(
  NOTE_KINDS.map(([kind, writing]): [NoteKind, Shortcut] => [
    kind,
    {
      keys: [`Mod+Alt+${writing.key.replace(/^Key/, '')}`],
      words: kindVerb(writing),
      whileWriting: true,
      name: `notes.${kind}`,
    },
  ]),
) as Keymap<NoteKind>; // an entry for each
