/** Makes foreign text and addresses harmless in Markdown: what was text stays text, in CommonMark and GFM. */

/**
 * The text as it may stand in a paragraph. All that could begin emphasis, code, a link, a footnote, HTML or an
 * entity is escaped; with `atLineStart` also what could begin a heading, list, quote, table or rule.
 */
export function escapeMarkdown(text: string, atLineStart = false): string {
  const escaped = text
    .replace(/[\\`*~[\]<]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_') // within a word an underscore does nothing
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(^|\s)#/g, '$1\\#');
  if (!atLineStart) return escaped;
  return escaped
    .replace(/^[ \t]+/, '') // four blanks would begin a code block
    .replace(/^[+\-=>|:]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** The address as a link's or image's destination; the caller has checked that it is a safe one. */
export function markdownAddress(address: string): string {
  const encoded = address.replace(/[\p{Cc}\s<>()[\]\\"'`*|]/gu, (character) =>
    character.codePointAt(0)! < 128
      ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
      : encodeURIComponent(character),
  );
  return encoded.replace(/&(?=#?\w+;)/g, '&amp;');
}

/** A title after a destination, with its leading space; nothing where it is empty or no text. */
export function markdownTitle(title: unknown): string {
  if (typeof title !== 'string' || title.trim() === '') return '';
  return ` "${escapeMarkdown(title.replace(/\s+/g, ' ')).replaceAll('"', '\\"')}"`;
}
