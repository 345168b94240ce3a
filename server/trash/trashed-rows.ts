/** The rows that go into the trash and come out of it together, and those of all articles and layers wherever they are. */
import type { Article, Layer } from '../../shared/article/article.ts';
import type { Catalogue, CatalogueChange, TrashedRows } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';

/** Of nothing. */
export const NO_ROWS: TrashedRows = {
  articles: [],
  layers: [],
  grants: [],
  shares: [],
  guests: [],
};

/** All rows of an article; null where there is no such article outside the trash. */
export async function rowsOfArticle(catalogue: Catalogue, id: string): Promise<TrashedRows | null> {
  const article = await catalogue.get('articles', id);
  if (article === null) return null;
  const inIt = { article: id };
  return {
    articles: [article],
    layers: await catalogue.find('layers', inIt),
    grants: await catalogue.find('grants', inIt),
    shares: await catalogue.find('shares', inIt),
    guests: await catalogue.find('guests', inIt),
  };
}

/** Puts them into the tables that they are of. */
export function putRows(catalogue: CatalogueChange, rows: TrashedRows): void {
  for (const row of rows.articles) catalogue.put('articles', row);
  for (const row of rows.layers) catalogue.put('layers', row);
  for (const row of rows.grants) catalogue.put('grants', row);
  for (const row of rows.shares) catalogue.put('shares', row);
  for (const row of rows.guests) catalogue.put('guests', row);
}

/** Takes them out of the tables that they are of. */
export function deleteRows(catalogue: CatalogueChange, rows: TrashedRows): void {
  for (const table of ['articles', 'layers', 'grants', 'shares', 'guests'] as const)
    for (const { id } of rows[table]) catalogue.delete(table, id);
}

/** Which articles and layers there are, in the trash or not, and how many things are in it. */
export interface AllRows {
  readonly articles: readonly Article[];
  readonly layers: readonly Layer[];
  readonly inTrash: number;
}

/** As they are at one moment. */
export function allRows(store: Store): Promise<AllRows> {
  return store.transaction(async ({ catalogue }) => {
    const trash = await catalogue.find('trash');
    return {
      articles: [
        ...(await catalogue.find('articles')),
        ...trash.flatMap(({ rows }) => rows.articles),
      ],
      layers: [...(await catalogue.find('layers')), ...trash.flatMap(({ rows }) => rows.layers)],
      inTrash: trash.length,
    };
  });
}

/** Ids of the articles and layers that must have their rooms: those outside the trash, and in it those that aren't just being taken out for good. */
export function keptIds(store: Store): Promise<ReadonlySet<string>> {
  return store.transaction(async ({ catalogue }) => {
    const trash = await catalogue.find('trash', { isGoing: false });
    const rows = [
      ...(await catalogue.find('articles')),
      ...(await catalogue.find('layers')),
      ...trash.flatMap((trashed) => [...trashed.rows.articles, ...trashed.rows.layers]),
    ];
    return new Set(rows.map(({ id }) => id));
  });
}
