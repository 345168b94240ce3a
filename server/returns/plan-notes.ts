/** Decides what notes of other programs bring to an article: each once, however often they come. */
import { createHash } from 'node:crypto';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { ForeignRemark } from '../formats/format.ts';
import { ownNote } from '../formats/own-address.ts';
import type { PlacedNote } from '../formats/jobs.ts';
import type { CooperativeTask } from '../cooperative-task.ts';
import { CAPS } from '../limits/caps.ts';

/** One thing to be done; `id` is what the note or the reply is called here. */
export type NoteStep =
  | { readonly do: 'note'; readonly id: string; readonly note: PlacedNote; readonly replies: readonly NamedRemark[] }
  | { readonly do: 'answer'; readonly annotation: string; readonly remark: NamedRemark }; // prettier-ignore

/** A reply by the id that it has here. */
export interface NamedRemark extends ForeignRemark {
  readonly here: string;
}

/** What is to be done, and how many notes are there already, or are left for the next time. */
export interface NotesPlan {
  readonly steps: readonly NoteStep[];
  readonly known: number;
  readonly left: number;
}

/** Where notes come to. */
export interface NotesPlace {
  readonly article: string;
  /** The layer for what is new. */
  readonly layer: string;
  /** Those that whoever brings them may read. */
  readonly annotations: readonly (Pick<Annotation, 'id' | 'replies'> & { readonly layer: string })[];
} // prettier-ignore

/** So many notes are made at once: until the text rests each page seeks them all by their quotes. */
const MOST_NOTES = 2000;

/** As all ids of replies are that were made here. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * A note is called here by its own id, that of the article and that of its layer, so the same one is known again wherever it went.
 * One that left from here is known by its own; where it isn't to be seen it is gone, or hidden, and isn't made anew.
 */
export function* planNotes(
  notes: readonly PlacedNote[],
  place: NotesPlace,
): CooperativeTask<NotesPlan> {
  const { article, layer, annotations } = place;
  const byId = new Map(annotations.map((one) => [one.id, one]));
  const layers = [...new Set([layer, ...annotations.map((one) => one.layer)])];
  const steps: NoteStep[] = [];
  let known = 0;
  const find = (id: string) => {
    const own = ownIn(article, id);
    if (own !== null) return byId.get(own.note);
    return layers.map((one) => byId.get(idHere(article, one, id))).find((one) => one !== undefined);
  };
  const answersTo = (
    to: (typeof annotations)[number],
    remarks: readonly ForeignRemark[],
  ): NoteStep[] => {
    const there = new Set(to.replies.map(({ id }) => id));
    return named(article, to.layer, remarks)
      .filter(({ here }) => !there.has(here))
      .map((remark) => ({ do: 'answer', annotation: to.id, remark }));
  };
  for (const note of notes) {
    yield;
    const found = find(note.id);
    const answered = note.answers === null ? undefined : find(note.answers);
    if (found !== undefined) {
      known += 1;
      steps.push(...answersTo(found, note.replies));
    } else if (answered !== undefined) {
      const { id, author, at, body } = note;
      const fresh = answersTo(answered, [{ id, author, at, body }, ...note.replies]);
      if (fresh.length === 0) known += 1;
      steps.push(...fresh);
    } else if (ownIn(article, note.id) !== null) known += 1;
    else {
      const replies = named(article, layer, note.replies);
      steps.push({ do: 'note', id: idHere(article, layer, note.id), note, replies });
    }
  }
  const made = steps.filter((step) => step.do === 'note');
  const left = new Set<NoteStep>(made.slice(MOST_NOTES));
  return { steps: steps.filter((step) => !left.has(step)), known, left: left.size };
}

/** Each note with as many replies as a thread takes; how many replies are left out. */
export function withinThread(notes: readonly PlacedNote[]) {
  const { most } = CAPS.repliesInThread;
  let left = 0;
  const taken = notes.map((note): PlacedNote => {
    left += Math.max(0, note.replies.length - most);
    return { ...note, replies: note.replies.slice(0, most) };
  });
  return { taken, left };
}

function named(article: string, layer: string, remarks: readonly ForeignRemark[]): NamedRemark[] {
  return remarks
    .filter(({ body }) => body !== '')
    .map((remark) => ({
      ...remark,
      here: ownReply(article, remark.id) ?? idHere(article, layer, remark.id),
    }));
}

/** A note that left from this very article. */
function ownIn(article: string, id: string) {
  const own = ownNote(id);
  return own?.article === article ? own : null;
}

/** The id of a reply that left from this very article; null where it is none, or no reply here is called so. */
function ownReply(article: string, id: string): string | null {
  const reply = ownIn(article, id)?.reply ?? null;
  return reply !== null && UUID.test(reply) ? reply : null;
}

/** A UUID of the eighth version, made of what it stands for (RFC 9562, 5.8). */
function idHere(article: string, layer: string, id: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([article, layer, id]))
    .digest('hex');
  const variant = ((Number.parseInt(hash[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
