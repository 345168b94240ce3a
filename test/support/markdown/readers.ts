/** Three independent readers of Markdown, each in its own dialect, whose findings are outlines. */
import { Parser } from 'commonmark';
import type { Node as CommonMarkNode } from 'commonmark';
import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { COMMENT, isComment, linkMark, shown, Words } from './outline.ts';
import type { Outline } from './outline.ts';

/** A reader, and whether it knows GFM's tables and strike-through. */
export interface MarkdownReader {
  readonly name: string;
  readonly isGfm: boolean;
  read(markdown: string): Outline[];
}

const commonMark = new Parser();
const markdownIt = new MarkdownIt({ html: true });
// What remark-parse and remark-gfm are made of.
const gfmExtensions = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

export const MARKDOWN_READERS: readonly MarkdownReader[] = [
  {
    name: 'commonmark',
    isGfm: false,
    read: (markdown) => commonMarkChildren(commonMark.parse(markdown)),
  },
  {
    name: 'markdown-it',
    isGfm: true,
    read: (markdown) => tokensOutline(markdownIt.parse(markdown, {})),
  },
  {
    name: 'remark-gfm',
    isGfm: true,
    read: (markdown) =>
      shown(
        fromMarkdown(markdown, gfmExtensions).children.map((node) => remarkBlock(node, markdown)),
      ),
  },
];

function commonMarkChildren(parent: CommonMarkNode): Outline[] {
  const found: Outline[] = [];
  for (let node = parent.firstChild; node; node = node.next) found.push(commonMarkBlock(node));
  return shown(found);
}

function commonMarkBlock(node: CommonMarkNode): Outline {
  switch (node.type) {
    case 'heading':
      return [`heading${node.level}`, ...commonMarkWords(node)];
    case 'paragraph':
      return ['paragraph', ...commonMarkWords(node)];
    case 'block_quote':
      return ['quote', ...commonMarkChildren(node)];
    case 'list': {
      const isBullets = node.listType.toLowerCase() === 'bullet';
      return [
        isBullets ? 'bullets' : `numbers from ${node.listStart}`,
        ...commonMarkChildren(node),
      ];
    }
    case 'item':
      return ['item', ...commonMarkChildren(node)];
    case 'thematic_break':
      return ['rule'];
    case 'code_block':
      return [`code ${node.info ?? ''}`, (node.literal ?? '').replace(/\n$/, '')];
    default:
      return isComment(node.literal ?? '') ? COMMENT : [`strange ${node.type}`, node.literal ?? ''];
  }
}

function commonMarkWords(block: CommonMarkNode): string[] {
  const words = new Words();
  collect(block, []);
  return words.outline();

  function collect(parent: CommonMarkNode, marks: readonly string[]): void {
    for (let node = parent.firstChild; node; node = node.next) {
      const text = node.literal ?? '';
      if (node.type === 'text') words.add(text, marks);
      else if (node.type === 'code') words.add(text, [...marks, 'code']);
      else if (node.type === 'html_inline') words.addHtml(text);
      else if (node.type === 'linebreak') words.add('\n');
      else if (node.type === 'softbreak') words.add('SOFTBREAK');
      else if (node.type === 'strong') collect(node, [...marks, 'strong']);
      else if (node.type === 'emph') collect(node, [...marks, 'em']);
      else if (node.type === 'link') {
        collect(node, [...marks, linkMark(node.destination ?? '', node.title)]);
      } else if (node.type === 'image') {
        words.add(`image ${node.destination} ${plainWords(node)} ${node.title ?? ''}`);
      } else words.add(`strange ${node.type}`);
    }
  }
}

function plainWords(parent: CommonMarkNode): string {
  let text = '';
  for (let node = parent.firstChild; node; node = node.next)
    text += (node.literal ?? '') + plainWords(node);
  return text;
}

function tokensOutline(tokens: readonly Token[]): Outline[] {
  const stack: (string | Outline)[][] = [[]];
  for (const token of tokens) {
    const name = tokenName(token);
    if (token.nesting === 1) {
      if (name !== '') stack.push([name]);
    } else if (token.nesting === -1) {
      if (name !== '') stack.at(-2)!.push(stack.pop() as unknown as Outline);
    } else if (token.type === 'inline') {
      stack.at(-1)!.push(...tokenWords(token.children ?? []));
    } else if (token.type === 'hr') stack.at(-1)!.push(['rule']);
    else if (token.type === 'fence') {
      stack.at(-1)!.push([`code ${token.info}`, token.content.replace(/\n$/, '')]);
    } else if (!isComment(token.content))
      stack.at(-1)!.push([`strange ${token.type}`, token.content]);
  }
  return stack[0] as Outline[];
}

function tokenName(token: Token): string {
  const name = token.type.replace(/_(open|close)$/, '');
  switch (name) {
    case 'heading':
      return `heading${token.tag.slice(1)}`;
    case 'blockquote':
      return 'quote';
    case 'bullet_list':
      return 'bullets';
    case 'ordered_list':
      return `numbers from ${token.attrGet('start') ?? 1}`;
    case 'list_item':
      return 'item';
    case 'tr':
      return 'row';
    case 'td':
    case 'th':
      return 'cell';
    case 'thead':
    case 'tbody':
      return '';
    default:
      return name;
  }
}

function tokenWords(tokens: readonly Token[]): string[] {
  const words = new Words();
  const marks: string[] = [];
  for (const token of tokens) {
    const text = token.content;
    if (token.type === 'text' || token.type === 'text_special') words.add(text, marks);
    else if (token.type === 'code_inline') words.add(text, [...marks, 'code']);
    else if (token.type === 'html_inline') words.addHtml(text);
    else if (token.type === 'hardbreak') words.add('\n');
    else if (token.type === 'softbreak') words.add('SOFTBREAK');
    else if (token.type === 'image') {
      words.add(`image ${token.attrGet('src')} ${altOf(token)} ${token.attrGet('title') ?? ''}`);
    } else if (token.nesting === -1) marks.pop();
    else if (token.type === 'link_open') {
      marks.push(linkMark(token.attrGet('href') ?? '', token.attrGet('title')));
    } else marks.push({ strong: 'strong', em: 'em', s: 'strike' }[token.tag] ?? token.type);
  }
  return words.outline();
}

function altOf({ children }: Token): string {
  return (children ?? []).map(({ content }) => content).join('');
}

function remarkBlock(node: Nodes, markdown: string): Outline {
  const blocks = (children: readonly Nodes[]) =>
    shown<Outline>(children.map((child) => remarkBlock(child, markdown)));
  switch (node.type) {
    case 'heading':
      return [`heading${node.depth}`, ...remarkWords(node.children, markdown)];
    case 'paragraph':
      return ['paragraph', ...remarkWords(node.children, markdown)];
    case 'blockquote':
      return ['quote', ...blocks(node.children)];
    case 'list':
      return [
        node.ordered === true ? `numbers from ${node.start}` : 'bullets',
        ...blocks(node.children),
      ];
    case 'listItem':
      return ['item', ...blocks(node.children)];
    case 'thematicBreak':
      return ['rule'];
    case 'code':
      return [`code ${node.lang ?? ''}`, node.value];
    case 'table':
      return ['table', ...blocks(node.children)];
    case 'tableRow':
      return ['row', ...blocks(node.children)];
    case 'tableCell':
      return ['cell', ...remarkWords(node.children, markdown)];
    default: {
      const value = 'value' in node ? node.value : '';
      return isComment(value) ? COMMENT : [`strange ${node.type}`, value];
    }
  }
}

function remarkWords(nodes: readonly Nodes[], markdown: string): string[] {
  const words = new Words();
  collect(nodes, []);
  return words.outline();

  function collect(children: readonly Nodes[], marks: readonly string[]): void {
    for (const node of children) {
      if (node.type === 'text') words.add(node.value, marks);
      else if (node.type === 'inlineCode') words.add(node.value, [...marks, 'code']);
      else if (node.type === 'html') words.addHtml(node.value);
      else if (node.type === 'break') words.add('\n');
      else if (node.type === 'strong') collect(node.children, [...marks, 'strong']);
      else if (node.type === 'emphasis') collect(node.children, [...marks, 'em']);
      else if (node.type === 'delete') collect(node.children, [...marks, 'strike']);
      else if (node.type === 'link') {
        // GFM makes links of mere addresses: the article has none there.
        const isOwn = markdown[node.position?.start.offset ?? -1] === '[';
        collect(node.children, isOwn ? [...marks, linkMark(node.url, node.title)] : marks);
      } else if (node.type === 'image') {
        words.add(`image ${node.url} ${node.alt ?? ''} ${node.title ?? ''}`);
      } else words.add(`strange ${node.type}`);
    }
  }
}
