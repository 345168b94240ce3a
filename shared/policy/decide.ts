/** Permission: may this actor do that? Client and server ask the same functions; nothing else reads a role. */
import type { Layer } from '../article/article.ts';
import type { Annotation } from '../annotation/annotation.ts';
import type { Command } from '../annotation/command.ts';
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

/**
 * May the actor perform this command in this layer? `annotation` is the one that it touches, null where
 * there is none yet. A layer that the actor can't read refuses everything but the reader's own report.
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
  if (layer.locked && isNewWriting(command)) {
    const unlocked = may('write locked layer', actor);
    if (!unlocked.ok) return unlocked;
  }
  return may(...permissionFor(command, annotation, actor));
}

/** The row of the table that a command asks, and whether what it touches is the actor's own. */
function permissionFor(
  command: Command,
  annotation: Annotation | null,
  actor: Actor,
): [Permission, Actor, boolean] {
  const own = isOwn(annotation, actor);
  switch (command.do) {
    case 'create':
      return ['create annotation', actor, true];
    case 'edit':
      return ['edit words', actor, own];
    case 'tag':
      return ['tag', actor, own];
    case 'assign':
      return ['assign', actor, own];
    case 'reply':
      return ['reply', actor, true];
    case 'edit-reply':
      return ['edit words', actor, isOwnReply(annotation, command.reply, actor)];
    case 'delete-reply':
      return ['delete annotation', actor, isOwnReply(annotation, command.reply, actor)];
    case 'set-status':
      return [statusPermission(command.status, annotation), actor, own];
    case 'anchor':
      return ['re-anchor', actor, own];
    case 'delete':
      return ['delete annotation', actor, own];
    default:
      return unreachable(command);
  }
}

// Taking back a moderator's accept or decline is as weighty as making it, so its author can't.
function statusPermission(status: Annotation['status'], annotation: Annotation | null): Permission {
  const settled = annotation?.status === 'accepted' || annotation?.status === 'declined';
  return status === 'accepted' || status === 'declined' || settled
    ? 'accept or decline'
    : 'resolve or reopen';
}

function isNewWriting(command: Command): boolean {
  return (
    command.do === 'create' ||
    command.do === 'reply' ||
    command.do === 'edit' ||
    command.do === 'edit-reply'
  );
}

function isOwn(annotation: Annotation | null, actor: Actor): boolean {
  return isPerson(actor) && annotation?.author === actor.id;
}

function isOwnReply(annotation: Annotation | null, reply: string, actor: Actor): boolean {
  const author = annotation?.replies.find(({ id }) => id === reply)?.author;
  return isPerson(actor) && author === actor.id;
}

function refused(rule: string): Decision {
  return { ok: false, rule };
}
