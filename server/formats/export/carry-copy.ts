/** Puts together what an HTML or Markdown copy carries for the day on which it comes back. */
import { textBlocks } from '../../../shared/article/plain-text.ts';
import { READER_AUTHOR } from '../../../shared/annotation/annotation.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { runsOfBlocks } from '../copy-origin.ts';
import { carriedJson } from '../carried-copy.ts';
import type { Shown } from '../carried-copy.ts';
import type { AnnotatedCopy } from '../format.ts';
import type { Notes } from './notes.ts';

/**
 * Null where a copy hides names, has no text or no notes, or has proposals in its text: it is made to be given away, and says no more
 * than it shows. People are numbers in it, for no copy but JSON has ids of members.
 */
export function carriedBy(
  copy: AnnotatedCopy,
  { placed, displaced }: Notes,
  known: { readonly shown?: readonly Shown[]; readonly signs?: readonly string[] } = {},
): string | null {
  const { names, notes, suggestions } = copy.choices;
  if (names !== 'real' || suggestions !== 'open' || notes === 'none' || notes === 'only')
    return null;
  const people = new People(copy);
  const annotations = [...placed, ...displaced].map(({ annotation }) => noteOf(annotation, people));
  return carriedJson({
    format: 'galley',
    version: 1,
    article: { id: copy.article.id },
    text: copy.text,
    length: copy.text.length,
    runs: runsOfBlocks(textBlocks(copy.doc), (range) => copy.runsIn(range)),
    layers: copy.layers.map(({ id, name, color, audience, locked, purpose }) => ({
      id,
      name,
      color,
      audience,
      locked,
      purpose,
    })),
    people: people.all(),
    annotations,
    ...known,
  });
}

/** Those who stand in a copy, numbered as one meets them. */
class People {
  readonly #copy: AnnotatedCopy;
  readonly #numbers = new Map<string, string>();

  constructor(copy: AnnotatedCopy) {
    this.#copy = copy;
  }

  /** Null where nobody is to be named. */
  numberOf(id: string | null): string | null {
    if (id === null || this.#copy.nameOf(id) === '') return null;
    const number =
      this.#numbers.get(id) ??
      (id === READER_AUTHOR ? READER_AUTHOR : String(this.#numbers.size + 1));
    this.#numbers.set(id, number);
    return number;
  }

  all() {
    return [...this.#numbers].map(([id, number]) => ({ id: number, name: this.#copy.nameOf(id) }));
  }
}

function noteOf(annotation: PlacedAnnotation, people: People) {
  const { anchor, anchoring, replies, reactions, ...note } = annotation;
  const { id, layer, kind, created, modified, body, replacement, color, tags } = note;
  const { status, statusAt, edited, pinned } = note;
  const { exact, prefix, suffix, from } = anchor;
  return {
    id,
    layer,
    kind,
    author: people.numberOf(note.author),
    created,
    modified,
    body,
    replacement,
    color,
    tags,
    status,
    statusBy: people.numberOf(note.statusBy),
    statusAt,
    edited,
    pinned,
    anchor: { exact, prefix, suffix, from },
    anchoring: { from: anchoring.from, to: anchoring.to },
    replies: replies.map((reply) => ({ ...reply, author: people.numberOf(reply.author) })),
    reactions: reactions.map((key) => {
      const [emoji = '', by = ''] = key.split(' ');
      return { emoji, by: people.numberOf(by) };
    }),
  };
}
