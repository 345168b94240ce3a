/** Readers' reports of mistakes, and what became of them. */
import * as z from 'zod/mini';
import { ContextWords, TypedWords } from '../../article/typed-words.ts';
import { STATUSES } from '../../annotation/annotation.ts';
import { direction, text } from '../fields.ts';
import { accepted, json } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** A reader's report; 2 kB of text at most, over all its fields. */
export const NewReport = z.strictObject({
  exact: TypedWords.check(z.minLength(1), z.maxLength(1000)),
  prefix: z.optional(ContextWords.check(z.maxLength(200))),
  suffix: z.optional(ContextWords.check(z.maxLength(200))),
  from: z.optional(z.int().check(z.minimum(0))),
  suggestion: z.optional(text(1000)),
  note: z.optional(text(1000)),
  version: z.optional(text(100)),
});
/**
 * As it was read. `from` is in UTF-16 units of the plain text. `version` says what the page showed; the words are looked for in
 * the live text all the same.
 */
export type NewReport = z.output<typeof NewReport>;

/** What a reader keeps of a report. */
export const ReportAnswer = z.object({
  /** Unguessable; with it the reader asks for the outcome. */
  receipt: z.string(),
  /** Page that tells the outcome. */
  url: z.string(),
});
/** The only time that the receipt is shown: the server keeps its hash alone. */
export type ReportAnswer = Answered<typeof ReportAnswer>;

/** What became of a report. */
export const ReceiptAnswer = z.object({
  status: z.enum(STATUSES),
  exact: z.string(),
  suggestion: z.nullable(z.string()),
  received: z.string(),
  settled: z.nullable(z.string()),
  article: z.object({
    title: z.string(),
    url: z.string(),
    language: z.string(),
    direction,
  }),
});
/** Names nobody. Times are ISO 8601; `settled` is null as long as the report is open. */
export type ReceiptAnswer = Answered<typeof ReceiptAnswer>;

/** For readers, who have no account: the receipt is all that they need to ask again. */
export const reportRoutes = {
  send: {
    method: 'POST',
    path: '/api/articles/:id/reports',
    summary: 'Report a mistake in a published article; needs no account',
    access: 'anyone',
    on: 'article',
    body: NewReport,
    answer: accepted(ReportAnswer),
  },
  get: {
    method: 'GET',
    path: '/api/reports/:receipt',
    summary: 'What became of a report',
    access: 'anyone',
    answer: json(ReceiptAnswer),
  },
} as const satisfies Record<string, Route>;
