/** What Pandoc, Quarto and others write beyond Markdown, read plainly: divs, attributes, formulas, boxes to tick. */
import type { MarkdownIt, StateBlock, StateCore, StateInline } from 'markdown-it';

const ATTRIBUTE = String.raw`[.#][\w:-]+|-|=\w+|[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s"'}]+)`;
const ATTRIBUTES = new RegExp(
  String.raw`\{:?[ \t]*(?:${ATTRIBUTE})(?:[ \t]+(?:${ATTRIBUTE}))*[ \t]*\}`,
  'y',
);
const AT_END = new RegExp(String.raw`[ \t]+${ATTRIBUTES.source}[ \t]*$`);
const FENCE = /^:{3,}[ \t]*(?:(\{[^{}]*\})|([\w-]+)(?:\[([^\]]*)\]|[ \t]+(.*?))?)?[ \t]*:*[ \t]*$/;
/** `$x$` where no blank stands inside of the signs and no digit behind; `$$x$$` anywhere. */
const FORMULA = /\$\$(?:[^$\\]|\\[^])+\$\$|\$(?=[^\s$])(?:[^$\\\n]|\\[^\n])*(?<=[^\s\\])\$(?!\d)/y;

/** Adds the rules of this file to a parser. */
export function readPandoc(markdown: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote', 'list'];
  markdown.block.ruler.before('fence', 'div_fence', readFence, { alt });
  markdown.inline.ruler.before('escape', 'formula', readFormula);
  markdown.inline.ruler.push('attributes', skipAttributes);
  markdown.core.ruler.before('inline', 'plain_ends', plainEnds);
}

/** A line of colons opens or closes a div: of it only a title is shown. */
function readFence(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const text = state.src.slice(start, state.eMarks[line]);
  const match = text.startsWith(':::') ? FENCE.exec(text) : null;
  if (match === null) return false;
  if (silent) return true;
  const [, attributes = '', , bracketed, rest] = match;
  const [, quoted, single] = /\btitle=(?:"([^"]*)"|'([^']*)')/.exec(attributes) ?? [];
  const title = quoted ?? single ?? bracketed ?? (rest?.startsWith('{') ? '' : rest) ?? '';
  if (title !== '') {
    state.push('paragraph_open', 'p', 1);
    Object.assign(state.push('inline', '', 0), {
      content: title,
      children: [],
      map: [line, line + 1],
    });
    state.push('paragraph_close', 'p', -1);
  }
  state.line = line + 1;
  return true;
}

/** Its signs mean other things than Markdown's: `$a_1 * b_1$` stays as it is. */
function readFormula(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '$') return false;
  FORMULA.lastIndex = state.pos;
  const [formula] = FORMULA.exec(state.src) ?? [];
  if (formula === undefined) return false;
  if (!silent) state.push('text', '', 0).content = formula;
  state.pos += formula.length;
  return true;
}

/** `{.class #id key=value}` right behind a link, a picture, code or words in brackets. */
function skipAttributes(state: StateInline): boolean {
  if (state.src[state.pos] !== '{' || !/[)\]`]/.test(state.src[state.pos - 1] ?? '')) return false;
  ATTRIBUTES.lastIndex = state.pos;
  const [attributes] = ATTRIBUTES.exec(state.src) ?? [];
  if (attributes === undefined) return false;
  state.pos += attributes.length;
  return true;
}

/** Attributes at the end of a heading, the box before an item, and the language of code, however it is written. */
function plainEnds({ tokens }: StateCore): void {
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'fence') token.info = languageIn(token.info);
    if (token.type !== 'inline') continue;
    const isHeading = tokens[index - 1]?.type === 'heading_open';
    if (isHeading) token.content = token.content.replace(AT_END, '');
    if (tokens[index - 2]?.type === 'list_item_open')
      token.content = token.content.replace(/^\[([ xX])\](?=[ \t]+\S)/, (_box, sign: string) =>
        sign === ' ' ? '☐' : '☑',
      );
  }
}

/** Of `js {1,3}`, `{python}`, `{.yaml filename="x"}` and `{r, echo=FALSE}` the first word. */
function languageIn(info: string): string {
  return /^[{\s.]*([\w+#-][\w+#.-]*)/.exec(info)?.[1] ?? '';
}
