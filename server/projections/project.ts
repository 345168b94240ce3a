/** The records that lists are made of, written in the same transaction as the change that they follow from. */
import type { Annotation, Kind, Status } from '../../shared/annotation/annotation.ts';
import { mentionedIn } from '../../shared/annotation/mentions.ts';
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import type { Layer } from '../../shared/article/article.ts';
import type { Entry, RecordWrite, UpdateLog, Write } from '../storage/update-log.ts';
import { readEntries } from '../storage/read-entries.ts';

/** What the queue knows of an annotation without opening its room. */
export interface QueueRecord {
  readonly article: string;
  readonly layer: string;
  readonly annotation: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly created: string;
  readonly assignee: string | null;
  /** Ids of those whom the thread names; absent where it names nobody, as in records of an older release. */
  readonly mentions?: readonly string[];
}

/** Open ones and settled ones are apart, so that listing what is open doesn't read all that ever was. */
const SHELVES = ['open', 'settled'] as const;

/**
 * The writes that bring the queue's records in line with an annotation, null for one that is gone. Highlights ask nothing of
 * anybody, so they have no record.
 */
export function projectAnnotation(
  layer: Layer,
  id: string,
  annotation: Annotation | null,
): RecordWrite[] {
  // With the layer, since clients make ids: the same one in another layer must not push this one out.
  const key = (shelf: string): string => `${shelf}/${layer.article}/${layer.id}/${id}`;
  const remove = (shelf: string): RecordWrite => ({
    do: 'remove',
    space: 'queue',
    key: key(shelf),
  });
  if (annotation === null || KIND_FACTS[annotation.kind].queue === null) return SHELVES.map(remove);
  const { kind, status, created, assignee, body, replies } = annotation;
  const said = [body, ...replies.map((reply) => reply.body)];
  const mentions = [...new Set(said.flatMap(mentionedIn))];
  const [here, elsewhere] =
    status === 'open' ? SHELVES : ([...SHELVES].reverse() as [string, string]);
  const value = {
    article: layer.article,
    layer: layer.id,
    annotation: id,
    kind,
    status,
    created,
    assignee,
    ...(mentions.length === 0 ? {} : { mentions }),
  };
  return [{ do: 'put', space: 'queue', key: key(here), value }, remove(elsewhere)];
}

/** Records of an article, or of all articles, that are open, settled, or either; oldest first. Damaged ones are left out. */
export async function listQueue(
  log: UpdateLog,
  shelf: (typeof SHELVES)[number] | 'all',
  article?: string,
): Promise<QueueRecord[]> {
  const below = article === undefined ? '' : `${article}/`;
  const shelves = SHELVES.filter((each) => shelf === 'all' || each === shelf);
  const reads = await Promise.all(
    shelves.map((each) => readEntries(log, 'queue', `${each}/${below}`)),
  );
  const records = reads.flatMap(({ entries }) => entries.map(toRecord));
  return records.sort((one, other) => (one.created < other.created ? -1 : 1));
}

/** The writes that remove all records of an article, or of one of its layers, damaged ones too: nothing goes before they are committed. */
export async function forgetQueue(
  log: UpdateLog,
  article: string,
  layer?: string,
): Promise<Write[]> {
  const below = layer === undefined ? `${article}/` : `${article}/${layer}/`;
  const reads = await Promise.all(
    SHELVES.map((shelf) => readEntries(log, 'queue', `${shelf}/${below}`)),
  );
  return reads
    .flatMap(({ entries, damaged }) => [...entries.map(({ key }) => key), ...damaged])
    .map((key) => ({ do: 'remove', space: 'queue', key }));
}

function toRecord({ value }: Entry): QueueRecord {
  return value as unknown as QueueRecord; // written by `projectAnnotation` alone
}
