/** Keys that annotate. */
import { NOTE_KINDS } from '../../shared/annotation/kinds.ts';
import type { NoteKind } from '../../shared/annotation/kinds.ts';

/**
 * The kind that Ctrl/Cmd+Alt and a letter ask for, or null. Goes by the place of the key, since Alt changes the letter;
 * and leaves alone AltGr, which on many layouts is Ctrl+Alt and writes a character.
 */
export function noteKindOf(event: KeyboardEvent): NoteKind | null {
  if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey) return null;
  if (event.getModifierState('AltGraph')) return null;
  return NOTE_KINDS.find(([, { key }]) => key === event.code)?.[0] ?? null;
}
