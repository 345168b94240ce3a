/** Reads the Markdown body of a comment, and rewrites it so that it stays within its note and carries nothing but formatting. */
import MarkdownIt from 'markdown-it';
import type { Node } from 'prosemirror-model';
import { MarkdownParser } from 'prosemirror-markdown';
import { safeLink } from '../../../shared/article/addresses.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { cleanText } from '../../html/escape.ts';
import { markdownDocument } from './markdown-document.ts';
import { serializeMarkdown } from './markdown-serializer.ts';

const NOWHERE = new Map<number, readonly string[]>();
const parser = makeParser();

/** Reading it and writing it again closes open fences, escapes HTML and drops unsafe addresses; '' for an empty body. */
export function bodyMarkdown(body: string): string {
  if (body.trim() === '') return '';
  return serializeMarkdown(markdownDocument(bodyDocument(body), NOWHERE));
}

/** The body as blocks and marks of the article schema, its headings as paragraphs; without content for an empty body. */
export function bodyDocument(body: string): Node {
  return parser.parse(cleanText(body));
}

function makeParser(): MarkdownParser {
  const tokenizer = new MarkdownIt({ html: false, breaks: true });
  tokenizer.disable(['image', 'table']);
  tokenizer.validateLink = (address) => safeLink(address) !== null;
  return new MarkdownParser(articleSchema, tokenizer, {
    paragraph: { block: 'paragraph' },
    blockquote: { block: 'blockquote' },
    bullet_list: { block: 'bullet_list' },
    ordered_list: {
      block: 'ordered_list',
      getAttrs: (token) => ({ order: Number(token.attrGet('start') ?? 1) }),
    },
    list_item: { block: 'list_item' },
    heading: { block: 'paragraph' }, // a note has no part in the article's outline
    code_block: { block: 'code_block', noCloseToken: true },
    fence: { block: 'code_block', noCloseToken: true },
    hr: { node: 'rule' },
    hardbreak: { node: 'hard_break' },
    softbreak: { node: 'hard_break' },
    strong: { mark: 'strong' },
    em: { mark: 'em' },
    s: { mark: 'strike' },
    link: {
      mark: 'link',
      getAttrs: (token) => ({ href: token.attrGet('href'), title: token.attrGet('title') ?? '' }),
    },
    code_inline: { mark: 'code', noCloseToken: true },
  });
}
