/** Makes foreign text and addresses harmless in Markdown: what was text stays text, in CommonMark and GFM. */

/** What stands around a text: where lines begin and end there, more can be Markdown. */
export interface TextPlace {
  readonly atLineStart?: boolean;
  readonly atLineEnd?: boolean;
  /** Nothing follows in the block, not even a break. */
  readonly isLast?: boolean;
  /** In a link's text GFM makes no links of its own out of addresses. */
  readonly inLink?: boolean;
  /** In a table's cell a bar would end it. */
  readonly inCell?: boolean;
}

// What GFM may take for an address: up to the next blank or `<`, backslashes and all.
const ADDRESSES =
  /(?:https?:\/\/|www\.)[^\s<]+|(?<![\w.+-])[\w.+-]+@(?:(?!https?:\/\/|www\.)[\w.-])+/gi;

/**
 * The text as it may stand in a paragraph. All that could begin emphasis, code, a link, a footnote, HTML or an
 * entity is escaped; at a line's start also what could begin a heading, list, quote, table or rule.
 */
export function escapeMarkdown(text: string, place: TextPlace = {}): string {
  let written = '';
  let from = 0;
  for (const { 0: address, index } of place.inLink === true ? [] : text.matchAll(ADDRESSES)) {
    const to = index + address.length;
    const isFirst = place.atLineStart === true && place.inCell !== true;
    const isBegun = index > 0 ? /[ \t(]/.test(text[index - 1]!) : isFirst;
    const isEnded = to < text.length ? /[ \t]/.test(text[to]!) : place.isLast === true;
    written += escapeCharacters(text.slice(from, index), place.inCell);
    written += escapeAddress(address, isBegun && isEnded, place.inCell);
    from = to;
  }
  written += escapeCharacters(text.slice(from), place.inCell);
  if (place.atLineEnd === true) written = written.replace(/(?<!\s)\s+$/, keepBlanks);
  return place.atLineStart === true ? escapeLineStart(written) : written;
}

/** The address as a link's or image's destination; the caller has checked that it is a safe one. */
export function markdownAddress(address: string): string {
  const encoded = address.replace(/[\p{Cc}\s<>\\`]/gu, (character) =>
    character.codePointAt(0)! < 128
      ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
      : encodeURIComponent(character),
  );
  return encoded.replace(/[()]/g, '\\$&').replace(/&(?=#?\w+;)/g, '&amp;');
}

/** A title after a destination, with its leading space; nothing where it is empty or no text. */
export function markdownTitle(title: unknown): string {
  if (typeof title !== 'string' || title.trim() === '') return '';
  const words = escapeMarkdown(title.replace(/\s+/g, ' '), { inLink: true });
  return ` "${words.replaceAll('"', '\\"')}"`;
}

function escapeCharacters(text: string, inCell = false): string {
  return text
    .replace(inCell ? /[\\`*~[\]<|]/g : /[\\`*~[\]<]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_') // within a word an underscore does nothing
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(^|\s)#/g, '$1\\#');
}

/**
 * An address that stands alone is left as it is where nothing but GFM sees anything in it. Else GFM must not see an address, or
 * it would take the backslashes for a part of it.
 */
function escapeAddress(address: string, isAlone: boolean, inCell = false): string {
  const escaped = escapeCharacters(address, inCell);
  const isBare = isAlone && !address.includes('~~') && escaped.replaceAll('\\~', '~') === address;
  return isBare ? address : escaped.replace(/https?(?=:\/\/)|www(?=\.)|(?=@)/gi, '$&\\');
}

function escapeLineStart(text: string): string {
  return text
    .replace(/^[ \t]+/, '') // four blanks would begin a code block
    .replace(/^\s+/, keepBlanks)
    .replace(/^[+\-=>|:]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** Blanks that are more than blanks, such as one that doesn't break, would be trimmed at a line's ends. */
function keepBlanks(blanks: string): string {
  return blanks.replace(/[^ \t]/g, (blank) => `&#${blank.charCodeAt(0)};`);
}
