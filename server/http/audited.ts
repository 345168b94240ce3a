/** What a route leaves in the audit log: made of what it declares, of what was asked, and of what its handler noted. */
import type { Actor } from '../../shared/policy/actor.ts';
import type { AuditAction, AuditDetail } from '../../shared/wire/routes/audit.ts';
import type { Answer, Audited } from './route.ts';
import { networkOf } from '../limits/limits.ts';
import { toAuditActor } from '../audit/audit-log.ts';
import type { Deed } from '../audit/audit-log.ts';

/** What was asked, as far as an entry is made of it. */
export interface AskedToAudit {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly query: unknown;
  readonly actor: Actor;
  readonly address: string;
}

const ARTICLE_PATH = '/api/articles/:id';
const MAX_DETAIL = 200;

/** The entries of an answer: none where nothing was done, or where the handler says that it is nobody else's concern. */
export function deedsOf(
  audit: readonly Audited[],
  asked: AskedToAudit,
  answer: Answer,
): readonly Deed[] {
  const { noted = {} } = answer;
  if (noted === null) return [];
  const also = (noted.also ?? []).map((action): Audited => ({ action }));
  return [...also, ...audit].flatMap((audited): Deed[] => {
    const action = actionOf(audited, asked, answer);
    if (action === null) return [];
    const { article, subject, others } = placeOf(asked, answer);
    const kept = isRefusal(answer) ? {} : pick(audited.keeps ?? [], asked);
    const deed = {
      actor: toAuditActor(noted.actor ?? asked.actor),
      action,
      article: noted.article ?? article,
      subject: noted.subject === undefined ? subject : noted.subject,
      detail: { ...others, ...kept, ...noted.detail },
      network: asked.address === '' ? null : networkOf(asked.address),
    };
    return [deed];
  });
}

/** Whether credentials were tried that are wrong. What is refused for its number alone was not even looked at. */
export function isRefusal(answer: Answer): boolean {
  if (answer.kind === 'problem') return answer.problem.status === 401;
  return answer.noted?.isRefused === true;
}

function actionOf(
  { action, given, refused }: Audited,
  { body }: AskedToAudit,
  answer: Answer,
): AuditAction | null {
  if (isRefusal(answer)) return refused ?? null;
  if (answer.kind === 'problem') return null;
  return given === undefined || fieldOf(body, given) !== undefined ? action : null;
}

/** The article that the address names, the first other thing that it names (else what was made), and the rest. */
function placeOf({ path, params }: AskedToAudit, answer: Answer) {
  const isInArticle = path === ARTICLE_PATH || path.startsWith(`${ARTICLE_PATH}/`);
  const { id, ...others } = params;
  const named = Object.entries(isInArticle ? others : params);
  const [first, ...rest] = named;
  const isMade = answer.kind === 'json' && answer.status === 201;
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
