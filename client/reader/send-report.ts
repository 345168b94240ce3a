/** Sends a reader's report and says in the reader's words what came of it. */
import { send } from '../api/send.ts';
import type { NewReport, ReportAnswer, reportRoutes } from '../../shared/wire/routes/reports.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import type { Page } from './page.ts';
import type { ReportedWords } from './reported-words.ts';

/** The receipt, or what to say to the reader, in the reader's language. */
export type Sent =
  | { readonly ok: true; readonly receipt: ReportAnswer }
  | { readonly ok: false; readonly sentence: string };

/** Written out, and its answer read by hand: the table of routes brings a parser of twice the weight of all that readers load. */
const PATH: (typeof reportRoutes.send)['path'] = '/api/articles/:id/reports';

/** Never throws: a server that can't be reached is a sentence too. */
export async function sendReport(
  { article, words }: Page,
  { exact, prefix, suffix, from }: ReportedWords,
  typed: { readonly suggestion?: string; readonly note?: string },
): Promise<Sent> {
  const { article: id = '', version } = article.dataset;
  const report: NewReport = { exact, prefix, suffix, from, ...typed, ...(version && { version }) };
  const answer = await send('POST', PATH.replace(':id', encodeURIComponent(id)), report);
  if (!answer.ok) return { ok: false, sentence: sentenceFor(answer.problem, words) };
  const { json } = answer.value;
  return isReceipt(json) ? { ok: true, receipt: json } : { ok: false, sentence: words.failed };
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

function isReceipt(json: unknown): json is ReportAnswer {
  if (typeof json !== 'object' || json === null) return false;
  const { receipt, url } = json as Partial<ReportAnswer>;
  return typeof receipt === 'string' && typeof url === 'string';
}
