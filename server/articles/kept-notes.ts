/** Makes the layers and notes of a copy that has all of them anew, in an article that was made of the same copy. */
import type { Anchor } from '../../shared/anchor/anchor.ts';
import { describe } from '../../shared/anchor/describe.ts';
import { quotationOf } from '../../shared/anchor/quotation.ts';
import type { Quotation } from '../../shared/anchor/quotation.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import { COLORS, READER_AUTHOR } from '../../shared/annotation/annotation.ts';
import type { Annotation, Reply } from '../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import { isEmoji, reactionKey, reactionKinds } from '../../shared/annotation/reactions.ts';
import { AUDIENCES } from '../../shared/article/article.ts';
import type { Audience, Layer } from '../../shared/article/article.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import { cleanName } from '../../shared/wire/fields.ts';
import { done } from '../../shared/wire/problems.ts';
import type { KeptNote, KeptNotes } from '../formats/format.ts';
import { momentIn } from '../formats/moment.ts';
import { CAPS } from '../limits/caps.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Layers } from './layers.ts';
import { lostAnchor } from './lost-anchor.ts';
import { authorOf, shortened } from './thread-taker.ts';

/** Where they go. */
export interface KeptNotesParts {
  readonly layers: Layers;
  readonly rooms: Rooms;
  readonly now: () => Date;
  readonly newId: () => string;
}

type KeptLayer = KeptNotes['layers'][number];

/** As many are stored together. */
const AT_ONCE = 500;
const MAX_LAYER_NAME = 80;
/** As many UTF-16 units as a note quotes, and as it keeps of what stands beside that. */
const [MAX_QUOTE, MAX_CONTEXT] = [20_000, 40];

/**
 * The caller has asked whether the actor may import. Layers are made only by who may make layers; the notes of one that can't be
 * made go to the layer for comments where that has no more readers, else they are left out. Gives sentences on what came of it.
 */
export async function takeKeptNotes(
  notes: KeptNotes | null,
  article: string,
  actor: Actor,
  parts: KeptNotesParts,
): Promise<string[]> {
  if (notes === null || notes.annotations.length === 0) return [];
  const text = await parts.rooms.text(article);
  if (text === null) return [];
  let taken = 0;
  const ids = new Set<string>();
  for (const [kept, own] of layersOf(notes)) {
    const layer = await layerFor(kept, article, actor, parts);
    const room = layer === null ? null : await parts.rooms.layer(layer);
    if (layer === null || room === null) continue;
    const maker = new NoteMaker(notes.names, text.index, ids, parts);
    for (let at = 0; at < own.length; at += AT_ONCE) {
      const slice = own.slice(at, at + AT_ONCE).map((note) => maker.make(note));
      taken += await room.takeWhole(slice, layer, actor);
    }
    if (kept.locked && may('manage layers', actor).ok)
      await parts.layers.change(layer.id, { locked: true }, () => done(null));
  }
  return sentences(taken, notes.annotations.length - taken);
}

/** Each layer once, and no more of them than an article has, with its notes. */
function layersOf({ layers, annotations }: KeptNotes): Map<KeptLayer, readonly KeptNote[]> {
  const own = new Map<string, KeptNote[]>(layers.map(({ id }) => [id, []]));
  for (const note of annotations) own.get(note.layer)?.push(note);
  const first = new Map(layers.toReversed().map((layer) => [layer.id, layer]));
  const kept = layers.filter((layer) => first.get(layer.id) === layer);
  return new Map(
    kept.slice(0, CAPS.layersInArticle.most).map((layer) => [layer, own.get(layer.id) ?? []]),
  );
}

/** The new article's own layer of the same purpose, with the look and the readers of the old one, or a new one. */
async function layerFor(
  kept: KeptLayer,
  article: string,
  actor: Actor,
  { layers }: KeptNotesParts,
): Promise<Layer | null> {
  const readable = await layers.readable(article, actor);
  const comments = readable.find(({ purpose }) => purpose === 'comments') ?? null;
  const same = readable.find(
    ({ purpose }) => purpose === kept.purpose && (purpose === 'comments' || purpose === 'reports'),
  );
  const look = {
    name: cleanName(kept.name, MAX_LAYER_NAME) || 'Layer',
    color: COLORS.find((color) => color === kept.color) ?? 'yellow',
  };
  const { audience } = kept;
  if (may('manage layers', actor).ok) {
    if (same === undefined || audience === 'private') {
      const added = await layers.add(article, { ...look, audience }, actor);
      if (added.ok) return added.value;
    } else {
      const changed = await layers.change(same.id, { ...look, audience }, () => done(null));
      if (changed.ok) return changed.value;
    }
  }
  const usual = same ?? comments;
  return usual !== null && !isWider(usual.audience, audience) ? usual : null;
}

/** Whether more people read the one than the other. */
function isWider(one: Audience, other: Audience): boolean {
  return AUDIENCES.indexOf(one) < AUDIENCES.indexOf(other);
}

class NoteMaker {
  readonly #names: ReadonlyMap<string, string>;
  readonly #index: TextIndex;
  /** Those that are given away; in an article a note is known by its id. */
  readonly #ids: Set<string>;
  readonly #parts: KeptNotesParts;
  readonly #now: string;

  constructor(
    names: ReadonlyMap<string, string>,
    index: TextIndex,
    ids: Set<string>,
    parts: KeptNotesParts,
  ) {
    [this.#names, this.#index, this.#ids, this.#parts] = [names, index, ids, parts];
    this.#now = parts.now().toISOString();
  }

  make({ layer: _, quote, range, ...note }: KeptNote): Annotation {
    const { author, statusBy, statusAt, edited, replies, reactions } = note;
    return {
      ...note,
      id: this.#id(note.id),
      author: this.#person(author),
      created: this.#time(note.created),
      modified: this.#time(note.modified),
      body: shortened(note.body),
      replacement: replacementOf(note),
      tags: note.tags.map((tag) => shortened(tag).trim()).filter((tag) => tag !== ''),
      via: 'import',
      anchor: anchorOf(this.#index, quote, range),
      anchors: [],
      statusBy: statusBy === null ? null : this.#person(statusBy),
      statusAt: statusAt === null ? null : this.#time(statusAt),
      edited: edited === null ? null : this.#time(edited),
      // Nobody who is named in a file has anything to do here.
      assignee: null,
      revision: 0,
      replies: withinThread(replies).map((reply) => ({
        ...reply,
        id: this.#id(reply.id),
        author: this.#person(reply.author),
        created: this.#time(reply.created),
        modified: this.#time(reply.modified),
        body: shortened(reply.body),
      })),
      reactions: this.#reactions(reactions),
    };
  }

  /** The key of one has a blank between the two. */
  #reactions(given: KeptNote['reactions']): string[] {
    const keys = given
      .filter(({ emoji }) => isEmoji(emoji))
      .slice(0, CAPS.reactionsOnNote.most)
      .map(({ emoji, by }) => reactionKey(emoji, this.#person(by).replaceAll(' ', '\u00A0')));
    const kinds = reactionKinds(keys).slice(0, CAPS.reactionKindsOnNote.most);
    return kinds.flatMap(({ emoji, people }) => people.map((one) => reactionKey(emoji, one)));
  }

  #id(id: string): string {
    const isGood = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) && !this.#ids.has(id);
    const given = isGood ? id : this.#parts.newId();
    this.#ids.add(given);
    return given;
  }

  #person(id: string | null): string {
    if (id === READER_AUTHOR) return READER_AUTHOR;
    return authorOf({ author: this.#names.get(id ?? '') ?? '', at: null, body: '' });
  }

  #time(at: string): string {
    const said = momentIn(at) ?? this.#now;
    return said > this.#now ? this.#now : said;
  }
}

/** Null where the kind proposes nothing. */
function replacementOf({
  kind,
  replacement,
}: Pick<KeptNote, 'kind' | 'replacement'>): string | null {
  if (KIND_FACTS[kind].decided !== 'as proposal') return null;
  return replacement && shortened(replacement);
}

/** Of the replies as many as a thread takes. */
function withinThread(
  replies: readonly (Omit<Reply, 'author'> & { readonly author: string | null })[],
) {
  let characters = 0;
  return replies.slice(0, CAPS.repliesInThread.most).filter(({ body }) => {
    characters += body.length;
    return characters <= CAPS.charactersInThread.most;
  });
}

/** What has no place has none here either: its quote alone could be found on words that it was never on. */
function anchorOf(index: TextIndex, quote: KeptNote['quote'], range: KeptNote['range']): Anchor {
  const quoted = quotationOf(quote.exact.slice(0, MAX_QUOTE).toWellFormed());
  if (range !== null && range.to <= index.length) {
    const found = describe(index, { ...range, to: Math.min(range.to, range.from + MAX_QUOTE) });
    // A long quote was abridged in the file already.
    return found.exact === quoted.exact ? found : { ...withoutQuotation(found), ...quoted };
  }
  const prefix = quote.prefix.slice(-MAX_CONTEXT).toWellFormed();
  const suffix = quote.suffix.slice(0, MAX_CONTEXT).toWellFormed();
  return lostAnchor({ ...quoted, prefix, suffix }, quote.from);
}

function withoutQuotation({
  exact: _,
  abridged: _1,
  ...rest
}: Anchor): Omit<Anchor, keyof Quotation> {
  return rest;
}

function sentences(taken: number, left: number): string[] {
  const notes = (count: number): string => `${count} ${count === 1 ? 'note' : 'notes'}`;
  return [
    ...(taken === 0 ? [] : [`${notes(taken)} came with it.`]),
    ...(left === 0 ? [] : [`${notes(left)} could not be taken along.`]),
  ];
}
