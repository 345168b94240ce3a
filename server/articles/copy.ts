/** Gathers what an annotated copy is made of: the text as it is, and the layers that the actor may read and asked for. */
import { isCopiedUnnamed } from '../../shared/article/article.ts';
import type { Article, Layer } from '../../shared/article/article.ts';
import type { CopyFormat } from '../../shared/article/formats.ts';
import { STATUSES } from '../../shared/annotation/annotation.ts';
import type { Status } from '../../shared/annotation/annotation.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { ExportQuery } from '../../shared/wire/routes/copies.ts';
import type { CopyNames, CopySource } from '../formats/jobs.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Layers } from './layers.ts';

/** Where a copy's parts come from. */
export interface CopyParts {
  readonly layers: Layers;
  readonly rooms: Rooms;
  /** Names by id of all who may have written in an article, guests marked. */
  readonly namesIn: (article: string) => Promise<ReadonlyMap<string, string>>;
  readonly now: () => Date;
}

/** What is asked for: a format that is there, and the rest as it came. */
export interface CopyRequest extends Omit<ExportQuery, 'format'> {
  readonly format: CopyFormat['name'];
  /** Absolute address of this server, without a slash at its end. */
  readonly url: string;
}

/**
 * Where no layers are named the copy has those that the actor may read but the private ones. Problems: `not-found`, and
 * `invalid-request` for a status that there isn't or a layer that can't be read, which is as unknown as one that isn't there.
 */
export async function copySource(
  article: Article,
  { format, url, ...query }: CopyRequest,
  actor: Actor,
  parts: CopyParts,
): Promise<Result<CopySource>> {
  const layers = chosenLayers(await parts.layers.readable(article.id, actor), query.layers);
  if (!layers.ok) return layers;
  const statuses = chosenStatuses(query.status);
  if (!statuses.ok) return statuses;
  const names = await namesFor(article, query.names, parts);
  const [text, ...rooms] = await Promise.all([
    parts.rooms.text(article.id),
    ...layers.value.map((layer) => parts.rooms.layer(layer)),
  ]);
  if (text === null) return failed('not-found');
  return done({
    format,
    article,
    url: `${url}/articles/${article.id}`,
    source: url + placeOfWords(article),
    // All at one moment: an annotation's words are in the text that goes with it.
    text: text.document.history.updates,
    layers: layers.value.map((layer, at) => ({
      layer,
      updates: rooms[at]?.document.history.updates ?? [],
    })),
    statuses: statuses.value,
    names,
    made: parts.now().toISOString(),
  });
}

/** Readers' page shows the words as they are now; any other article's can only be read as text. */
function placeOfWords({ id, slug, status }: Article): string {
  return status === 'published' ? `/read/${encodeURIComponent(slug)}` : `/api/articles/${id}/text`;
}

function chosenLayers(readable: readonly Layer[], asked: string | undefined): Result<Layer[]> {
  const ids = list(asked);
  const unknown = ids?.find((id) => !readable.some((layer) => layer.id === id));
  if (unknown !== undefined)
    return failed('invalid-request', `There is no layer “${unknown}”.`, { field: 'layers' });
  return done(readable.filter((layer) => ids?.includes(layer.id) ?? isCopiedUnnamed(layer)));
}

/** Null where all are asked for. */
function chosenStatuses(asked: string | undefined): Result<Status[] | null> {
  const given = list(asked);
  const statuses = STATUSES.filter((status) => given?.includes(status));
  const unknown = given?.find((status) => ![...STATUSES, 'all'].includes(status));
  if (unknown !== undefined)
    return failed('invalid-request', `There is no status “${unknown}”.`, { field: 'status' });
  return done(given?.includes('all') ? null : given && statuses);
}

async function namesFor(
  article: Article,
  asked: ExportQuery['names'],
  { namesIn }: CopyParts,
): Promise<CopyNames> {
  if (asked === 'pseudonyms') return { kind: 'pseudonyms' };
  return { kind: 'real', byId: await namesIn(article.id) };
}

function list(commaSeparated: string | undefined): string[] | null {
  return commaSeparated === undefined ? null : commaSeparated.split(',').filter(Boolean);
}
