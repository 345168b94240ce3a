/** Permission: may this actor do that? Client and server ask the same functions; nothing else reads a role. */
import type { Layer } from '../article/article.ts';
import type { Annotation, Kind } from '../annotation/annotation.ts';
import { definitionOf, partOf, permissionOf } from '../annotation/commands/command-table.ts';
import type { Command } from '../annotation/commands/command-table.ts';
import { KIND_FACTS } from '../annotation/kinds.ts';
import { unreachable } from '../unreachable.ts';
import { isPerson, reaches } from './actor.ts';
import type { Actor, ShareRole } from './actor.ts';
import { isForGuests, TABLE } from './table.ts';
import type { Permission } from './table.ts';

/** A refusal names the rule, so that people and logs can tell refusals apart. */
export type Decision = { readonly ok: true } | { readonly ok: false; readonly rule: string };

const ALLOWED: Decision = { ok: true };

/**
 * May the actor do this at all? `own` says whether the thing was made by the actor. The actor is the one for the article at
 * stake: its role there may be higher than elsewhere, and a guest is one in one article only.
 */
export function may(permission: Permission, actor: Actor, own = false): Decision {
  if (actor.kind === 'system') return ALLOWED;
  if (actor.kind === 'guest' && !isForGuests(permission)) return refused(permission);
  const grant = TABLE[permission][actor.kind === 'reader' ? 'reader' : actor.role];
  return grant === 'yes' || (grant === 'own' && own) ? ALLOWED : refused(permission);
}

/** May the actor hand out this role in an article, by a link? Nobody gives away more than they have. */
export function mayShareAs(role: ShareRole, actor: Actor): Decision {
  const sharing = may('share article', actor);
  if (!sharing.ok || !isPerson(actor)) return sharing;
  return reaches(actor.role, role) ? ALLOWED : refused('share up to one’s own role');
}

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

function refused(rule: string): Decision {
  return { ok: false, rule };
}
