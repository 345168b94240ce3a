/** Makes importers of functions that read text. */
import type { Node } from 'prosemirror-model';
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { Encoding, ImportedArticle, Importer } from '../format.ts';
import { isBlank } from './characters.ts';
import { decodeText } from './decode.ts';

/**
 * The importer of a format that is text. `read` takes any string; it is not called where the bytes are no text (`not-text`).
 * What shows no word and no picture in the end is refused (`invalid-request`), such as a page that scripts would have filled.
 */
export function fromText(read: (text: string) => ImportedArticle): Importer {
  return {
    read(bytes, encoding) {
      const text = encoding === null ? decodeText(bytes) : done(decodeAs(encoding, bytes));
      if (!text.ok) return text;
      if (text.value.trim() === '') return empty();
      const article = read(text.value);
      return showsSomething(article.doc) ? done(article) : empty();
    },
  };
}

function empty(): Result<never> {
  return failed('invalid-request', 'The article is empty.', { field: 'content' });
}

function showsSomething(doc: Node): boolean {
  let shows = !isBlank(doc.textContent);
  doc.descendants(({ type, attrs }) => {
    shows ||= type.name === 'image' && (attrs.src !== '' || attrs.alt !== '');
    return !shows;
  });
  return shows;
}

/** Known to be text, it may begin like an image and hold zero characters: nothing is asked of it. */
function decodeAs(encoding: Encoding, bytes: Uint8Array): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}
