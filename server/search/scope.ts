/** Where somebody may look: decided from the catalogue as it is, before any word is looked at. */
import type { Article, Layer } from '../../shared/article/article.ts';
import { ARTICLE_STATUSES } from '../../shared/article/article.ts';
import type { Person } from '../../shared/policy/actor.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { may } from '../../shared/policy/may.ts';
import { SEARCH_KINDS } from '../../shared/wire/routes/search.ts';
import type { SearchKind, SearchQuery } from '../../shared/wire/routes/search.ts';
import { withGrant } from '../accounts/effective-role.ts';
import type { CooperativeTask } from '../cooperative-task.ts';
import type { Grant } from '../storage/catalogue.ts';

/** The rows that are asked. */
export interface ScopeRows {
  readonly articles: readonly Article[];
  readonly layers: readonly Layer[];
  /** Those of the person. */
  readonly grants: readonly Grant[];
}

/** Ids of the articles and layers in which is sought. */
export interface Scope {
  readonly articles: readonly string[];
  readonly layers: readonly string[];
}

/** So many rows are asked before others may have their turn. */
const STEP = 500;

/** All that the person may read and the question wants. */
export function* scopeOf(
  { articles, layers, grants }: ScopeRows,
  person: Person,
  query: SearchQuery,
): CooperativeTask<Scope> {
  const byArticle = new Map(grants.map((grant) => [grant.article, grant]));
  const actors = new Map<string, Person>();
  const found: string[] = [];
  for (const [index, article] of articles.entries()) {
    if (index % STEP === STEP - 1) yield;
    const actor = actorIn(article.id, person, byArticle);
    if (actor === null || !may('read article', actor).ok) continue;
    if (!isOfStatus(article, query)) continue;
    actors.set(article.id, actor);
    const isTheirs = query.person === undefined || article.author === query.person;
    if (isTheirs && isWithin(article.modified, query)) found.push(article.id);
  }
  const readable: string[] = [];
  for (const [index, layer] of layers.entries()) {
    if (index % STEP === STEP - 1) yield;
    const actor = actors.get(layer.article);
    if (actor === undefined || !mayReadLayer(layer, actor)) continue;
    if (query.layer === undefined || query.layer === layer.id) readable.push(layer.id);
  }
  return { articles: found, layers: readable };
}

/** What of the kinds the question can find. */
export function kindsOf({ in: wanted, layer, status }: SearchQuery): readonly SearchKind[] {
  const kinds = wanted === undefined ? SEARCH_KINDS : [wanted];
  const isOfThreads = layer !== undefined || (status !== undefined && !isArticleStatus(status));
  return isOfThreads ? kinds.filter((kind) => kind === 'threads') : kinds;
}

/** Whether it is a status that articles have. */
export function isArticleStatus(
  status: NonNullable<SearchQuery['status']>,
): status is Article['status'] {
  return (ARTICLE_STATUSES as readonly string[]).includes(status);
}

function isOfStatus(article: Article, { status }: SearchQuery): boolean {
  return status === undefined || !isArticleStatus(status) || article.status === status;
}

function isWithin(time: string, { from, to }: SearchQuery): boolean {
  const at = Date.parse(time);
  return (
    (from === undefined || at >= Date.parse(from)) && (to === undefined || at <= Date.parse(to))
  );
}

function actorIn(
  article: string,
  person: Person,
  grants: ReadonlyMap<string, Grant>,
): Person | null {
  if (person.kind === 'guest') return person.article === article ? person : null;
  return withGrant(person, grants.get(article) ?? null);
}
