/** Makes threads of remarks that say what they answer. */
import type { ForeignNote, ForeignRemark } from '../../format.ts';

/** A note or a reply, as a file has it. */
export interface FlatNote extends Omit<ForeignNote, 'replies' | 'answers'> {
  /** The ids of what it answers, that of the thread first where it is known; empty for a note of its own. */
  readonly answers: readonly string[];
}

/** More levels are somebody's attack. */
const MAX_LEVELS = 100;

/** Each id once, and as it comes first. What answers something that isn't in the file stands alone, and says so. */
export function threadsOf(all: readonly FlatNote[]): ForeignNote[] {
  const byId = new Map(all.toReversed().map((one) => [one.id, one]));
  const replies = new Map<string, ForeignRemark[]>();
  const roots: FlatNote[] = [];
  for (const one of byId.values()) {
    const root = rootOf(one, byId);
    if (root === one) roots.push(one);
    else {
      const { id, author, at, body } = one;
      const known = replies.get(root.id) ?? [];
      replies.set(root.id, known);
      if (body !== '') known.push({ id, author, at, body });
    }
  }
  return roots.toReversed().map(({ answers, ...note }) => ({
    ...note,
    answers: answers[0] ?? null,
    replies: (replies.get(note.id) ?? []).sort(byTime),
  }));
}

/** The note itself where what it answers isn't there. */
function rootOf(note: FlatNote, byId: ReadonlyMap<string, FlatNote>): FlatNote {
  let root = note;
  for (let level = 0; level < MAX_LEVELS; level += 1) {
    const above = root.answers.map((id) => byId.get(id)).find((one) => one !== undefined);
    if (above === undefined) return root;
    if (above === note) break; // they answer one another
    root = above;
  }
  return note;
}

function byTime(one: ForeignRemark, other: ForeignRemark): number {
  const [first, second] = [one.at ?? '', other.at ?? ''];
  return first === second ? 0 : first < second ? -1 : 1;
}
