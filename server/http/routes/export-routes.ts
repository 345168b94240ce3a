/** Annotated copies. */
import type { Layer } from '../../../shared/article/article.ts';
import { ExportQuery } from '../../../shared/wire/routes/copies.ts';
import { annotatedCopy } from '../../articles/copy.ts';
import { EXPORTERS, exporterFor } from '../../formats/export/exporters.ts';
import { EXPORTS } from '../../limits/limits.ts';
import type { Parts } from '../parts.ts';
import { inTurns } from '../../turns.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

export function exportRoutes(parts: Parts): Route[] {
  const { articles, annotations, layers, rooms, people, now, url } = parts;
  const namesIn = (article: string) => people.shownIn(article);
  const copyParts = { annotations, layers, rooms, namesIn, now };
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/api/articles/:id/export',
        summary: 'An annotated copy',
        permission: 'export article',
        query: ExportQuery,
        limit: EXPORTS,
        audit: { action: 'exported', keeps: ['format', 'names'] },
      },
      async ({ params, query, actor }) => {
        const article = await articles.find(params['id'] ?? '');
        if (article === null) return refuse('not-found');
        const exporter = exporterFor(query.format);
        if (exporter === null) return unknownFormat(query.format);
        const address = `${url()}/articles/${article.id}`;
        const copy = await annotatedCopy(article, query, actor, address, copyParts);
        if (!copy.ok) return outcome(copy, json);
        return {
          kind: 'download',
          mediaType: exporter.mediaType,
          fileName: `${article.slug}${exporter.extension}`,
          content: await inTurns(exporter.write(copy.value)),
          noted: { detail: { layers: sharedLayers(copy.value.layers) } },
        };
      },
    ),
  ];
}

/** Whose own notes were in it is nobody else's concern. */
function sharedLayers(layers: readonly Layer[]): string {
  const shared = layers.filter(({ audience }) => audience !== 'private');
  return shared.map(({ id }) => id).join(',');
}

function unknownFormat(format: string) {
  const formats = EXPORTERS.map(({ name }) => name);
  const detail = `“${format}” can't be exported; the formats are ${formats.join(', ')}.`;
  return refuse('unknown-format', detail, { formats });
}
