/** What an actor may do with a layer as a whole: see it, write in it, manage it. */
import type { Kind } from '../annotation/annotation.ts';
import { KIND_FACTS } from '../annotation/kinds.ts';
import type { Layer } from '../article/article.ts';
import { unreachable } from '../unreachable.ts';
import type { Actor } from './actor.ts';
import { ALLOWED, may, refused } from './may.ts';
import type { Decision } from './may.ts';

/** May the actor see this layer? Private layers are seen by their owner alone, not even by the workspace's owner. */
export function mayReadLayer(layer: Layer, actor: Actor): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'guest' && actor.article !== layer.article) return false;
  switch (layer.audience) {
    case 'public':
      return true;
    case 'members':
      return may('read article', actor).ok;
    case 'editors':
      return may('read layers of editors', actor).ok;
    case 'moderators':
      return may('read layers of moderators', actor).ok;
    case 'private':
      return actor.kind === 'member' && layer.owner === actor.id;
    default:
      return unreachable(layer.audience);
  }
}

/** Does everybody read this layer who may be in its article's room, a guest who may only read too? */
export function isReadByAll(layer: Layer): boolean {
  const { article } = layer;
  return mayReadLayer(layer, { kind: 'guest', id: '', name: '', role: 'viewer', article });
}

/** May the actor write new words in this layer at all? */
export function mayWriteLayer(layer: Layer, actor: Actor): Decision {
  if (!mayReadLayer(layer, actor)) return refused('read layer');
  const unlocked = layer.locked ? may('write locked layer', actor) : ALLOWED;
  return unlocked.ok ? may('create annotation', actor) : unlocked;
}

/** May the actor rename, recolour, lock or delete this layer? One's own is one's own to manage. */
export function mayManageLayer(layer: Layer, actor: Actor): Decision {
  return may('manage layers', actor, actor.kind === 'member' && layer.owner === actor.id);
}

/**
 * Is a layer offered for a note of this kind to somebody who may write in it? The layer of reports is for what readers say,
 * and a proposal that its author alone can read would reach no one.
 */
export function isOfferedFor(
  kind: Kind,
  { purpose, audience }: Pick<Layer, 'purpose' | 'audience'>,
): boolean {
  const isProposal = KIND_FACTS[kind].decided === 'as proposal';
  return purpose !== 'reports' && !(isProposal && audience === 'private');
}
