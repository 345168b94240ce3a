/** Annotated copies of an article. */
import * as z from 'zod/mini';
import { KINDS, STATUSES } from '../../annotation/annotation.ts';
import { COPY_NAMES, NOTE_PLACES, SUGGESTIONS } from '../../article/copy-choices.ts';
import { COPY_FORMATS } from '../../article/formats.ts';
import { moment, text } from '../fields.ts';
import { file } from '../route.ts';
import type { Route } from '../route.ts';

/** What each format has, the usual one first. */
const NOTES_BY_FORMAT = COPY_FORMATS.map(({ name, notes }) => `${name}: ${notes.join(', ')}`).join(
  '; ',
);
const SUGGESTIONS_BY_FORMAT = COPY_FORMATS.map(
  ({ name, suggestions }) => `${name}: ${suggestions.join(', ')}`,
).join('; ');

const FRONT_MATTER_FORMATS = `Only of ${COPY_FORMATS.filter(({ hasFrontMatter }) => hasFrontMatter)
  .map(({ name }) => name)
  .join(', ')}.`;

/** Ids or names, comma-separated. */
const several = (most: number, says: string) => z.optional(text(most).check(z.describe(says)));

const time = (says: string) => z.optional(z.union([z.iso.date(), moment]).check(z.describe(says)));

/** Which format the copy has, and what is in it. The same query gives the same bytes as long as what it asks for is the same. */
export const ExportQuery = z.strictObject({
  format: text(40),
  // As long as leaves room for the other headers, which may have 16 kB together: the pages name every layer.
  layers: several(
    8000,
    'Layer ids, comma-separated. Where absent, all that one may read but private ones: these are in a copy only where their owner has named them.',
  ),
  kinds: several(200, `Of ${KINDS.join(', ')}, comma-separated; all where absent.`),
  status: several(
    200,
    `Of ${STATUSES.join(', ')}, comma-separated; all where absent, and with \`all\`.`,
  ),
  names: z._default(
    z
      .enum(COPY_NAMES)
      .check(
        z.describe(
          '`pseudonyms` are numbers that tell people apart; with `none` no name or id is in the copy.',
        ),
      ),
    'real',
  ),
  notes: z.optional(
    z
      .enum(NOTE_PLACES)
      .check(
        z.describe(
          `Where the notes are: at their words, after the text, in the text as CriticMarkup, without the text, or nowhere, which gives a clean copy. ${NOTES_BY_FORMAT}`,
        ),
      ),
  ),
  suggestions: z._default(
    z
      .enum(SUGGESTIONS)
      .check(
        z.describe(
          `What becomes of the open suggestions among the chosen threads: they stay as they are; \`accepted\`: their words are in the text, and their threads only where that can't be; \`declined\`: they are left out. ${SUGGESTIONS_BY_FORMAT}`,
        ),
      ),
    'open',
  ),
  frontMatter: z._default(
    z
      .enum(['true', 'false'])
      .check(
        z.describe(
          `With \`true\` it begins with title, byline, language and slug as YAML, for programs that build sites. ${FRONT_MATTER_FORMATS}`,
        ),
      ),
    'false',
  ),
  from: time('A date (UTC) or a time: only threads that were begun then or later.'),
  to: time('The same for the last ones; of a date the whole day.'),
});
/** As it was read, the defaults filled in. `layers`, `kinds` and `status` are still one string each, which the server splits and checks. */
export type ExportQuery = z.output<typeof ExportQuery>;

/** Of so many articles at once copies are in one archive: each takes its time, and all of them go through one connection. */
export const MOST_COPIES = 100;

const choices = z.omit(ExportQuery, { layers: true }).shape;

/** The same choices for several articles; of each the layers that one may read but the private ones. */
export const CopiesQuery = z.strictObject({
  articles: text(MOST_COPIES * 40).check(
    z.describe(`Ids of articles, comma-separated, at most ${MOST_COPIES}.`),
  ),
  ...choices,
});
/** As it was read; `articles` is one string still. */
export type CopiesQuery = z.output<typeof CopiesQuery>;

/** A copy is a file, so a browser gets it by a link. */
export const copyRoutes = {
  export: {
    method: 'GET',
    path: '/api/articles/:id/export',
    summary: 'An annotated copy',
    on: 'article',
    query: ExportQuery,
    answer: file(...COPY_FORMATS.map(({ mediaType }) => mediaType.split(';', 1)[0] ?? '')),
  },
  exportMany: {
    method: 'GET',
    path: '/api/copies',
    summary:
      'Annotated copies of several articles as a ZIP archive; `_report.txt` in it says which are missing, and why',
    query: CopiesQuery,
    answer: file('application/zip'),
  },
} as const satisfies Record<string, Route>;
