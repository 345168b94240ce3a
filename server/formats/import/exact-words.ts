/** The words of a line or a cell of our own Markdown, as HTML, apart from the comment at their end. */
import type { MarkdownIt, Token } from 'markdown-it';

const VOID = /^(?:br|hr|img)$/;
const TAG = /^<(\/?)([a-z][a-z0-9]*)\b/i;

/** Words of a line or a cell, and the comment at their end. */
export interface Words {
  readonly html: string;
  readonly comment: string | null;
  /** Without the comment. */
  readonly tokens: readonly Token[];
}

/** The words of an inline token; null where tags in it have no end. */
export function wordsOf(token: Token | undefined, parser: MarkdownIt): Words | null {
  const children = token?.children ?? [];
  if (!isBalanced(children)) return null;
  const last = children.at(-1);
  const comment = last?.type === 'html_inline' && last.content.startsWith('<!--') ? last.content : null; // prettier-ignore
  const tokens = comment === null ? children : withoutBlank(children.slice(0, -1));
  return { html: parser.renderer.render(tokens, parser.options, {}), comment, tokens };
}

/** The blank before the comment is none of the words'. */
function withoutBlank(tokens: Token[]): Token[] {
  const last = tokens.at(-1);
  if (last?.type !== 'text' || !last.content.endsWith(' ')) return tokens;
  last.content = last.content.slice(0, -1);
  return last.content === '' ? tokens.slice(0, -1) : tokens;
}

/** Whether each tag has its end: one without would go on after its line. */
function isBalanced(tokens: readonly Token[]): boolean {
  const open: string[] = [];
  for (const { type, content } of tokens) {
    if (type !== 'html_inline') continue;
    const [, slash, name = ''] = TAG.exec(content) ?? [];
    if (name === '' || VOID.test(name)) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}
