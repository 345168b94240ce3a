/** Articles, their text and their layers. */
import type { Article } from '../../../shared/article/article.ts';
import type { Actor, Person } from '../../../shared/policy/actor.ts';
import { ArticleChange, ArticleQuery, NewArticle } from '../../../shared/wire/routes/articles.ts';
import { standing } from '../../accounts/standing.ts';
import { listQueue } from '../../projections/project.ts';
import type { Parts } from '../parts.ts';
import { pageOf } from '../../../shared/wire/list.ts';
import { presentArticle, presentSummary } from '../present.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Answer, Route } from '../route.ts';
import { readImport } from '../read-import.ts';
import { fileOf } from '../upload.ts';

const PAGE = 50;

export function articleRoutes(parts: Parts): Route[] {
  return [...libraryRoutes(parts), ...readingRoutes(parts), ...changingRoutes(parts)];
}

function libraryRoutes(parts: Parts): Route[] {
  const { articles, config, formats } = parts;
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/api/articles',
        summary: 'The library',
        permission: 'read library',
        query: ArticleQuery,
      },
      async ({ query, actor }) => {
        const words = (query.query ?? '').toLocaleLowerCase();
        const matching = (await articles.all()).filter(
          ({ title, status }) =>
            title.toLocaleLowerCase().includes(words) && (query.status ?? status) === status,
        );
        const page = pageOf(matching, query.cursor, PAGE);
        const items = await Promise.all(
          page.items.map((article) => summary(article, actor, parts)),
        );
        return json({ items, next: page.next });
      },
    ),
    memberRoute(
      {
        method: 'POST',
        path: '/api/articles',
        summary: 'Import an article, as JSON or as the multipart field "file"',
        permission: 'import article',
        body: NewArticle,
        upload: true,
      },
      async ({ body, actor, request }) => {
        const imported = await readImport(fileOf(request) ?? body, config.maxUploadBytes, formats);
        if (!imported.ok) return outcome(imported, json);
        return present(await articles.add(imported.value, actor.id), actor, parts, 201);
      },
    ),
  ];
}

function readingRoutes(parts: Parts): Route[] {
  const { articles, rooms } = parts;
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/api/articles/:id',
        summary: 'An article',
        permission: 'read article',
      },
      async ({ params, actor }) => {
        const article = await articles.find(params['id'] ?? '');
        return article ? present(article, actor, parts) : refuse('not-found');
      },
    ),
    memberRoute(
      {
        method: 'GET',
        path: '/api/articles/:id/text',
        summary: 'The plain text that offsets and quotes refer to',
        permission: 'read article',
      },
      async ({ params }) => {
        const article = await articles.find(params['id'] ?? '');
        const room = article && (await rooms.text(article.id));
        return room ? { kind: 'text', text: room.index.text } : refuse('not-found');
      },
    ),
  ];
}

function changingRoutes(parts: Parts): Route[] {
  const { articles } = parts;
  return [
    memberRoute(
      {
        method: 'PATCH',
        path: '/api/articles/:id',
        summary: 'Rename, publish, archive; set language and direction',
        permission: 'change article',
        body: ArticleChange,
        audit: { action: 'status changed', given: 'status' },
      },
      async ({ params, body, actor }) => {
        const before = await articles.find(params['id'] ?? '');
        if (before === null) return refuse('not-found');
        const changed = await articles.change(before.id, body);
        if (!changed.ok) return outcome(changed, json);
        const { status: to } = changed.value;
        const noted = to === before.status ? null : { detail: { from: before.status, to } };
        return { ...(await present(changed.value, actor, parts)), noted };
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: '/api/articles/:id',
        summary: 'Delete an article with its layers',
        permission: 'delete article',
        audit: { action: 'article deleted' },
      },
      async ({ params }) => {
        const article = await articles.find(params['id'] ?? '');
        if (article === null) return refuse('not-found');
        await articles.delete(article.id);
        return { kind: 'nothing' };
      },
    ),
  ];
}

async function present(
  article: Article,
  actor: Actor,
  parts: Parts,
  status = 200,
): Promise<Answer> {
  const layers = await parts.layers.readable(article.id, actor);
  const room = await parts.rooms.text(article.id);
  return json(presentArticle(article, layers, room?.document.epoch ?? 1, actor), status);
}

async function summary(article: Article, person: Person, { layers, store }: Parts) {
  // Not as the library's reader: one may see more in an article in which one was given a higher role.
  const actor = (await standing(person, article.id, store.catalogue)) ?? person;
  const readable = new Set((await layers.readable(article.id, actor)).map(({ id }) => id));
  const open = await listQueue(store.log, 'open', article.id);
  return presentSummary(article, open.filter(({ layer }) => readable.has(layer)).length);
}
