/** Changes to markdown-it's parsing, so that no word is dropped and hostile nesting costs little. */
import type { MarkdownIt, StateBlock, StateCore, Token } from 'markdown-it';
import { joint } from './characters.ts';

/** In markdown-it's levels: a quote counts one, a list two. Far below what the text gate allows a document. */
const MAX_LEVEL = 40;
/** Beyond this many, a paragraph's `[`, `*` and the like are characters: matching them up would take seconds. */
const MAX_DELIMITERS = 3_000;

/** Adds the rules of this file to markdown-it's own; to be called once for each parser. */
export function adaptParser(markdown: MarkdownIt): void {
  markdown.block.ruler.before('table', 'flat', readFlat);
  markdown.core.ruler.before('inline', 'row_rest', keepRowRests);
  markdown.core.ruler.at('inline', parseInline);
  markdown.core.ruler.push('soft_breaks', joinSoftBreaks);
  markdown.core.ruler.push('escapes_of_pictures', keepEscapes);
}

/** Takes lines nested too deeply for a paragraph, where markdown-it itself would skip them with their words. */
function readFlat(state: StateBlock, startLine: number, endLine: number): boolean {
  if (state.level < MAX_LEVEL) return false;
  let next = startLine + 1;
  while (next < endLine && !state.isEmpty(next)) next += 1;
  state.push('paragraph_open', 'p', 1);
  const inline = state.push('inline', '', 0);
  inline.content = state.getLines(startLine, next, state.blkIndent, false).trim();
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  state.line = next;
  return true;
}

/** A row with more cells than the header keeps them in its last one; GFM has them dropped. */
function keepRowRests(state: StateCore): void {
  let lines: string[] | null = null;
  let columnCount = 0;
  for (const [index, token] of state.tokens.entries()) {
    if (token.type === 'table_open') columnCount = 0;
    if (token.type === 'th_open') columnCount += 1;
    if (token.type !== 'tr_close' || state.tokens[index - 1]?.type !== 'td_close') continue;
    // Before it: per cell an opening, an inline and a closing token, then the row's own with its line.
    const line = state.tokens[index - 3 * columnCount - 1]?.map?.[0];
    lines ??= state.src.split('\n');
    const rest = cellsOf(lines[line ?? -1] ?? '').slice(columnCount);
    const inline = state.tokens[index - 2];
    if (inline !== undefined && rest.length > 0) inline.content += ` | ${rest.join(' | ')}`;
  }
}

function cellsOf(line: string): string[] {
  const bare = line.replace(/^[\s>]*\|?/, '').trim();
  const cells = bare.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return cells.at(-1) === '' ? cells.slice(0, -1) : cells;
}

function parseInline(state: StateCore): void {
  for (const token of state.tokens) {
    if (token.type !== 'inline') continue;
    token.children ??= [];
    if ((token.content.match(/[[\]*_~`<&!\\]/g)?.length ?? 0) > MAX_DELIMITERS) {
      token.children.push(textToken(state, token.content.replaceAll('\n', ' ')));
    } else {
      state.md.inline.parse(token.content, state.md, state.env, token.children);
    }
  }
}

/** Lines of one paragraph join by a space, but in scripts without spaces by nothing. */
function joinSoftBreaks(state: StateCore): void {
  for (const { children } of state.tokens) {
    children?.forEach((child, index) => {
      if (child.type !== 'softbreak') return;
      const space = joint(children[index - 1]?.content ?? '', children[index + 1]?.content ?? '');
      children[index] = textToken(state, space);
    });
  }
}

/** Escaped characters in the words of a picture are characters, which markdown-it leaves out. */
function keepEscapes(state: StateCore): void {
  for (const { children } of state.tokens)
    for (const { type, children: words } of children ?? [])
      if (type === 'image')
        for (const word of words ?? []) if (word.type === 'text_special') word.type = 'text';
}

/** A token of characters only. */
function textToken(state: StateCore, content: string): Token {
  return Object.assign(new state.Token('text', '', 0), { content });
}
