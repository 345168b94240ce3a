/** How people are told apart on the screen: a colour of a small palette, the same on every device, and a mark on guests. */
import type { Person } from '../policy/actor.ts';

/** Names of the palette; `client/ui/style/people.css` gives them their tones. */
const PERSON_COLORS = ['teal', 'rust', 'blue', 'plum', 'moss', 'rose', 'slate', 'amber'] as const;
/** A name, and not a value: light and dark pages draw it with other tones. */
export type PersonColor = (typeof PERSON_COLORS)[number];

/** The colour of a person, by their id alone: the same everywhere, and two people may share one. Who is in a room gets one by `freeColor`. */
export function personColor(id: string): PersonColor {
  let sum = 0;
  for (let at = 0; at < id.length; at += 1) sum = (sum * 31 + id.charCodeAt(at)) >>> 0;
  return PERSON_COLORS[sum % PERSON_COLORS.length] ?? 'teal';
}

/** The wanted colour where nobody else has it; else the next one in the palette's order that the fewest have. `taken` has an entry for each person. */
export function freeColor(wanted: PersonColor, taken: Iterable<PersonColor>): PersonColor {
  const counts = new Map<PersonColor, number>();
  for (const color of taken) counts.set(color, (counts.get(color) ?? 0) + 1);
  const start = PERSON_COLORS.indexOf(wanted);
  const inOrder = [...PERSON_COLORS.slice(start), ...PERSON_COLORS.slice(0, start)];
  const fewest = Math.min(...PERSON_COLORS.map((color) => counts.get(color) ?? 0));
  return inOrder.find((color) => (counts.get(color) ?? 0) === fewest) ?? wanted;
}

/** The name as others see it. A guest chose it without anybody's leave, so it never passes for a member's. */
export function shownName(name: string, isGuest: boolean): string {
  return isGuest ? `${name} (guest)` : name;
}

/** What the server writes into the `user` field of each presence state; what a client says there is not believed. */
export interface PresentPerson {
  readonly id: string;
  readonly name: string;
  readonly color: PersonColor;
}

/** How the person that a socket belongs to is shown to the others. */
export function presentPerson({ kind, id, name }: Person): PresentPerson {
  return { id, name: shownName(name, kind === 'guest'), color: personColor(id) };
}
