/** Gathers what an annotated copy carries: the text as it is, and the threads that the actor may read and asked for. */
import { plainText } from '../../shared/article/plain-text.ts';
import { isCopiedUnnamed } from '../../shared/article/article.ts';
import type { Article } from '../../shared/article/article.ts';
import { READER_AUTHOR, STATUSES } from '../../shared/annotation/annotation.ts';
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { ExportQuery } from '../../shared/wire/routes/copies.ts';
import type { AnnotatedCopy } from '../formats/format.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Annotations } from './annotations.ts';
import type { Layers } from './layers.ts';

export interface CopyParts {
  readonly annotations: Annotations;
  readonly layers: Layers;
  readonly rooms: Rooms;
  /** Names by id of all who may have written in an article, guests marked. */
  readonly namesIn: (article: string) => Promise<ReadonlyMap<string, string>>;
  readonly now: () => Date;
}

/**
 * `url` is the absolute address of the workspace. Where no layers are named the copy has those that the actor may read but
 * the private ones. A layer that can't be read is as unknown as one that isn't there.
 */
export async function annotatedCopy(
  article: Article,
  query: ExportQuery,
  actor: Actor,
  url: string,
  parts: CopyParts,
): Promise<Result<AnnotatedCopy>> {
  const [room, readable, names] = await Promise.all([
    parts.rooms.text(article.id),
    parts.layers.readable(article.id, actor),
    parts.namesIn(article.id),
  ]);
  if (room === null) return failed('not-found');
  const wanted = list(query.layers);
  const strange = wanted?.find((id) => !readable.some((layer) => layer.id === id));
  if (strange !== undefined)
    return failed('invalid-request', `There is no layer “${strange}”.`, { field: 'layers' });
  const statuses = list(query.status);
  const wrong = statuses?.find((status) => !(STATUSES as readonly string[]).includes(status));
  if (wrong !== undefined)
    return failed('invalid-request', `There is no status “${wrong}”.`, { field: 'status' });
  const layers = readable.filter((layer) => wanted?.includes(layer.id) ?? isCopiedUnnamed(layer));
  const all = await parts.annotations.all(article.id, actor);
  const chosen = all.filter(
    ({ layer, status }) =>
      layers.some(({ id }) => id === layer) && (statuses?.includes(status) ?? true),
  );
  const doc = room.article;
  return done({
    article,
    url,
    doc,
    text: plainText(doc),
    layers,
    annotations: query.names === 'pseudonyms' ? pseudonymous(chosen) : chosen,
    nameOf: nameAmong(names),
    made: parts.now().toISOString(),
  });
}

function list(commaSeparated: string | undefined): string[] | null {
  return commaSeparated === undefined ? null : commaSeparated.split(',').filter(Boolean);
}

/** Names by id; a pseudonym is its own name. */
function nameAmong(known: ReadonlyMap<string, string>): (author: string) => string {
  return (author) => {
    if (author === READER_AUTHOR) return 'Reader';
    return known.get(author) ?? (PSEUDONYM.test(author) ? author : 'Former member');
  };
}

const PSEUDONYM = /^Person \d+$/;

/** Puts numbers in the place of all people's ids: the same person has the same one all through a copy. */
function pseudonymous(annotations: readonly PlacedAnnotation[]): PlacedAnnotation[] {
  const given = new Map<string, string>([[READER_AUTHOR, READER_AUTHOR]]);
  const pseudonym = (author: string): string => {
    const name = given.get(author) ?? `Person ${given.size}`;
    given.set(author, name);
    return name;
  };
  return annotations.map((annotation) => ({
    ...annotation,
    author: pseudonym(annotation.author),
    statusBy: annotation.statusBy && pseudonym(annotation.statusBy),
    assignee: annotation.assignee && pseudonym(annotation.assignee),
    replies: annotation.replies.map((reply) => ({ ...reply, author: pseudonym(reply.author) })),
    reactions: [],
  }));
}
