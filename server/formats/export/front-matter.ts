/** Writes what stands before a Markdown text for programs that build sites of such files. */
import { canonicalLanguage } from '../../../shared/article/language.ts';
import { blockText } from '../../../shared/article/plain-text.ts';
import { cleanText } from '../../html/escape.ts';
import type { AnnotatedCopy } from '../format.ts';

/**
 * YAML between two rules, with an empty line behind it: title, standfirst and byline as the text has them, language and slug. Each is
 * a string in quotation marks, which YAML reads as JSON does. The text is whole without it.
 */
export function frontMatter({ article, doc }: AnnotatedCopy): string {
  const lineOf = (name: string): string => {
    const block = doc.children.find(({ type }) => type.name === name);
    return block === undefined ? '' : cleanText(blockText(block)).replace(/\s+/g, ' ').trim();
  };
  const language = canonicalLanguage(article.language) ?? 'und';
  const fields = {
    title: lineOf('title'),
    subtitle: lineOf('standfirst'),
    author: lineOf('byline'),
    lang: language === 'und' ? '' : language,
    slug: cleanText(article.slug),
  };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${quoted(value)}\n`);
  return lines.length === 0 ? '' : `---\n${lines.join('')}---\n\n`;
}

function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
