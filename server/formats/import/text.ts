/** Imports plain text: a news article as it was copied or scraped from a page. */
import { articleSchema } from '../../../shared/article/schema.ts';
import type { Importer } from '../format.ts';
import { assembleArticle } from './assemble.ts';
import { cleanCharacters } from './characters.ts';
import { rolesOf } from './headline.ts';
import { paragraphsOf } from './paragraphs.ts';

/** Plain text: paragraphs by blank lines, with title, standfirst and byline where the first lines look like them. */
export const textImporter: Importer = {
  name: 'text',
  mediaTypes: ['text/plain'],
  extensions: ['.txt', '.text'],
  read(content) {
    const paragraphs = paragraphsOf(cleanCharacters(content));
    const roles = rolesOf(paragraphs);
    return assembleArticle(
      paragraphs.map(({ text }, index) => {
        const type = articleSchema.nodes[roles[index] ?? 'paragraph'];
        return type.create(null, articleSchema.text(text));
      }),
    );
  },
};
