/** Takes the notes of our HTML and Markdown copies out of what these carry, with what somebody has added to them in the file. */
import { plainText } from '../../../shared/article/plain-text.ts';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import { locate } from '../../../shared/anchor/locate.ts';
import { cleanText } from '../../html/escape.ts';
import { saidBy } from '../carried-copy.ts';
import type { CarriedCopy } from '../carried-copy.ts';
import type {
  ImportedArticle,
  ImportedRemark,
  KeptNote,
  ReturnedFile,
  ReturnedThread,
} from '../format.ts';
import { keptNotesOf } from '../kept-copy.ts';
import type { KeptCopyNote } from '../kept-copy.ts';
import { compareWords } from './compare-words.ts';

/** A note of a copy as it stands in the file. */
export interface ShownNote {
  /** What the file says became of it: one of the statuses, or what nobody knows. */
  readonly status: string;
  /** What somebody has written below it. */
  readonly added: readonly ImportedRemark[];
}

/** What somebody has said in the file of words that they quote. */
export interface AddedNote extends ImportedRemark {
  readonly quote: string;
}

/** So many remarks that somebody has added are read of one file: more are no person's. */
export const MOST_ADDED = 1000;

/** The notes of a copy: what it carries, and what the file shows of it. */
export interface FoundNotes {
  readonly carried: CarriedCopy;
  /** By their numbers; what somebody has deleted from the file is in it no more. */
  readonly shown: ReadonlyMap<number, ShownNote>;
  readonly added: readonly AddedNote[];
  /** How many notes were written anew, so that nothing can be told of what was added to them. */
  readonly rewritten: number;
}

/** The article with the notes that stand in the file; as it is where there are none. */
export function withNotes(article: ImportedArticle, found: FoundNotes | null): ImportedArticle {
  if (found === null) return article;
  const text = plainText(article.doc);
  const { carried } = found;
  const names = new Map(carried.notes.people.map(({ id, name }) => [id, name]));
  const notes = standing(found);
  const kept = keptNotesOf(
    { ...carried.notes, annotations: notes.map(({ note }) => note) },
    placesIn(text, carried.origin.text),
  );
  const people = new AddedPeople(names);
  const annotations = kept.annotations.map((note, at): KeptNote => {
    const shown = notes[at]?.shown;
    const isSettled = shown !== undefined && isResolved(note, shown);
    const replies = shown?.added.map((remark) => ({ id: '', modified: remark.at ?? '', ...people.said(remark) })) ?? []; // prettier-ignore
    const status = isSettled ? ({ status: 'resolved', statusBy: null, statusAt: null } as const) : {}; // prettier-ignore
    return { ...note, ...status, replies: [...note.replies, ...replies] };
  });
  const [layer] = kept.layers;
  const added = layer === undefined ? [] : found.added.map((one) => addedNote(one, layer.id, text, people)); // prettier-ignore
  return {
    ...article,
    notes: { layers: kept.layers, names: people.names, annotations: [...annotations, ...added] },
    warnings: [...article.warnings, ...rewrittenSentence(found)],
  };
}

/** The copy as a file that comes back. */
export function returnedFile(article: ImportedArticle, found: FoundNotes): ReturnedFile {
  const { origin, notes } = found.carried;
  const names = new Map(notes.people.map(({ id, name }) => [id, name]));
  const text = plainText(article.doc);
  const known = standing(found).map(({ note, shown }): ReturnedThread => ({
    ...saidBy(note, names),
    id: note.id,
    // It is known by its id, and stays where it is.
    range: null,
    body: note.body,
    replacement: note.replacement,
    isResolved: note.status === 'open' ? isResolved(note, shown) : shown.status !== 'open',
    replies: [
      ...note.replies.map((reply) => ({ ...saidBy(reply, names), body: reply.body })),
      ...shown.added,
    ],
  }));
  const added = found.added.map(({ quote, ...remark }): ReturnedThread => ({
    ...remark,
    id: null,
    range: quoted(text, quote),
    replacement: null,
    isResolved: false,
    replies: [],
  }));
  const warnings = [...article.warnings, ...rewrittenSentence(found)];
  return { text, threads: [...known, ...added], notes: [], origin, warnings };
}

/** What is carried of the notes that the file still has. */
function standing({ carried, shown }: FoundNotes) {
  return carried.notes.annotations.flatMap((note, at) => {
    const here = shown.get(at + 1);
    return here === undefined ? [] : [{ note, shown: here }];
  });
}

/** Whether somebody has put that it is resolved where the file said that it is open. */
function isResolved({ status }: Pick<KeptCopyNote, 'status'>, shown: ShownNote): boolean {
  return status === 'open' && shown.status === 'resolved';
}

/** People who are named by what was added alone. */
class AddedPeople {
  readonly names: Map<string, string>;

  constructor(names: ReadonlyMap<string, string>) {
    this.names = new Map(names);
  }

  /** As a note has it. */
  said({ author, at, body }: ImportedRemark) {
    const id = `added ${author}`;
    this.names.set(id, author);
    return { author: id, created: at ?? '', body };
  }
}

function addedNote(
  { quote, ...remark }: AddedNote,
  layer: string,
  text: string,
  people: AddedPeople,
): KeptNote {
  const range = quoted(text, quote);
  return {
    ...people.said(remark),
    id: '',
    layer,
    kind: 'comment',
    modified: remark.at ?? '',
    replacement: null,
    color: null,
    tags: [],
    status: 'open',
    statusBy: null,
    statusAt: null,
    edited: null,
    pinned: false,
    quote: { exact: quote, prefix: '', suffix: '', from: range?.from ?? 0 },
    range,
    replies: [],
    reactions: [],
  };
}

/** Only where it is the one place: nothing else says which is meant. */
function quoted(text: string, exact: string): TextRange | null {
  const located = locate(text, { exact });
  return located.state === 'found' ? located.range : null;
}

/** Where words of the text of then are in the text as the file has it: the very words, whatever was written around them. */
function placesIn(text: string, then: string): (range: TextRange) => TextRange | null {
  const within = (range: TextRange) => (range.to <= then.length ? range : null);
  if (text === then || text === cleanText(then)) return within;
  const compared = compareWords(text, then);
  return (range) => within(range) && compared.sameInText(range);
}

function rewrittenSentence({ rewritten }: FoundNotes): string[] {
  if (rewritten === 0) return [];
  const notes = rewritten === 1 ? 'One note was' : `${rewritten} notes were`;
  return [`${notes} written anew in the file, so what may have been added there was not read.`];
}
