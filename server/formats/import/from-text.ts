/** Makes importers of functions that read text. */
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Encoding, ImportedArticle, Importer } from '../format.ts';
import { decodeText } from './decode.ts';

/**
 * The importer of a format that is text. `read` takes any string; it is not called where the bytes are no text (`not-text`)
 * or nothing but white space (`invalid-request`).
 */
export function fromText(read: (text: string) => ImportedArticle): Importer {
  return {
    read(bytes, encoding) {
      const text = encoding === null ? decodeText(bytes) : done(decodeAs(encoding, bytes));
      if (!text.ok) return text;
      if (text.value.trim() === '')
        return failed('invalid-request', 'The article is empty.', { field: 'content' });
      return done(read(text.value));
    },
  };
}

/** Known to be text, it may begin like an image and hold zero characters: nothing is asked of it. */
function decodeAs(encoding: Encoding, bytes: Uint8Array): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}
