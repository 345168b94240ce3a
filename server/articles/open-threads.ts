/** How many open threads the articles have, as one person may see them. */
import type { Person } from '../../shared/policy/actor.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { withEffectiveRole } from '../accounts/effective-role.ts';
import { listQueue } from '../projections/project.ts';
import type { Store } from '../storage/store.ts';

/** By the ids of articles; one without open threads that the person may read is left out. */
export async function openThreads(
  person: Person,
  { catalogue, log }: Pick<Store, 'catalogue' | 'log'>,
): Promise<ReadonlyMap<string, number>> {
  const [records, layers] = await Promise.all([listQueue(log, 'open'), catalogue.find('layers')]);
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const inLayers = new Map<string, number>();
  for (const { layer } of records) inLayers.set(layer, (inLayers.get(layer) ?? 0) + 1);
  const counts = new Map<string, number>();
  for (const [id, count] of inLayers) {
    const layer = byId.get(id);
    if (layer === undefined) continue;
    // One may see more in an article in which one was given a higher role.
    const actor = (await withEffectiveRole(person, layer.article, catalogue)) ?? person;
    if (mayReadLayer(layer, actor))
      counts.set(layer.article, (counts.get(layer.article) ?? 0) + count);
  }
  return counts;
}
