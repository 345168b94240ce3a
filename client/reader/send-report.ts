/** Sends a reader's report and says in the reader's words what came of it. */
import { ask } from '../api/ask.ts';
import type { NewReport, ReportAnswer } from '../../shared/wire/routes/reports.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import type { Page } from './page.ts';
import type { ReportedWords } from './reported-words.ts';

export type Sent =
  | { readonly ok: true; readonly receipt: ReportAnswer }
  | { readonly ok: false; readonly sentence: string };

/** Never throws: a server that can't be reached is a sentence too. */
export async function sendReport(
  { article, words }: Page,
  { exact, prefix, suffix, from }: ReportedWords,
  typed: { readonly suggestion?: string; readonly note?: string },
): Promise<Sent> {
  const { article: id = '', version } = article.dataset;
  const report: NewReport = { exact, prefix, suffix, from, ...typed, ...(version && { version }) };
  const answer = await ask<ReportAnswer>('POST', `/api/articles/${id}/reports`, report);
  if (answer.ok) return { ok: true, receipt: answer.value };
  return { ok: false, sentence: sentenceFor(answer.problem, words) };
}

function sentenceFor({ type }: Problem, words: Page['words']): string {
  switch (type) {
    case '/problems/too-many-requests':
      return words.tooMany;
    case '/problems/words-not-found':
    case '/problems/not-found': // the article was withdrawn since
      return words.wordsGone;
    default:
      return words.failed;
  }
}
