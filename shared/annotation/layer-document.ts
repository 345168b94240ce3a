/** The door to a layer's Yjs document: reads annotations out of it and writes into it what has changed of one. */
import { equalityDeep } from 'lib0/function';
import * as Y from 'yjs';
import { ANNOTATIONS_ROOT, PLAIN_FIELDS, readPlainFields } from './annotation.ts';
import { byCreation } from './creation-order.ts';
import type { Annotation, PlainField, Reply } from './annotation.ts';
import { readText } from './field.ts';

type Entry = Y.Map<unknown>;

/** All annotations of a layer, oldest first. */
export function readAnnotations(doc: Y.Doc): Annotation[] {
  return [...annotationsIn(doc)].sort(byCreation);
}

/** All annotations of a layer in no order, each read when it is asked for. */
export function* annotationsIn(doc: Y.Doc): Generator<Annotation, void, undefined> {
  for (const id of entriesOf(doc).keys()) {
    const annotation = readAnnotation(doc, id);
    if (annotation !== null) yield annotation;
  }
}

/** Calls back after each change with the ids of the annotations that have come, gone, or been changed. */
export function observeAnnotations(
  doc: Y.Doc,
  changed: (annotations: ReadonlySet<string>) => void,
): void {
  entriesOf(doc).observeDeep((events) => {
    const ids = events.flatMap(({ path, keys }) =>
      path.length === 0 ? [...keys.keys()] : [String(path[0])],
    );
    changed(new Set(ids));
  });
}

/** How many annotations a layer has; what is there and can't be read as one counts too. */
export function countAnnotations(doc: Y.Doc): number {
  return entriesOf(doc).size;
}

/** One annotation, or null where the layer has none under that id (or something that isn't one). */
export function readAnnotation(doc: Y.Doc, id: string): Annotation | null {
  const entry = entriesOf(doc).get(id);
  if (!(entry instanceof Y.Map)) return null;
  const anchor: unknown = entry.get('anchor');
  if (typeof anchor !== 'object' || anchor === null) return null;
  const [replies, reactions] = [mapAt(entry, 'replies'), mapAt(entry, 'reactions')];
  return {
    id,
    ...readPlainFields((name) => entry.get(name)),
    replies: replies === null ? [] : readReplies(replies),
    reactions: reactions === null ? [] : [...reactions.keys()].sort(),
  };
}

/**
 * Makes one annotation of a document what it is after a change; null is one that isn't there. `before` must be what the
 * document holds. Only what differs by value is set, replies and reactions one by one, so that a change of one field is a
 * small update, and what others change at the same time stays.
 */
export function writeDifference(
  doc: Y.Doc,
  before: Annotation | null,
  after: Annotation | null,
): void {
  doc.transact(() => {
    const entries = entriesOf(doc);
    const entry = after && entries.get(after.id);
    if (after === null) entries.delete(before?.id ?? '');
    else if (before === null || !entry) entries.set(after.id, newEntry(after));
    else changeEntry(entry, before, after);
  });
}

function changeEntry(entry: Entry, before: Annotation, after: Annotation): void {
  for (const field of FIELD_NAMES) setWhereOther(entry, field, before[field], after[field]);
  const replies = repliesOf(before);
  writeKeys(entry, 'replies', replies, repliesOf(after), (map, id, reply) => {
    const there = mapAt(map, id);
    const known = replies.get(id);
    if (there === null || known === undefined) map.set(id, new Y.Map(Object.entries(reply)));
    else for (const field of REPLY_FIELDS) setWhereOther(there, field, known[field], reply[field]);
  });
  const reactions = (one: Annotation) => new Map(one.reactions.map((key) => [key, true]));
  writeKeys(entry, 'reactions', reactions(before), reactions(after), (map, key) =>
    map.set(key, true),
  );
}

/** Brings a map within an annotation up to date: `write` gets each key whose value is new or another one. */
function writeKeys<Value>(
  entry: Entry,
  field: 'replies' | 'reactions',
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
  write: (map: Entry, key: string, value: Value) => void,
): void {
  const gone = [...before.keys()].filter((key) => !after.has(key));
  const other = [...after].filter(([key, value]) => !equalityDeep(before.get(key), value));
  if (gone.length + other.length === 0) return;
  const map = mapAt(entry, field) ?? entry.set(field, new Y.Map<unknown>());
  for (const key of gone) map.delete(key);
  for (const [key, value] of other) write(map, key, value);
}

function setWhereOther(entry: Entry, field: string, before: unknown, after: unknown): void {
  if (!equalityDeep(before, after)) entry.set(field, after);
}

function newEntry(annotation: Annotation): Entry {
  const { replies, reactions, ...fields } = annotation;
  const entry: Entry = new Y.Map(Object.entries(fields));
  entry.set(
    'replies',
    new Y.Map(replies.map((reply) => [reply.id, new Y.Map(Object.entries(reply))])),
  );
  entry.set('reactions', new Y.Map(reactions.map((key) => [key, true])));
  return entry;
}

const FIELD_NAMES = Object.keys(PLAIN_FIELDS) as PlainField[]; // by its type it has no others

const REPLY_FIELDS = ['author', 'created', 'modified', 'body'] as const;

function readReplies(replies: Entry): Reply[] {
  return [...replies.keys()]
    .flatMap((id) => {
      const entry = mapAt(replies, id);
      return entry === null ? [] : readReply(id, entry);
    })
    .sort(byCreation);
}

function readReply(id: string, entry: Entry): Reply {
  const [author, created] = [readText(entry.get('author')), readText(entry.get('created'))];
  return {
    id,
    author,
    created,
    modified: readText(entry.get('modified')),
    body: readText(entry.get('body')),
  };
}

function repliesOf({ replies }: Annotation): Map<string, Reply> {
  return new Map(replies.map((reply) => [reply.id, reply]));
}

function entriesOf(doc: Y.Doc): Y.Map<Entry> {
  return doc.getMap<Entry>(ANNOTATIONS_ROOT);
}

/** The map under a key, null where there is something else or nothing. */
function mapAt(entry: Entry, key: string): Entry | null {
  const value = entry.get(key);
  return value instanceof Y.Map ? (value as Entry) : null;
}
