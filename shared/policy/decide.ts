/** May this actor perform this command? Asked by the client for a button, and by the server before it is done. */
import type { Annotation } from '../annotation/annotation.ts';
import { definitionOf, partOf, permissionOf } from '../annotation/commands/command-table.ts';
import type { Command } from '../annotation/commands/command-table.ts';
import type { Layer } from '../article/article.ts';
import { isPerson } from './actor.ts';
import type { Actor } from './actor.ts';
import { mayReadLayer } from './layer-permission.ts';
import { may, refused } from './may.ts';
import type { Decision } from './may.ts';

/**
 * May the actor perform this command in this layer? `annotation` is the one that it touches, null where there is none yet. A
 * layer that the actor can't read refuses everything but the reader's own report.
 */
export function decide(
  command: Command,
  annotation: Annotation | null,
  layer: Layer,
  actor: Actor,
): Decision {
  if (command.do === 'create' && command.kind === 'report' && layer.purpose === 'reports') {
    return may('report mistake', actor);
  }
  if (!mayReadLayer(layer, actor)) return refused('read layer');
  if (layer.locked && definitionOf(command).isNewWriting) {
    const unlocked = may('write locked layer', actor);
    if (!unlocked.ok) return unlocked;
  }
  const isOwn = isPerson(actor) && partOf(annotation, command)?.author === actor.id;
  return may(permissionOf(command, annotation), actor, isOwn);
}
