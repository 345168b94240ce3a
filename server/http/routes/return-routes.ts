/** Copies that come back to their article. */
import { RETURN_FORMATS, returnFormatOfFile } from '../../../shared/article/formats.ts';
import { returnRoutes } from '../../../shared/wire/routes/returns.ts';
import { RATES } from '../../limits/rates.ts';
import { bringBack } from '../../returns/bring-back.ts';
import { json, refusal } from '../answer.ts';
import type { Parts } from '../parts.ts';
import { unknownFile } from '../read-import.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';
import { senderOf } from '../sender.ts';

/** Whoever brings one is the author of what is done with it, but for what others say in the file. */
export function returnRows(parts: Parts): Row[] {
  return [
    implement(
      returnRoutes.bringBack,
      { rate: RATES.articles, permission: 'import article' },
      async ({ article, query, body: file, ...asked }) => {
        const format = returnFormatOfFile(file);
        if (format === null) return refusal(unknownFile(file.name, RETURN_FORMATS));
        const came = await bringBack(
          { format: format.name, bytes: file.bytes, encoding: null },
          {
            article: article.id,
            layer: query.layer ?? null,
            isPreview: query.preview === 'true',
            actor: asked.actor,
            sender: senderOf(asked),
          },
          parts,
        );
        return came.ok ? json(came.value) : refusal(came.problem);
      },
    ),
  ];
}
