/** The audit events of what no member or guest asked for: the server itself, or a report, changes the status of a thread. */
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { Layer } from '../../shared/article/article.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { toAuditActor } from './audit-log.ts';
import type { AuditEvent } from './audit-log.ts';

/** The event of a status that the server or a reader's report has changed. Null for all else, and in private layers. */
export function systemEvent(
  layer: Layer,
  before: Annotation | null,
  after: Annotation | null,
  actor: Actor,
): AuditEvent | null {
  // What people do comes by a route, which knows the network too.
  if (isPerson(actor) || before === null || after === null) return null;
  if (before.status === after.status || layer.audience === 'private') return null;
  return {
    actor: toAuditActor(actor),
    action: 'status changed',
    article: layer.article,
    subject: after.id,
    detail: { layer: layer.id, from: before.status, to: after.status },
    network: null,
  };
}
