/** The Universal Declaration of Human Rights, in as many languages as there are among the fixtures. */
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../fixtures/corpora/udhr/', import.meta.url);

/** Names of the languages that there are. */
export const LANGUAGES: readonly string[] = readdirSync(FOLDER)
  .map((name) => name.replace('.html', ''))
  .toSorted();

/** Its paragraphs that are at least `least` characters long, without markup. */
export function paragraphsIn(language: string, least: number): string[] {
  const html = readFileSync(new URL(`${language}.html`, FOLDER), 'utf8');
  return [...html.matchAll(/<(?:p|h\d|li)[^>]*>([\s\S]*?)<\/(?:p|h\d|li)>/g)]
    .map(([, inner = '']) =>
      inner
        .replace(/<[^>]+>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(({ length }) => length >= least);
}
