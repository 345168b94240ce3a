/** Reads annotations out of a layer's Yjs document and writes commands' effects into it. */
import * as Y from 'yjs';
import type { Anchor } from '../anchor/anchor.ts';
import { ANNOTATIONS_ROOT, COLORS, KINDS, STATUSES } from './annotation.ts';
import type { Annotation, Reply } from './annotation.ts';

type Entry = Y.Map<unknown>;

/** All annotations of a layer, oldest first. */
export function readAnnotations(doc: Y.Doc): Annotation[] {
  const found: Annotation[] = [];
  for (const id of entries(doc).keys()) {
    const annotation = readAnnotation(doc, id);
    if (annotation !== null) found.push(annotation);
  }
  return found.sort(byCreation);
}

/** Tells after each change which annotations have come, gone, or been changed, by their ids. */
export function observeAnnotations(
  doc: Y.Doc,
  changed: (annotations: ReadonlySet<string>) => void,
): void {
  entries(doc).observeDeep((events) => {
    const ids = events.flatMap(({ path, keys }) =>
      path.length === 0 ? [...keys.keys()] : [String(path[0])],
    );
    changed(new Set(ids));
  });
}

/** One annotation, or null where the layer has none under that id (or something that isn't one). */
export function readAnnotation(doc: Y.Doc, id: string): Annotation | null {
  const entry = entries(doc).get(id);
  const anchor = entry?.get('anchor');
  if (!(entry instanceof Y.Map) || typeof anchor !== 'object' || anchor === null) return null;
  const replies = entry.get('replies');
  const reactions = entry.get('reactions');
  return {
    id,
    kind: oneOf(KINDS, entry.get('kind')) ?? 'comment',
    author: text(entry.get('author')),
    created: text(entry.get('created')),
    modified: text(entry.get('modified')),
    anchor: anchor as Anchor, // the server alone writes layers, and writes anchors whole
    body: text(entry.get('body')),
    replacement: textOrNull(entry.get('replacement')),
    color: oneOf(COLORS, entry.get('color')),
    tags: texts(entry.get('tags')),
    status: oneOf(STATUSES, entry.get('status')) ?? 'open',
    statusBy: textOrNull(entry.get('statusBy')),
    statusAt: textOrNull(entry.get('statusAt')),
    assignee: textOrNull(entry.get('assignee')),
    replies: replies instanceof Y.Map ? readReplies(replies as Y.Map<unknown>) : [],
    reactions: reactions instanceof Y.Map ? [...reactions.keys()].sort() : [],
  };
}

/** Writes a whole annotation; replaces one of the same id. */
export function writeAnnotation(doc: Y.Doc, annotation: Annotation): void {
  const { replies, reactions, ...fields } = annotation;
  const entry: Entry = new Y.Map(Object.entries(fields));
  entry.set('replies', new Y.Map(replies.map((reply) => [reply.id, replyEntry(reply)])));
  entry.set('reactions', new Y.Map(reactions.map((key) => [key, true])));
  entries(doc).set(annotation.id, entry);
}

/** Sets some fields of an annotation that exists; fields that stay the same are not written again. */
export function changeAnnotation(
  doc: Y.Doc,
  id: string,
  fields: Partial<Omit<Annotation, 'id' | 'replies' | 'reactions'>>,
): void {
  const entry = entries(doc).get(id);
  if (entry === undefined) return;
  for (const [key, value] of Object.entries(fields)) {
    if (entry.get(key) !== value) entry.set(key, value);
  }
}

export function writeReply(doc: Y.Doc, annotation: string, reply: Reply): void {
  repliesOf(doc, annotation)?.set(reply.id, replyEntry(reply));
}

export function deleteReply(doc: Y.Doc, annotation: string, reply: string): void {
  repliesOf(doc, annotation)?.delete(reply);
}

export function deleteAnnotation(doc: Y.Doc, id: string): void {
  entries(doc).delete(id);
}

function entries(doc: Y.Doc): Y.Map<Entry> {
  return doc.getMap<Entry>(ANNOTATIONS_ROOT);
}

function repliesOf(doc: Y.Doc, annotation: string): Y.Map<Entry> | null {
  const replies = entries(doc).get(annotation)?.get('replies');
  return replies instanceof Y.Map ? (replies as Y.Map<Entry>) : null;
}

function replyEntry(reply: Reply): Entry {
  return new Y.Map(Object.entries(reply));
}

function readReplies(replies: Y.Map<unknown>): Reply[] {
  const found: Reply[] = [];
  for (const [id, entry] of replies) {
    if (!(entry instanceof Y.Map)) continue;
    found.push({
      id,
      author: text(entry.get('author')),
      created: text(entry.get('created')),
      modified: text(entry.get('modified')),
      body: text(entry.get('body')),
    });
  }
  return found.sort(byCreation);
}

/** Map order differs between a live and a reloaded document, so the order comes from the values alone. */
export function byCreation(
  one: { created: string; id: string },
  other: { created: string; id: string },
): number {
  if (one.created !== other.created) return one.created < other.created ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

function oneOf<const T extends string>(allowed: readonly T[], value: unknown): T | null {
  return allowed.find((item) => item === value) ?? null;
}
