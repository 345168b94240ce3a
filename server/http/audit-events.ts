/** The events of a request for the audit log: from the rules of its route, from what was asked, and from facts of its answer. */
import type { AuditDetail, AuditAction } from '../../shared/wire/routes/audit.ts';
import type { Route } from '../../shared/wire/route.ts';
import { networkOf } from '../limits/network.ts';
import { toAuditActor } from '../audit/audit-log.ts';
import type { AuditEvent } from '../audit/audit-log.ts';
import type { Answer } from './answer.ts';
import type { AnyAsked, AuditRule, Row } from './row.ts';

/** What was asked, as far as an event is made of it; `address` is empty where the sender has hung up. */
export type AskedToAudit = Pick<AnyAsked, 'params' | 'body' | 'query' | 'actor'> & {
  readonly address: string;
};

const MAX_DETAIL = 200;

/** None where nothing was done, or where the handler says that it is nobody else's concern. */
export function auditEvents(
  { route, audit }: Pick<Row, 'route' | 'audit'>,
  asked: AskedToAudit,
  answer: Answer,
): readonly AuditEvent[] {
  const { audit: facts = {} } = answer;
  if (facts === null) return [];
  const onTheWay = (facts.also ?? []).map((action): AuditRule => ({ action }));
  return [...onTheWay, ...audit].flatMap((rule): AuditEvent[] => {
    const action = actionOf(rule, asked, answer);
    if (action === null) return [];
    const { article, subject, others } = placeOf(route, asked, answer);
    const kept = isRefusal(answer) ? {} : pick(rule.keeps ?? [], asked);
    const event = {
      actor: toAuditActor(facts.actor ?? asked.actor),
      action,
      article: facts.article ?? article,
      subject: facts.subject === undefined ? subject : facts.subject,
      detail: { ...others, ...kept, ...facts.detail },
      network: asked.address === '' ? null : networkOf(asked.address),
    };
    return [event];
  });
}

/** Whether credentials were tried that are wrong. What is refused for its number alone was not even looked at. */
export function isRefusal(answer: Answer): boolean {
  if (answer.kind === 'problem') return answer.problem.status === 401;
  return answer.audit?.isRefused === true;
}

function actionOf(
  { action, given, refused }: AuditRule,
  { body }: AskedToAudit,
  answer: Answer,
): AuditAction | null {
  if (isRefusal(answer)) return refused ?? null;
  if (answer.kind === 'problem') return null;
  return given === undefined || fieldOf(body, given) !== undefined ? action : null;
}

/** The article that the address names, the first other thing that it names (else what was made), and the rest. */
function placeOf({ on, answer: shape }: Route, { params }: AskedToAudit, answer: Answer) {
  const isInArticle = on === 'article';
  const { id, ...others } = params;
  const named = Object.entries(isInArticle ? others : params);
  const [first, ...rest] = named;
  const isMade = shape.kind === 'json' && shape.status === 201 && answer.kind === 'json';
  const made = isMade ? fieldOf(answer.value, 'id') : undefined;
  return {
    article: isInArticle ? (id ?? null) : null,
    subject: first?.[1] ?? (typeof made === 'string' ? made : null),
    others: Object.fromEntries(rest),
  };
}

function pick(names: readonly string[], { body, query }: AskedToAudit): AuditDetail {
  const kept = names.flatMap((name): [string, string][] => {
    const value = fieldOf(body, name) ?? fieldOf(query, name);
    if (value === undefined || value === null) return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [[name, text.slice(0, MAX_DETAIL)]];
  });
  return Object.fromEntries(kept);
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name]; // its own, as was just seen
}
