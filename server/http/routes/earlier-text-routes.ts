/** Earlier texts of an article: listed and brought back. */
import { earlierTextRoutes } from '../../../shared/wire/routes/earlier-texts.ts';
import type { EarlierTextAnswer } from '../../../shared/wire/routes/earlier-texts.ts';
import type { EarlierText } from '../../earlier-texts/earlier-texts.ts';
import { RATES } from '../../limits/rates.ts';
import { list, NOTHING, refusal } from '../answer.ts';
import type { Parts } from '../parts.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** Whoever may edit the text may see what it was. */
export function earlierTextRows({ earlierTexts, people, rooms }: Parts): Row[] {
  const permission = 'edit text';
  const present = async (text: EarlierText): Promise<EarlierTextAnswer> => {
    const { id, at, words, removed, goes } = text;
    const by = text.by === null ? null : await people.shown(text.by);
    return { id, at, by, words, removed, goes };
  };
  return [
    implement(earlierTextRoutes.list, { permission }, async ({ article }) =>
      list(await Promise.all((await earlierTexts.of(article.id)).map(present))),
    ),
    implement(
      earlierTextRoutes.restore,
      { rate: RATES.articles, permission, audit: { action: 'earlier text brought back' } },
      async ({ article, params, actor }) => {
        const restored = await earlierTexts.bringBack(article.id, params.text, actor, rooms);
        return restored.ok ? NOTHING : refusal(restored.problem);
      },
    ),
  ];
}
