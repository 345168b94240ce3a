/** What a person may do with an annotation, asked of the same policy with which the server decides. */
import type { Annotation } from '../../../shared/annotation/annotation.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { Layer } from '../../../shared/article/article.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import { asShareRole, READER } from '../../../shared/policy/actor.ts';
import { decide } from '../../../shared/policy/decide.ts';
import {
  isReadByAll,
  mayManageLayer,
  mayReadLayer,
} from '../../../shared/policy/layer-permission.ts';
import { may } from '../../../shared/policy/may.ts';
import type { ArticleAnswer } from '../../../shared/wire/routes/articles.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import type { PersonAnswer } from '../../../shared/wire/routes/people.ts';

/** A person as the policy knows them; a reader where nobody is signed in. */
export function actorOf(me: MemberAnswer | null): Actor {
  if (me === null) return READER;
  const { id, name, role, guest } = me;
  if (!guest) return { kind: 'member', id, name, role };
  return { kind: 'guest', id, name, role: asShareRole(role), article: HERE };
}

/** The same person in one article, where they may have a higher role than elsewhere. */
export function withRoleIn(me: MemberAnswer, article: ArticleAnswer): MemberAnswer {
  return { ...me, role: article.role ?? me.role };
}

/** Whether to offer a command to this person; the server decides again, by the same policy. */
export function mayPerform(
  command: Command,
  annotation: Annotation,
  layer: LayerAnswer,
  me: MemberAnswer | null,
): boolean {
  return decide(command, annotation, policyLayer(layer, me), actorOf(me)).ok;
}

/** Whether somebody at the article reads a layer that this person sees; who can't come here any more reads none. */
export function readsLayer(
  { id, name, guest, role }: PersonAnswer,
  layer: LayerAnswer,
  me: MemberAnswer | null,
): boolean {
  if (role === null) return false;
  const actor: Actor = guest
    ? { kind: 'guest', id, name, role: asShareRole(role), article: HERE }
    : { kind: 'member', id, name, role };
  return mayReadLayer(policyLayer(layer, me), actor);
}

/** Whether everybody who can be at the article reads a layer that this person sees. */
export function isReadByAllHere(layer: LayerAnswer): boolean {
  return isReadByAll(policyLayer(layer, null));
}

/** Whether to offer this person to make layers of an article; the server decides again. */
export function mayManageLayers(me: MemberAnswer | null): boolean {
  return may('manage layers', actorOf(me)).ok;
}

/** Whether to offer this person to rename, recolour or lock a layer. */
export function mayChangeLayer(layer: LayerAnswer, me: MemberAnswer | null): boolean {
  return mayManageLayer(policyLayer(layer, me), actorOf(me)).ok;
}

/** Whether to offer this person to delete a layer. That of readers' reports stays. */
export function mayDeleteLayer(layer: LayerAnswer, me: MemberAnswer | null): boolean {
  const managing = mayManageLayer(policyLayer(layer, me), actorOf(me));
  return managing.ok && layer.purpose !== 'reports';
}

/** The server shows private layers to their owners alone, so one that is seen is one's own. */
function policyLayer(layer: LayerAnswer, me: MemberAnswer | null): Layer {
  const owner = layer.audience === 'private' ? (me?.id ?? null) : null;
  return { ...layer, owner, article: HERE, created: '' };
}

/** The server shows a guest one article only, so whatever is seen belongs to it. */
const HERE = '';
