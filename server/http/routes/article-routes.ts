/** Articles and their text. */
import type { Article } from '../../../shared/article/article.ts';
import { searchFor } from '../../../shared/article/search.ts';
import type { Actor, Person } from '../../../shared/policy/actor.ts';
import { articleRoutes } from '../../../shared/wire/routes/articles.ts';
import type {
  ArticleAnswer,
  ArticleQuery,
  ArticleSummary,
  LibraryOrder,
} from '../../../shared/wire/routes/articles.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import { pageOf } from '../../../shared/wire/list.ts';
import { takeThreads } from '../../articles/imported-threads.ts';
import { takeKeptNotes } from '../../articles/kept-notes.ts';
import { openThreads } from '../../articles/open-threads.ts';
import { withEffectiveRole } from '../../accounts/effective-role.ts';
import { listQueue } from '../../projections/project.ts';
import type { Parts } from '../parts.ts';
import { presentArticle, presentSummary } from '../present.ts';
import { json, NOTHING, refusal, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';
import { previewCleanUp, readImport } from '../read-import.ts';
import { senderOf } from '../sender.ts';

const PAGE = 50;

/**
 * The library shows each member the open threads that they may read. Only a change of status, and a deletion, are in the audit
 * log.
 */
export function articleRows(parts: Parts): Row[] {
  return [...libraryRows(parts), ...readingRows(parts), ...changingRows(parts)];
}

function libraryRows(parts: Parts): Row[] {
  const { articles, config, formats } = parts;
  return [
    implement(
      articleRoutes.list,
      { permission: 'read library' },
      async ({
        query: { query = '', status: wanted = 'all', sort = 'modified', cursor },
        actor,
      }) => {
        const isFound = searchFor(query);
        const found = (await articles.all()).filter(({ title, language }) =>
          isFound(title, language),
        );
        const matching = found.filter(({ status }) => isWanted(status, wanted));
        const page = pageOf(await inOrder(matching, sort, actor, parts), cursor, PAGE);
        const items = await Promise.all(page.items.map((one) => summary(one, actor, parts)));
        const archived = found.filter(({ status }) => status === 'archived').length;
        return json({ items, next: page.next, archived });
      },
    ),
    implement(
      articleRoutes.import,
      { rate: RATES.articles, permission: 'import article' },
      async ({ body: sent, query, ...asked }) => {
        const { actor } = asked;
        const cleanUp = query.cleanUp === 'true' || ('cleanUp' in sent && sent.cleanUp === true);
        const imported = await readImport(
          sent,
          cleanUp,
          config.maxUploadBytes,
          formats,
          senderOf(asked),
        );
        if (!imported.ok) return refusal(imported.problem);
        const added = await articles.add(imported.value, actor.id);
        if (!added.ok) return refusal(added.problem);
        const { id } = added.value;
        const said = [
          ...(await takeThreads(imported.value.threads, id, actor, parts)),
          ...(await takeKeptNotes(imported.value.notes, id, actor, parts)),
        ];
        const shown = await present(added.value, actor, parts);
        return json({ ...shown, warnings: [...said, ...imported.value.warnings] });
      },
    ),
    implement(
      articleRoutes.previewCleanUp,
      { rate: RATES.articles, permission: 'import article' },
      async ({ body: sent, ...asked }) => {
        const preview = await previewCleanUp(sent, config.maxUploadBytes, formats, senderOf(asked));
        return preview.ok ? json(preview.value) : refusal(preview.problem);
      },
    ),
  ];
}

function readingRows(parts: Parts): Row[] {
  const permission = 'read article';
  return [
    implement(articleRoutes.get, { permission }, async ({ article, actor }) =>
      json(await present(article, actor, parts)),
    ),
    implement(articleRoutes.text, { permission }, async ({ article }) => {
      const room = await parts.rooms.text(article.id);
      return room ? { kind: 'text', text: room.index.text } : refuse('not-found');
    }),
  ];
}

function changingRows(parts: Parts): Row[] {
  const { articles } = parts;
  return [
    implement(
      articleRoutes.change,
      {
        rate: RATES.articles,
        permission: 'change article',
        audit: { action: 'status changed', given: 'status' },
      },
      async ({ article, body, actor }) => {
        const changed = await articles.change(article.id, body, actor.id);
        if (!changed.ok) return refusal(changed.problem);
        const [from, to] = [article.status, changed.value.status];
        const audit = from === to ? null : { detail: { from, to } };
        return { ...json(await present(changed.value, actor, parts)), audit };
      },
    ),
    implement(
      articleRoutes.delete,
      { rate: RATES.articles, permission: 'delete article', audit: { action: 'article deleted' } },
      async ({ article, actor }) => {
        return (await parts.trash.takeArticle(article.id, actor)) ? NOTHING : refuse('not-found');
      },
    ),
  ];
}

function isWanted(status: Article['status'], wanted: NonNullable<ArticleQuery['status']>): boolean {
  if (wanted === 'current') return status !== 'archived';
  return wanted === 'all' || wanted === status;
}

const TITLES = new Intl.Collator(undefined, { numeric: true });

/** Given with the last changed first, which stays the order of those that are equal. */
async function inOrder(
  articles: readonly Article[],
  order: LibraryOrder,
  person: Person,
  parts: Parts,
): Promise<readonly Article[]> {
  switch (order) {
    case 'modified':
      return articles;
    case 'title':
      return articles.toSorted((one, other) => TITLES.compare(one.title, other.title));
    case 'open': {
      const open = await openThreads(person, parts.store);
      const count = ({ id }: Article): number => open.get(id) ?? 0;
      return articles.toSorted((one, other) => count(other) - count(one));
    }
    default:
      return unreachable(order);
  }
}

async function present(article: Article, actor: Actor, parts: Parts): Promise<ArticleAnswer> {
  const layers = await parts.layers.readable(article.id, actor);
  const room = await parts.rooms.text(article.id);
  return presentArticle(article, layers, room?.document.epoch ?? 1, actor);
}

async function summary(
  article: Article,
  person: Person,
  { layers, store, people }: Parts,
): Promise<ArticleSummary> {
  // Not as the library's reader: one may see more in an article in which one was given a higher role.
  const actor = (await withEffectiveRole(person, article.id, store.catalogue)) ?? person;
  const readable = new Set((await layers.readable(article.id, actor)).map(({ id }) => id));
  const open = await listQueue(store.log, 'open', article.id);
  const editor = article.editor === undefined ? null : await people.shown(article.editor);
  return presentSummary(article, open.filter(({ layer }) => readable.has(layer)).length, editor);
}
