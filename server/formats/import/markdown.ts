/** Imports Markdown: CommonMark with GFM's tables and strikethrough; HTML in it stays text. */
import MarkdownIt from 'markdown-it';
import { MarkdownParser } from 'prosemirror-markdown';
import type { ParseSpec } from 'prosemirror-markdown';
import type { Node, NodeType } from 'prosemirror-model';
import { safeImageSource, safeLink } from '../../../shared/article/addresses.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import type { ImportedArticle } from '../format.ts';
import { assembleArticle } from './assemble.ts';
import { cleanCharacters, isBlank } from './characters.ts';
import { readFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import { fromText } from './from-text.ts';
import { isByline } from './headline.ts';
import { adaptParser } from './markdown-rules.ts';

const { title, standfirst, byline, paragraph, code_block: codeBlock } = articleSchema.nodes;

/** See `readMarkdown`. */
export const markdownImporter = fromText(readMarkdown);

/**
 * Markdown. The front matter's `title:`, else a `# ` heading at the start, is the title; a paragraph below it that is
 * emphasised as a whole (`*…*`) is the standfirst; and one that reads like a byline (`By …`), before or after the
 * standfirst, is the byline. Front matter other than the title and the language is kept as a code block.
 */
export function readMarkdown(content: string): ImportedArticle {
  const matter = readFrontMatter(cleanCharacters(content));
  const parsed = newParser().parse(matter.body);
  const { head, body } = takeHead(parsed.children, matter);
  return assembleArticle([...head, ...body], { language: matter.language });
}

interface Parts {
  readonly head: readonly Node[];
  readonly body: readonly Node[];
}

function takeHead(blocks: readonly Node[], matter: FrontMatter): Parts {
  const rest = [...blocks];
  const head: Node[] = [];
  const first = rest[0];
  const named = isBlank(matter.title ?? '') ? null : matter.title;
  if (isTitleHeading(first) && (named === null || named === first.textContent)) {
    head.push(retype(first, title));
    rest.shift();
  } else if (named !== null) head.push(title.create(null, articleSchema.text(named)));
  // The rest of the head is recognised by its place below the title.
  for (const type of head.length > 0 ? roles(rest) : []) {
    const line = rest.shift();
    if (line !== undefined) head.push(retype(line, type));
  }
  if (matter.rest.length > 0) {
    head.push(codeBlock.create({ language: 'yaml' }, articleSchema.text(matter.rest.join('\n'))));
  }
  return { head, body: rest };
}

function isTitleHeading(block: Node | undefined): block is Node {
  return block?.type.name === 'heading' && block.attrs.level === 1 && !isBlank(block.textContent);
}

/** What the one or two lines below the title are, in their order. */
function roles(blocks: readonly Node[]): NodeType[] {
  const found: NodeType[] = [];
  for (const block of blocks.slice(0, 2)) {
    const type = isEmphasised(block) ? standfirst : isBylineBlock(block) ? byline : null;
    if (type === null || found.includes(type)) break;
    found.push(type);
  }
  return found;
}

function isEmphasised(block: Node): boolean {
  if (block.type !== paragraph || isBlank(block.textContent)) return false;
  return block.children.every(({ marks }) => marks.some(({ type }) => type.name === 'em'));
}

function isBylineBlock(block: Node): boolean {
  return block.type === paragraph && isByline(block.textContent);
}

/** The same words as another kind of line; what emphasised all of a standfirst has said what it had to. */
function retype(block: Node, type: NodeType): Node {
  if (type !== standfirst) return type.create(null, block.content);
  const em = articleSchema.marks.em;
  return type.create(
    null,
    block.children.map((child) => child.mark(em.removeFromSet(child.marks))),
  );
}

/** Made for each file, since a parser is cheap and shares nothing then. */
function newParser(): MarkdownParser {
  // Our own rule ends nesting long before this limit, at which markdown-it would skip text. Its types don't know it.
  const options = { html: false, maxNesting: 100 };
  const markdown = new MarkdownIt('commonmark', options);
  markdown.enable(['table', 'strikethrough']);
  markdown.validateLink = (address) => safeLink(address) !== null;
  adaptParser(markdown);
  return new MarkdownParser(articleSchema, markdown, TOKENS);
}

/** What each of markdown-it's tokens is in the article schema. */
const TOKENS: Record<string, ParseSpec> = {
  paragraph: { block: 'paragraph' },
  heading: { block: 'heading', getAttrs: ({ tag }) => ({ level: Number(tag.slice(1)) }) },
  blockquote: { block: 'blockquote' },
  bullet_list: { block: 'bullet_list' },
  ordered_list: {
    block: 'ordered_list',
    getAttrs: (token) => ({ order: Number(token.attrGet('start') ?? 1) }),
  },
  list_item: { block: 'list_item' },
  code_block: { block: 'code_block', noCloseToken: true },
  fence: {
    block: 'code_block',
    noCloseToken: true,
    getAttrs: ({ info }) => ({ language: info.trim().split(/\s/)[0] ?? '' }),
  },
  hr: { node: 'rule' },
  hardbreak: { node: 'hard_break' },
  figure: { block: 'figure' },
  image: {
    node: 'image',
    getAttrs: (token) => ({
      src: safeImageSource(token.attrGet('src')) ?? '',
      alt: (token.children ?? []).map(({ content }) => content).join(''),
      title: token.attrGet('title') ?? '',
    }),
  },
  table: { block: 'table' },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: 'table_row' },
  th: { block: 'table_header' },
  td: { block: 'table_cell' },
  em: { mark: 'em' },
  strong: { mark: 'strong' },
  s: { mark: 'strike' },
  code_inline: { mark: 'code', noCloseToken: true },
  link: {
    mark: 'link',
    getAttrs: (token) => ({
      href: safeLink(token.attrGet('href')) ?? '',
      title: token.attrGet('title') ?? '',
    }),
  },
};
