/** The annotations of a layer as they are stored, read without opening its room. */
import type { Annotation } from '../../shared/annotation/annotation.ts';
import { readAnnotations } from '../../shared/annotation/layer-document.ts';
import type { Layer } from '../../shared/article/article.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { DamagedRoomError } from '../storage/damage.ts';
import type { LogReads } from '../storage/update-log.ts';
import { documentOf } from '../sync/stored-document.ts';

/** All of them; null where the room is damaged, none where there is no room. */
export async function storedAnnotations(
  log: LogReads,
  { article, id }: Pick<Layer, 'article' | 'id'>,
): Promise<Annotation[] | null> {
  try {
    const stored = await log.load(roomName(article, id));
    const doc = documentOf(stored?.updates ?? []);
    const annotations = readAnnotations(doc);
    doc.destroy();
    return annotations;
  } catch (error) {
    if (error instanceof DamagedRoomError) return null;
    throw error;
  }
}
