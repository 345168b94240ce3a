/** Finds the letters for which there is no font, so that a copy can say so: boxes in their place would be a riddle. */
import type { Sheet } from './sheet.ts';
import type { Typesetter } from './typesetter.ts';

/** Letters that our own fonts have, and what is drawn as nothing or joins others. */
const SURE = /[\u0020-\u024F\u0391-\u03C9\u0410-\u044F\u05D0-\u05EA\u0621-\u064A\u2010-\u2026]/u;
const JOINING = /[\p{Default_Ignorable_Code_Point}\p{M}\s]/u;
/** That are named. */
const MAX_NAMED = 12;

/** A sentence in English that names them; null where there are none. */
export function undrawable(sheet: Sheet, typesetter: Typesetter): string | null {
  const { blocks, notes, displaced, title, origin } = sheet;
  // Escaped it would have other letters than it has.
  const characters = new Set<string>();
  collect([blocks, notes, displaced, title, origin], characters);
  const asked = [...characters].filter((one) => !SURE.test(one) && !JOINING.test(one));
  const missing = typesetter.missing(asked.toSorted());
  if (missing.length === 0) return null;
  const named = missing.slice(0, MAX_NAMED).map(codeOf).join(', ');
  const more = missing.length > MAX_NAMED ? ` and ${missing.length - MAX_NAMED} more` : '';
  return `There was no font for some characters, which are drawn as boxes: ${named}${more}.`;
}

function collect(value: unknown, characters: Set<string>): void {
  if (typeof value === 'string') for (const character of value) characters.add(character);
  else if (value !== null && typeof value === 'object') {
    for (const part of Object.values(value)) collect(part, characters);
  }
}

function codeOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
