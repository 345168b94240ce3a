/** Pictures of articles. */
import { pictureAddress } from '../../../shared/article/pictures.ts';
import { pictureRoutes } from '../../../shared/wire/routes/pictures.ts';
import { RATES } from '../../limits/rates.ts';
import type { Parts } from '../parts.ts';
import { json, refusal, refuse } from '../answer.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';
import { senderOf } from '../sender.ts';

/** Who may see a picture is asked of each article that has it, so its row asks for no more than a reader may. */
export function pictureRows({ pictures }: Parts): Row[] {
  return [
    implement(
      pictureRoutes.add,
      { permission: 'add picture', rate: RATES.pictures },
      async ({ article, body: sent, ...asked }) => {
        const sender = senderOf(asked);
        const added =
          'bytes' in sent
            ? await pictures.add(article.id, sent.bytes, sender)
            : await pictures.share(article.id, sent.hash, asked.actor, sender);
        if (!added.ok) return refusal(added.problem);
        const { hash, width, height } = added.value;
        return json({ hash, url: pictureAddress(hash), width, height });
      },
    ),
    implement(
      pictureRoutes.get,
      { permission: 'read published' },
      async ({ params, identity, actor }) => {
        const found = await pictures.find(params.hash, identity?.actor ?? actor);
        if (found === null) return refuse('not-found');
        const { mediaType, bytes: content } = found;
        // It was put with its type; without one a browser may not guess, and shows nothing.
        return { kind: 'picture', mediaType: mediaType ?? 'application/octet-stream', content };
      },
    ),
  ];
}
