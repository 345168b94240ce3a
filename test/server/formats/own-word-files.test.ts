/**
 * Word files of ours read again: what one side writes the other has to understand, over copies that neither was made for. Another
 * seed with `GALLEY_FUZZ_SEED=n GALLEY_FUZZ_SEEDS=1`.
 */
import { expect, test } from 'vitest';
import { docxExporter } from '../../../server/formats/export/docx/docx.ts';
import { docxImporter } from '../../../server/formats/import/docx/docx.ts';
import type { AnnotatedCopy, ImportedThread } from '../../../server/formats/format.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import { randomCopyOfThreads } from '../../support/docx/random-copy.ts';
import { readDocx } from '../../support/docx/read-docx.ts';

const SEEDS = Number(process.env['GALLEY_FUZZ_SEEDS'] ?? 40);
const FIRST = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);

/** Letters and digits alone: blanks, line ends and what stands for pictures may be counted otherwise. */
const bare = (words: string): string => words.replace(/[^\p{L}\p{N}]/gu, '');

async function back(copy: AnnotatedCopy) {
  const bytes = await docxExporter.write(copy);
  const read = await docxImporter.read(bytes, null);
  if (!read.ok) throw new Error(read.problem.detail ?? read.problem.title);
  return { article: read.value, file: readDocx(bytes), text: plainText(read.value.doc) };
}

/** Whether the file has nothing in the place of a picture, and the importer had to put nothing proposed into the text, which it says. */
function isWhole({ doc }: AnnotatedCopy, warnings: readonly string[]): boolean {
  let hasPicture = false;
  doc.descendants(({ type }) => void (hasPicture ||= type.name === 'image'));
  return !hasPicture && !warnings.some((warning) => warning.includes('stands in the text'));
}

test(
  'I39 our own Word files come back with their words, and with each comment on the words that it was on',
  async () => {
    let whole = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const copy = randomCopyOfThreads(seed);
      const { article, file, text } = await back(copy);
      if (!isWhole(copy, article.warnings)) continue;
      whole += 1;
      // Below the article a copy says where it comes from, and shows what has no place.
      expect(bare(text).startsWith(bare(copy.text)), `seed ${seed}: the text`).toBe(true);
      const roots = file.comments.filter(({ parent }) => parent === null);
      const comments = article.threads.filter(({ replacement }) => replacement === null);
      const wordsOf = ({ from, to }: ImportedThread): string => bare(text.slice(from, to));
      const came = comments.map(wordsOf);
      const quotes = roots.map(({ quote }) => bare(quote ?? ''));
      for (const words of quotes.filter((quote) => quote !== ''))
        expect(came.splice(came.indexOf(words), 1), `seed ${seed}`).toEqual([words]);
      // Those without a place are on their old words below; those on a point, on the words beside it.
      expect(came, `seed ${seed}`).toHaveLength(quotes.filter((quote) => quote === '').length);
      const answers = comments.reduce((sum, { replies }) => sum + replies.length, 0);
      // Who answered nothing at all has said nothing.
      const said = file.comments.filter(
        ({ parent, text: words }) => parent !== null && words !== '',
      );
      expect(answers, `seed ${seed}: replies`).toBe(said.length);
    }
    expect(whole).toBeGreaterThan(SEEDS / 2);
  },
  20_000 + SEEDS * 1000,
);
