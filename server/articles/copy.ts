/** Gathers what an annotated copy is made of: the text as it is, and the layers that the actor may read and asked for. */
import { isCopiedUnnamed } from '../../shared/article/article.ts';
import type { Article, Layer } from '../../shared/article/article.ts';
import type { CopyFormat } from '../../shared/article/formats.ts';
import { areTimesEmpty } from '../../shared/annotation/copy-choices.ts';
import type { CopyChoices } from '../../shared/annotation/copy-choices.ts';
import { KINDS, STATUSES } from '../../shared/annotation/annotation.ts';
import type { Status } from '../../shared/annotation/annotation.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { ExportQuery } from '../../shared/wire/routes/copies.ts';
import type { CopySource } from '../formats/jobs.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Layers } from './layers.ts';

/** Where a copy's parts come from. */
export interface CopyParts {
  readonly layers: Layers;
  readonly rooms: Rooms;
  /** Names by id of all who may have written in an article, guests marked. */
  readonly namesIn: (article: string) => Promise<ReadonlyMap<string, string>>;
}

/** As much as one copy may have of pictures: it goes through memory, as a whole. */
export const MAX_PICTURE_BYTES = 40 << 20;

/** What is asked for: a format that is there, and the rest as it came. */
export interface CopyRequest extends Omit<ExportQuery, 'format'> {
  readonly format: CopyFormat;
  /** Absolute address of this server, without a slash at its end. */
  readonly url: string;
}

/**
 * Where no layers are named the copy has those that the actor may read but the private ones. Problems: `not-found`, and
 * `invalid-request` for what can't be chosen, such as a layer that can't be read, which is as unknown as one that isn't there.
 * Pictures are not in it yet.
 */
export async function copySource(
  article: Article,
  { format, url, ...query }: CopyRequest,
  actor: Actor,
  parts: CopyParts,
): Promise<Result<CopySource>> {
  const layers = chosenLayers(await parts.layers.readable(article.id, actor), query.layers);
  if (!layers.ok) return layers;
  const choices = choicesOf(query, format);
  if (!choices.ok) return choices;
  const { namesIn } = parts;
  const names = query.names === 'real' ? await namesIn(article.id) : new Map<string, string>();
  const [text, ...rooms] = await Promise.all([
    parts.rooms.text(article.id),
    ...layers.value.map((layer) => parts.rooms.layer(layer)),
  ]);
  if (text === null) return failed('not-found');
  return done({
    format: format.name,
    article,
    url: `${url}/articles/${article.id}`,
    source: url + placeOfWords(article),
    // All at one moment: an annotation's words are in the text that goes with it.
    text: text.document.history.updates,
    layers: layers.value.map((layer, at) => ({
      layer,
      updates: rooms[at]?.document.history.updates ?? [],
    })),
    choices: choices.value,
    names,
    pictures: [],
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

/** What was chosen but the layers; the problem `invalid-request` where a copy of this format can't be had so. */
export function choicesOf(
  query: Omit<ExportQuery, 'format' | 'layers'>,
  format: CopyFormat,
): Result<CopyChoices> {
  const { names, suggestions, notes = format.notes[0] } = query;
  if (notes === undefined || !format.notes.includes(notes))
    return impossible('notes', query.notes, format, format.notes);
  if (!format.suggestions.includes(suggestions))
    return impossible('suggestions', suggestions, format, format.suggestions);
  const kinds = among(KINDS, query.kinds, 'kind', 'kinds');
  if (!kinds.ok) return kinds;
  const statuses = among([...STATUSES, 'all'] as const, query.status, 'status', 'status');
  if (!statuses.ok) return statuses;
  const times = { from: query.from ?? null, to: query.to ?? null };
  if (areTimesEmpty(times))
    return failed('invalid-request', '“from” is later than “to”.', { field: 'from' });
  const frontMatter = query.frontMatter === 'true';
  if (frontMatter && !format.hasFrontMatter)
    return failed('invalid-request', `A copy as “${format.name}” can't have front matter.`, {
      field: 'frontMatter',
    });
  return done({
    frontMatter,
    kinds: kinds.value,
    statuses: statuses.value?.includes('all') ? null : withoutAll(statuses.value),
    names,
    notes,
    suggestions,
    ...times,
  });
}

function impossible(
  field: 'notes' | 'suggestions',
  asked: string | undefined,
  { name }: CopyFormat,
  has: readonly string[],
): Result<never> {
  const detail = `A copy as “${name}” can't have “${field}=${asked ?? ''}”; it can have ${has.join(', ')}.`;
  return failed('invalid-request', detail, { field });
}

/** Null where nothing is said, so that all are taken. */
function among<Name extends string>(
  known: readonly Name[],
  asked: string | undefined,
  word: string,
  field: string,
): Result<Name[] | null> {
  const given = list(asked);
  const unknown = given?.find((one) => !known.some((name) => name === one));
  if (unknown !== undefined)
    return failed('invalid-request', `There is no ${word} “${unknown}”.`, { field });
  return done(given && known.filter((name) => given.includes(name)));
}

function withoutAll(statuses: readonly (Status | 'all')[] | null): Status[] | null {
  return statuses && statuses.filter((status) => status !== 'all');
}

function list(commaSeparated: string | undefined): string[] | null {
  return commaSeparated === undefined ? null : commaSeparated.split(',').filter(Boolean);
}
