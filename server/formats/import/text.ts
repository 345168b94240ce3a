/** Imports plain text: a news article as it was copied or scraped from a page. */
import { articleSchema } from '../../../shared/article/schema.ts';
import type { ImportedArticle } from '../format.ts';
import { assembleArticle } from './assemble.ts';
import { cleanCharacters } from './characters.ts';
import { fromText } from './from-text.ts';
import { rolesOf } from './headline.ts';
import { paragraphsOf } from './paragraphs.ts';

/** See `readText`. */
export const textImporter = fromText(readText);

/** Plain text: paragraphs by blank lines, with title, standfirst and byline where the first lines look like them. */
export function readText(content: string): ImportedArticle {
  const paragraphs = paragraphsOf(cleanCharacters(content));
  const roles = rolesOf(paragraphs);
  return assembleArticle(
    paragraphs.map(({ text }, index) => {
      const type = articleSchema.nodes[roles[index] ?? 'paragraph'];
      return type.create(null, articleSchema.text(text));
    }),
  );
}
