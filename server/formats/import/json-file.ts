/** What the importers of JSON share: reading a text as JSON, and saying why it is no article. */
import { failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';

/** Of values in values. Deeper ones are somebody's attack: whoever walks through them has no room for so many steps. */
const MOST_DEEP = 1000;

/** The value; undefined where the text is no JSON, or is nested too deeply. A byte order mark may stand before it. */
export function parseJson(text: string): unknown {
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    return isDeeper(value, MOST_DEEP) ? undefined : value;
  } catch {
    return undefined; // no JSON
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** The problem of a file in which no article is, with a sentence on why. */
export function noArticle(sentence: string): Result<never> {
  return failed('invalid-request', sentence, { field: 'content' });
}
