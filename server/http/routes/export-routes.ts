/** Annotated copies. */
import type { Layer } from '../../../shared/article/article.ts';
import { COPY_FORMATS, copyFormat } from '../../../shared/article/formats.ts';
import { copyRoutes } from '../../../shared/wire/routes/copies.ts';
import { copySource, MAX_PICTURE_BYTES } from '../../articles/copy.ts';
import { RATES } from '../../limits/rates.ts';
import type { Parts } from '../parts.ts';
import { refusal, refuse } from '../answer.ts';
import { senderOf } from '../sender.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** Each copy counts for the limit on exports, and is in the audit log with its layers but the private ones. */
export function exportRows(parts: Parts): Row[] {
  const { formats, layers, rooms, people, pictures, url } = parts;
  const namesIn = (article: string) => people.shownIn(article);
  const copyParts = { layers, rooms, namesIn };
  return [
    implement(
      copyRoutes.export,
      {
        permission: 'export article',
        rate: RATES.copies,
        audit: { action: 'exported', keeps: ['format', 'names'] },
      },
      async ({ article, query, ...request }) => {
        const format = copyFormat(query.format);
        if (format === null) return unknownFormat(query.format);
        const asked = { ...query, format, url: url() };
        const source = await copySource(article, asked, request.actor, copyParts);
        if (!source.ok) return refusal(source.problem);
        const copy = await formats.write(source.value, senderOf(request), async () =>
          format.hasPictures ? pictures.ofArticle(article.id, MAX_PICTURE_BYTES) : [],
        );
        if (!copy.ok) return refusal(copy.problem);
        return {
          kind: 'download',
          mediaType: format.mediaType,
          fileName: `${article.slug}${format.ending}`,
          content: copy.value,
          audit: { detail: { layers: sharedLayers(source.value.layers) } },
        };
      },
    ),
  ];
}

/** Whose own notes were in it is nobody else's concern. */
function sharedLayers(layers: readonly { readonly layer: Layer }[]): string {
  const shared = layers.filter(({ layer }) => layer.audience !== 'private');
  return shared.map(({ layer }) => layer.id).join(',');
}

function unknownFormat(format: string) {
  const formats = COPY_FORMATS.map(({ name }) => name);
  const detail = `“${format}” can't be exported; the formats are ${formats.join(', ')}.`;
  return refuse('unknown-format', detail, { formats });
}
