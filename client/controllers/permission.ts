/** What a member may do with an annotation, asked of the same policy with which the server decides. */
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { Command } from '../../shared/annotation/command.ts';
import type { Layer } from '../../shared/article/article.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { READER } from '../../shared/policy/actor.ts';
import { decide, may } from '../../shared/policy/decide.ts';
import type { LayerAnswer, MemberAnswer } from '../../shared/wire/answers.ts';

/** The member as the policy knows them; who isn't signed in is a reader. */
export function actorOf(me: MemberAnswer | null): Actor {
  if (me === null) return READER;
  return { kind: 'member', id: me.id, name: me.name, role: me.role };
}

/** Whether to offer a command. */
export function mayPerform(
  command: Command,
  annotation: Annotation,
  layer: LayerAnswer,
  me: MemberAnswer | null,
): boolean {
  return decide(command, annotation, policyLayer(layer, me), actorOf(me)).ok;
}

/** Whether to offer making layers. */
export function mayManageLayers(me: MemberAnswer | null): boolean {
  return may('manage layers', actorOf(me)).ok;
}

/** The server shows private layers to their owners alone, so one that is seen is one's own. */
function policyLayer(layer: LayerAnswer, me: MemberAnswer | null): Layer {
  const owner = layer.audience === 'private' ? (me?.id ?? null) : null;
  return { ...layer, owner, article: '', created: '' };
}
