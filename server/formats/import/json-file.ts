/** What the importers of JSON share: reading a text as JSON, and saying why it is no article. */
import { failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';

/** The value; undefined where the text is no JSON. A byte order mark may stand before it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined; // no JSON
  }
}

/** The problem of a file in which no article is, with a sentence on why. */
export function noArticle(sentence: string): Result<never> {
  return failed('invalid-request', sentence, { field: 'content' });
}
