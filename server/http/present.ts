/** Shapes what leaves the server as JSON; nothing else does. */
import type { Article, Layer } from '../../shared/article/article.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor, Guest } from '../../shared/policy/actor.ts';
import { mayWriteLayer } from '../../shared/policy/layer-permission.ts';
import { personColor } from '../../shared/presence/person.ts';
import type { ArticleAnswer, ArticleSummary } from '../../shared/wire/routes/articles.ts';
import type { LayerAnswer } from '../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import type { TrashItem } from '../../shared/wire/routes/trash.ts';
import type { Member, Trashed } from '../storage/catalogue.ts';

/** With the e-mail address, and whether it is confirmed, only where `withEmail` says so and there is one. */
export function presentMember(member: Member, withEmail: boolean): MemberAnswer {
  const { id, name, role, email, confirmed = false } = member;
  return {
    id,
    name,
    role,
    color: personColor(id),
    ...(withEmail && email !== null ? { email, confirmed } : {}),
  };
}

/** A guest in the form of a member, with the role that the link gives. */
export function presentGuest({ id, name, role }: Guest): MemberAnswer {
  return { id, name, role, color: personColor(id), guest: true };
}

/** `writable` is for this actor; the layer's owner stays unnamed. */
export function presentLayer(layer: Layer, actor: Actor): LayerAnswer {
  const { id, name, color, audience, locked, purpose } = layer;
  return {
    id,
    name,
    color,
    audience,
    locked,
    purpose,
    writable: mayWriteLayer(layer, actor).ok,
  };
}

/** `layers` are those that the actor may read; `epoch` is that of the text room. A reader gets no role. */
export function presentArticle(
  article: Article,
  layers: readonly Layer[],
  epoch: number,
  actor: Actor,
): ArticleAnswer {
  return {
    ...article,
    url: `/articles/${article.id}`,
    readUrl: `/read/${encodeURIComponent(article.slug)}`,
    layers: layers.map((layer) => presentLayer(layer, actor)),
    epoch,
    ...(isPerson(actor) ? { role: actor.role } : {}),
  };
}

/** `title` is that of a layer's article, `by` the name of who deleted it. */
export function presentTrashed(
  { id, what, article, deleted, goes, rows }: Trashed,
  title: string,
  by: string | null,
): TrashItem {
  const own = rows.articles[0]?.title ?? title;
  const name = what === 'article' ? own : (rows.layers[0]?.name ?? '');
  return { id, what, name, article: { id: article, title: own }, deleted, by, goes };
}

/** `open` is the number of open threads that the one who asks may read, `editor` the name of who changed it last. */
export function presentSummary(
  article: Article,
  open: number,
  editor: string | null,
): ArticleSummary {
  const { id, title, slug, status, language, direction, created, modified } = article;
  return {
    id,
    title,
    slug,
    status,
    language,
    direction,
    created,
    modified,
    url: `/articles/${id}`,
    open,
    editor,
  };
}
