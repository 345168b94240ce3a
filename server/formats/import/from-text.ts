/** Makes importers of functions that read text. */
import type { Node } from 'prosemirror-model';
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { Encoding, ImportedArticle, Importer, ReturnedFile } from '../format.ts';
import { isBlank } from './characters.ts';
import { decodeText } from './decode.ts';
import type { DecodedText } from './decode.ts';

/**
 * The importer of a format that is text. `read` takes any string; it is not called where the bytes are no text (`not-text`).
 * What shows no word and no picture in the end is refused (`invalid-request`), such as a page that scripts would have filled.
 */
export function fromText(read: (text: string, cleanUp: boolean) => ImportedArticle): Importer {
  return fromMaybeText((text, cleanUp) => done(read(text, cleanUp)));
}

/** The same where a text may hold no article, which `read` says by a problem. */
export function fromMaybeText(
  read: (text: string, cleanUp: boolean) => Result<ImportedArticle>,
): Importer {
  return {
    read(bytes, encoding, cleanUp = false) {
      const decoded = encoding === null ? decodeText(bytes) : done(decodeAs(encoding, bytes));
      if (!decoded.ok) return decoded;
      const { text, guessed } = decoded.value;
      if (text.trim() === '') return empty();
      const found = read(text, cleanUp);
      if (!found.ok) return found;
      const article = found.value;
      if (!showsSomething(article.doc)) return empty();
      const sentence = `The file doesn’t say which encoding it has: it was read as ${guessed}.`;
      const warnings = [...(guessed === null ? [] : [sentence]), ...article.warnings];
      return done({ ...article, warnings });
    },
  };
}

/** Reads a copy that comes back by what `read` makes of its text: null where it is no copy that carries its notes. */
export function returnedText(
  read: (text: string) => ReturnedFile | null,
): NonNullable<Importer['readReturned']> {
  return (bytes, encoding) => {
    const text = decodedText(bytes, encoding);
    const file = text.ok ? read(text.value) : null;
    return file && done(file);
  };
}

/** The text in a file's bytes; the problem `not-text` where there is none. */
export function decodedText(bytes: Uint8Array, encoding: Encoding | null): Result<string> {
  const decoded = encoding === null ? decodeText(bytes) : done(decodeAs(encoding, bytes));
  return decoded.ok ? done(decoded.value.text) : decoded;
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
function decodeAs(encoding: Encoding, bytes: Uint8Array): DecodedText {
  return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), guessed: null };
}
