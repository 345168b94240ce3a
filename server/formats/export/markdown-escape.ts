/** Makes foreign text and addresses harmless in Markdown: what was text stays text, in CommonMark and GFM. */

import { cleanText } from '../../html/escape.ts';

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

/** A line end in the text would begin a new line of Markdown. */
const LINE_ENDS = /[\n\u2028\u2029]/g;

/**
 * The text as it may stand in a paragraph. All that could begin emphasis, code, a link, a footnote, HTML or an
 * entity is escaped; at a line's start also what could begin a heading, list, quote, table or rule.
 */
export function escapeMarkdown(text: string, place: TextPlace = {}): string {
  let written = '';
  let from = 0;
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  for (const { 0: address, index } of place.inLink === true ? [] : text.matchAll(ADDRESSES)) {
    const to = index + address.length;
    const isFirst = place.atLineStart === true && place.inCell !== true;
    // Blanks at the line's ends won't be written as such.
    const isInner = index > start || place.atLineStart !== true;
    const isBegun = index > 0 ? (isInner ? /[ \t(]/ : /\(/).test(text[index - 1]!) : isFirst;
    const isCut = place.atLineEnd === true && to === end;
    const isEnded = to < text.length ? !isCut && /[ \t]/.test(text[to]!) : place.isLast === true;
    written += escapeCharacters(text.slice(from, index), place.inCell);
    written += escapeAddress(address, isBegun && isEnded, place.inCell);
    from = to;
  }
  written += escapeCharacters(text.slice(from), place.inCell);
  if (place.atLineStart === true) written = escapeLineStart(written);
  if (place.atLineEnd === true) written = written.replace(/(?<!\s)\s+$/, keepBlanks);
  return written.replace(LINE_ENDS, entity);
}

/** The address as a link's or image's destination, as it is; the caller has checked that it is a safe one. */
export function markdownAddress(address: string): string {
  return address
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/[()\\]/g, '\\$&')
    .replace(/[\s<>`]/g, entity);
}

/** A title after a destination, with its leading space; nothing where it is empty or no text. */
export function markdownTitle(title: unknown): string {
  if (typeof title !== 'string' || title === '') return '';
  const words = escapeMarkdown(cleanText(title), { inLink: true });
  return ` "${words.replaceAll('"', '\\"')}"`;
}

/** The name of a language, in one word, after a fence or in an attribute; '' where there is none. */
export function languageMarkdown(language: unknown): string {
  return typeof language === 'string' ? cleanText(language).replace(/[^\w+#.-]/gu, entity) : '';
}

function escapeCharacters(text: string, inCell = false): string {
  return text
    .replace(inCell ? /[\\`*~[\]<|]/g : /[\\`*~[\]<]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_') // within a word an underscore does nothing
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/\{(?=\+\+|--|>>|==)/g, '{\\') // would begin or end CriticMarkup
    .replace(/(?<=\+\+|--|==)\}/g, '\\}')
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
    .replace(/^\s+/, keepBlanks)
    .replace(/^[+\-=>|:]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** Blanks at a line's ends would be trimmed, four would begin a code block, and some are more than blanks. */
function keepBlanks(blanks: string): string {
  return blanks.replace(/^[ \t]|[ \t]$|[^ \t]/g, entity);
}

/** The character as a reference to it, which is no sign of Markdown. */
function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}
