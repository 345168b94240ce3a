/** Reads the small Markdown that notes are written in: paragraphs, lists, quotes, code; bold, italic, strike, links. */
import { mentionedAt } from '../../../shared/annotation/mentions.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import { safeLink } from '../../../shared/article/addresses.ts';

/** A part of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly parts: readonly Inline[] }
  /** Somebody who is named; `name` as it was written. */
  | { readonly kind: 'mention'; readonly person: string; readonly name: string }
  | { readonly kind: 'link'; readonly address: string; readonly parts: readonly Inline[] };

/** What a note is made of. */
export type Block =
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'bullets' | 'numbers';
      readonly start: number;
      readonly items: readonly (readonly Inline[])[];
    }
  | { readonly kind: 'code'; readonly text: string };

/** Deeper nesting than this is shown as it is written; nobody means it, and a stack is finite. */
const MAX_DEPTH = 8;

const FENCE = /^ {0,3}```/;
const QUOTE = /^ {0,3}> ?/;
const BULLET = /^ {0,3}[-*+] +(?=\S)/;
const NUMBER = /^ {0,3}(\d{1,9})[.)] +(?=\S)/;

/** The blocks of a note. Whatever isn't understood comes out as the text that it is: nothing is ever dropped. */
export function parseMarkdown(source: string): Block[] {
  return parseBlocks(source.split(/\r\n?|\n/), 0);
}

/** The words of a note alone, a line for each paragraph, item or line; `nameOf` gives the name of who is mentioned. */
export function wordsIn(
  blocks: readonly Block[],
  nameOf: (person: string, written: string) => string,
): string {
  const inline = (parts: readonly Inline[]): string =>
    parts.map((part) => inlineWords(part, nameOf)).join('');
  const lines = blocks.map((block) => {
    switch (block.kind) {
      case 'paragraph':
        return inline(block.parts);
      case 'quote':
        return wordsIn(block.blocks, nameOf);
      case 'bullets':
      case 'numbers':
        return block.items.map(inline).join('\n');
      case 'code':
        return block.text;
      default:
        return unreachable(block);
    }
  });
  return lines.join('\n');
}

function inlineWords(part: Inline, nameOf: (person: string, written: string) => string): string {
  switch (part.kind) {
    case 'text':
    case 'code':
      return part.text;
    case 'break':
      return '\n';
    case 'mention':
      return `@${nameOf(part.person, part.name)}`;
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
      return part.parts.map((one) => inlineWords(one, nameOf)).join('');
    default:
      return unreachable(part);
  }
}

function parseBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const end = blockEnd(lines, at, depth);
    blocks.push(blockFrom(lines.slice(at, end), depth));
    at = end;
  }
  return blocks;
}

function blockEnd(lines: readonly string[], from: number, depth: number): number {
  const first = lines[from] ?? '';
  if (FENCE.test(first)) {
    const close = lines.findIndex((line, at) => at > from && FENCE.test(line));
    return close === -1 ? lines.length : close + 1;
  }
  const marker = [QUOTE, BULLET, NUMBER].find((pattern) => pattern.test(first));
  const isOver = (line: string): boolean => {
    if (line.trim() === '') return true;
    if (marker === undefined) return isMarked(line);
    // A line further in belongs to the list item before it.
    return !marker.test(line) && (marker === QUOTE || !/^\s/.test(line));
  };
  if (marker === QUOTE && depth >= MAX_DEPTH) return from + 1;
  const end = lines.findIndex((line, at) => at > from && isOver(line));
  return end === -1 ? lines.length : end;
}

function isMarked(line: string): boolean {
  return [FENCE, QUOTE, BULLET, NUMBER].some((pattern) => pattern.test(line));
}

function blockFrom(lines: readonly string[], depth: number): Block {
  const first = lines[0] ?? '';
  if (FENCE.test(first)) {
    const body = lines.slice(
      1,
      lines.length > 1 && FENCE.test(lines.at(-1) ?? '') ? -1 : undefined,
    );
    return { kind: 'code', text: body.join('\n') };
  }
  if (QUOTE.test(first) && depth < MAX_DEPTH) {
    const inner = lines.map((line) => line.replace(QUOTE, ''));
    return { kind: 'quote', blocks: parseBlocks(inner, depth + 1) };
  }
  if (BULLET.test(first)) return { kind: 'bullets', start: 1, items: itemsOf(lines, BULLET) };
  const start = NUMBER.exec(first)?.[1];
  if (start !== undefined) {
    return { kind: 'numbers', start: Number(start), items: itemsOf(lines, NUMBER) };
  }
  return { kind: 'paragraph', parts: parseInline(lines.map((line) => line.trim()).join('\n')) };
}

function itemsOf(lines: readonly string[], marker: RegExp): (readonly Inline[])[] {
  const items: string[] = [];
  for (const line of lines) {
    if (marker.test(line)) items.push(line.replace(marker, ''));
    else items.push(`${items.pop() ?? ''}\n${line.trim()}`);
  }
  return items.map((item) => parseInline(item));
}

/**
 * One alternative each: escape, code, link, bare address, strong, em, strike, line end. Every repetition is bounded
 * and excludes its own end, so a hostile note can't make it slow.
 */
const INLINE =
  /\\([\\`*_~[\]()#>+.!-])|`([^`\n]+)`|\[([^[\]]{1,1000})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>"'`]{1,2000})|\*\*(?=\S)((?:[^*]|\*(?!\*)){1,1000})\*\*|\*(?=[^\s*])([^*\n]{1,1000})\*|(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]{1,1000})_(?![\p{L}\p{N}_])|~~(?=\S)([^~\n]{1,1000})~~|\n/gu;

function parseInline(source: string, depth = 0): Inline[] {
  if (depth > MAX_DEPTH) return [{ kind: 'text', text: source }];
  const parts: Inline[] = [];
  const inner = (text: string): Inline[] => parseInline(text, depth + 1);
  let done = 0;
  for (const match of source.matchAll(INLINE)) {
    if (match.index < done) continue;
    if (match.index > done) parts.push({ kind: 'text', text: source.slice(done, match.index) });
    const found = inlineFrom(match, inner);
    parts.push(found.part);
    done = match.index + found.length;
  }
  if (done < source.length) parts.push({ kind: 'text', text: source.slice(done) });
  return parts;
}

function inlineFrom(
  match: RegExpExecArray,
  inner: (text: string) => Inline[],
): { readonly part: Inline; readonly length: number } {
  const [whole, escaped, code, label, address, bare, strong, star, underscore, strike] = match;
  const { length } = whole;
  const em = star ?? underscore;
  if (escaped !== undefined) return { part: { kind: 'text', text: escaped }, length };
  if (code !== undefined) return { part: { kind: 'code', text: code }, length };
  const person = label?.startsWith('@') ? mentionedAt(address ?? '') : null;
  if (label !== undefined && person !== null)
    return { part: { kind: 'mention', person, name: label.slice(1) }, length };
  if (label !== undefined) return { part: link(whole, address, inner(label)), length };
  if (bare !== undefined) return bareLink(bare);
  if (strong !== undefined) return { part: { kind: 'strong', parts: inner(strong) }, length };
  if (em !== undefined) return { part: { kind: 'em', parts: inner(em) }, length };
  if (strike !== undefined) return { part: { kind: 'del', parts: inner(strike) }, length };
  return { part: { kind: 'break' }, length };
}

function link(written: string, address: string | undefined, parts: readonly Inline[]): Inline {
  const safe = safeLink(address);
  // An address without a scheme would lead to a page of this server, which no writer of a note means.
  if (safe === null || !/^(https?|mailto):/i.test(safe)) return { kind: 'text', text: written };
  return { kind: 'link', address: safe, parts };
}

/** An address in running text; the punctuation behind it belongs to the sentence. */
function bareLink(found: string): { readonly part: Inline; readonly length: number } {
  const text = found.replace(/[.,;:!?)\]*_]+$/, '');
  return { part: link(text, text, [{ kind: 'text', text }]), length: text.length };
}
