/** Checks that the records of the queue and of the search are those that follow from the layers' rooms, and writes them again where they aren't. */
import { isDeepStrictEqual } from 'node:util';
import type * as Y from 'yjs';
import { ANNOTATIONS_ROOT } from '../../shared/annotation/annotation.ts';
import { readAnnotations } from '../../shared/annotation/layer-document.ts';
import type { Layer } from '../../shared/article/article.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { projectAnnotation } from '../projections/project.ts';
import { projectThread, threadPrefix } from '../projections/search-rows.ts';
import type { Json, RecordWrite, Space, UpdateLog, Write } from '../storage/update-log.ts';
import { readEntries } from '../storage/read-entries.ts';
import { checkRoom } from './check-room.ts';
import type { RoomCheck } from './check-room.ts';

/** A sentence for each thing that is wrong; those that were put right are among them. */
export interface LayerCheck {
  readonly findings: readonly string[];
  /** Records that were written again or removed. */
  readonly rebuilt: number;
}

/** In a server that runs, changes come in between: a difference counts only where it is seen twice over the same room. */
const MAX_LOOKS = 10;

/** Checks a layer's room and its records; `rebuild` says whether to put the records right. */
export async function checkLayer(
  log: UpdateLog,
  layer: Layer,
  rebuild: boolean,
): Promise<LayerCheck> {
  const room = roomName(layer.article, layer.id);
  const findings: string[] = [];
  let rebuilt = 0;
  let seenBefore: string | null = null;
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    // Looks again at what the last look has found.
    const checked = await checkRoom(log, room, ANNOTATIONS_ROOT);
    if (checked.state !== 'sound')
      return { findings: [...findings, saysOf(checked, room)], rebuilt };
    const writes = await differences(log, layer, checked.doc);
    checked.doc.destroy();
    if (writes.length === 0) break;
    if (seenBefore !== checked.version) {
      seenBefore = checked.version;
      continue;
    }
    if (findings.length === 0)
      for (const [space, what] of SPACES_OF_LAYER) {
        const many = writes.filter((write) => write.space === space).length;
        if (many > 0) findings.push(`${many} records of ${what} differ from the room “${room}”.`);
      }
    if (!rebuild) break;
    // The same; a change that overtakes this is found by the next look.
    await log.commit(writes);
    rebuilt += writes.length;
    seenBefore = null;
  }
  return { findings, rebuilt };
}

/** What the keys of the layer's records begin with: those of an annotation without an id. */
export function queuePrefixes(layer: Layer): string[] {
  return projectAnnotation(layer, '', null).flatMap((write) =>
    write.do === 'remove' ? [write.key] : [],
  );
}

function saysOf(checked: Exclude<RoomCheck, { state: 'sound' }>, room: string): string {
  return checked.state === 'wrong' ? checked.says : `The room “${room}” is missing.`;
}

/** The spaces in which a layer has records, each with what they are of. */
const SPACES_OF_LAYER = [
  ['queue', 'the queue'],
  ['search', 'the search'],
] as const;

/** What must be written to make the layer's records what they should be. */
async function differences(log: UpdateLog, layer: Layer, doc: Y.Doc): Promise<RecordWrite[]> {
  const annotations = readAnnotations(doc);
  const ofQueue = annotations.flatMap((one) => projectAnnotation(layer, one.id, one));
  const ofSearch = annotations.map((one) => projectThread(layer, one.id, one));
  return [
    ...(await differencesIn(log, 'queue', queuePrefixes(layer), ofQueue)),
    ...(await differencesIn(log, 'search', [threadPrefix(layer.article, layer.id)], ofSearch)),
  ];
}

async function differencesIn(
  log: UpdateLog,
  space: Space,
  prefixes: readonly string[],
  projected: readonly Write[],
): Promise<RecordWrite[]> {
  const wanted = new Map<string, Json>();
  for (const write of projected) if (write.do === 'put') wanted.set(write.key, write.value);
  const writes: RecordWrite[] = [];
  for (const prefix of prefixes) {
    const { entries, damaged } = await readEntries(log, space, prefix);
    const stale = [...entries.map(({ key }) => key), ...damaged].filter((key) => !wanted.has(key));
    for (const key of stale) writes.push({ do: 'remove', space, key });
    for (const { key, value } of entries)
      if (isDeepStrictEqual(wanted.get(key), value)) wanted.delete(key);
  }
  for (const [key, value] of wanted) writes.push({ do: 'put', space, key, value });
  return writes;
}
