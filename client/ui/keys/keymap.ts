/** Keys, declared: what is pressed, what it does, and what that is called. Handlers, help and tooltips all come from this. */
import { ownKey } from './own-keys.ts';

/** One command's keys. */
export interface Shortcut {
  /**
   * Each as in `J`, `?`, `ArrowDown`, `Mod+Enter` or `Mod+Alt+M`: a capital letter, or what `KeyboardEvent.key` says. `Mod` is
   * ⌘ on Apple's machines and Ctrl elsewhere, and either works on both. Help and tooltips name the first as the key to press.
   */
  readonly keys: readonly [string, ...string[]];
  /** What it does, as help and tooltips say it. */
  readonly words: string;
  /** By this name a person can give it another key; one without a name keeps its own. `named` gives it. */
  readonly name?: string;
  /** Holds while somebody writes in a field or a dialog is open, too. */
  readonly whileWriting?: boolean;
  /** Goes on as long as the key is held down; otherwise one press is one command. */
  readonly repeats?: boolean;
}

/** The shortcuts of one place, by command, in the order in which help lists them. */
export type Keymap<Command extends string = string> = Readonly<Record<Command, Shortcut>>;

/** As much of a keyboard event as is asked, so that a keymap can be tried without a browser. */
export type PressedKey = Pick<
  KeyboardEvent,
  | 'key'
  | 'code'
  | 'ctrlKey'
  | 'metaKey'
  | 'altKey'
  | 'shiftKey'
  | 'isComposing'
  | 'repeat'
  | 'getModifierState'
>;

/** The keymap with a name for each shortcut, so that people can give it other keys; `place` is no other keymap's. */
export function named<Keys extends Keymap>(
  place: string,
  keymap: Keys,
): { readonly [Command in keyof Keys]: Keys[Command] & { readonly name: string } } {
  const entries = Object.entries(keymap).map(([command, shortcut]) => [
    command,
    { ...shortcut, name: `${place}.${command}` },
  ]);
  // An entry for each.
  return Object.fromEntries(entries) as {
    [Command in keyof Keys]: Keys[Command] & { readonly name: string };
  };
}

/** The keys that a shortcut has now: what the person has chosen in place of ours. */
export function keysOf({ keys, name }: Shortcut): readonly [string, ...string[]] {
  const own = name === undefined ? null : ownKey(name);
  return own === null ? keys : [own];
}

/** The command that a key stands for; null where it has none here. Where it was pressed is not asked. */
export function commandOf<Command extends string>(
  keymap: Keymap<Command>,
  event: PressedKey,
): Command | null {
  const commands = Object.keys(keymap) as Command[]; // a keymap has no others
  return commands.find((command) => isPressed(keymap[command], event)) ?? null;
}

/** Whether the event is a press of one of the shortcut's keys. One that ends a composition of letters never is. */
export function isPressed(shortcut: Shortcut, event: PressedKey): boolean {
  if (event.isComposing || (event.repeat && shortcut.repeats !== true)) return false;
  return keysOf(shortcut).some((written) => matches(written, event));
}

/** The press as a shortcut has it: what `isPressed` takes for the same press. */
export function writtenKey(event: PressedKey): string {
  const isModified = event.ctrlKey || event.metaKey;
  if (!isModified && !event.altKey) return saidBy(event);
  const modifiers = [
    ...(isModified ? ['Mod'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(event.shiftKey ? ['Shift'] : []),
  ];
  return [...modifiers, event.altKey ? placeOf(event) : saidBy(event)].join('+');
}

/** The modifiers and the key of a shortcut as it is written. */
export function partsOf(written: string): {
  readonly modifiers: readonly string[];
  readonly key: string;
} {
  const parts = written.split(/\+(?=.)/s); // `Mod++` is a key, too
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
}

function matches(written: string, event: PressedKey): boolean {
  const { modifiers, key } = partsOf(written);
  const isModified = event.ctrlKey || event.metaKey;
  if (isModified !== modifiers.includes('Mod') || event.altKey !== modifiers.includes('Alt')) {
    return false;
  }
  if (modifiers.length === 0) return saidBy(event) === key; // with or without Shift, which some need to write `?`
  // On many layouts AltGr is Ctrl+Alt, and writes a character.
  if (event.getModifierState('AltGraph')) return false;
  if (event.shiftKey !== modifiers.includes('Shift')) return false;
  // Alt changes the letter, so the place of the key counts.
  return modifiers.includes('Alt') ? placeOf(event) === key : saidBy(event) === key;
}

/** What the key says; on keyboards whose letters are not Latin, what it says on one where they are. */
function saidBy(event: PressedKey): string {
  const { key } = event;
  if (/^\P{ASCII}$/u.test(key)) return placeOf(event);
  return key.length === 1 ? key.toUpperCase() : key;
}

function placeOf({ code }: PressedKey): string {
  return code.replace(/^(Key|Digit)/, '');
}
