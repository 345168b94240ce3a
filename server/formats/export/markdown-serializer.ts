/** Writes a document of the Markdown schema as CommonMark with GFM's tables, strike-through and footnotes. */
import { MarkdownSerializer, defaultMarkdownSerializer } from 'prosemirror-markdown';
import type { MarkdownSerializerState } from 'prosemirror-markdown';
import { Fragment } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { safeImageSource, safeLink } from '../../../shared/article/addresses.ts';
import { headingLevel } from '../../../shared/article/schema.ts';
import { emphasis } from './markdown-emphasis.ts';
import { escapeMarkdown, markdownAddress, markdownTitle } from './markdown-escape.ts';
import { markdownSchema } from './markdown-document.ts';
import { tableLines } from './markdown-table.ts';

type WriteNode = (state: MarkdownSerializerState, node: Node, parent: Node, index: number) => void;

/** The Markdown of the document's blocks, without a line end after the last. */
export function serializeMarkdown(doc: Node): string {
  return runsOfBlocks(doc)
    .map((run) => serializer.serialize(doc.copy(Fragment.from(run)), { tightLists: true }))
    .map((part) => part.replace(/\n+$/, ''))
    .filter((part) => part !== '')
    .join('\n\n');
}

/**
 * The blocks one by one, since the serializer looks at the end of all that it has written at every turn, which takes two
 * seconds for a megabyte. Lists stay with what is before and after them: how they begin depends on that.
 */
function runsOfBlocks(doc: Node): Node[][] {
  const runs: Node[][] = [];
  let isOpen = false;
  for (const block of doc.children) {
    const isList = block.type.name.endsWith('_list');
    const last = runs.at(-1);
    if (last !== undefined && (isOpen || isList)) last.push(block);
    else runs.push([block]);
    isOpen = isList;
  }
  return runs;
}

const paragraph: WriteNode = (state, node) => {
  state.renderInline(node);
  state.closeBlock(node);
};

const children: WriteNode = (state, node) => state.renderContent(node);

const standard = defaultMarkdownSerializer.nodes;

const nodes: Record<string, WriteNode> = {
  title: (state, node) => heading(state, node, 1),
  heading: (state, node) => heading(state, node, headingLevel(node.attrs.level)),
  standfirst: paragraph,
  byline: paragraph,
  paragraph,
  caption: paragraph,
  figure: children,
  blockquote: standard.blockquote!,
  bullet_list: (state, node) => {
    if (!interruptsParagraph(node)) state.write();
    state.renderList(node, '  ', () => '- ');
  },
  ordered_list: orderedList,
  list_item: children,
  code_block: codeBlock,
  image,
  rule: (state, node) => {
    state.write('---');
    state.closeBlock(node);
  },
  table: (state, node) => {
    for (const line of tableLines(node, cellText)) {
      state.write(line);
      state.ensureNewLine();
    }
    state.closeBlock(node);
  },
  text,
  hard_break: (state, node, parent, index) => {
    // The last one of a block breaks nothing, and a heading has but one line.
    if (parent.type.name === 'heading' || parent.type.name === 'title') state.write(' ');
    else if (index < parent.childCount - 1) standard.hard_break!(state, node, parent, index);
  },
  note_reference: (state, node) => state.text(`[^${Number(node.attrs.number)}]`, false),
};

const marks: MarkdownSerializer['marks'] = {
  strong: emphasis('**', 'strong'),
  em: emphasis('*', 'em'),
  strike: emphasis('~~', 's'),
  underline: { open: '<u>', close: '</u>', mixable: true },
  superscript: { open: '<sup>', close: '</sup>', mixable: true },
  subscript: { open: '<sub>', close: '</sub>', mixable: true },
  link: {
    open: '[',
    close: (_state, mark) => {
      const address = markdownAddress(safeLink(mark.attrs.href) ?? '');
      return `](${address}${markdownTitle(mark.attrs.title)})`;
    },
    mixable: true,
  },
  code: defaultMarkdownSerializer.marks.code!,
};

const serializer = new MarkdownSerializer(nodes, marks);

function heading(state: MarkdownSerializerState, node: Node, level: number): void {
  state.write(`${'#'.repeat(level)} `);
  state.renderInline(node, false);
  state.closeBlock(node);
}

function orderedList(state: MarkdownSerializerState, node: Node): void {
  const order: unknown = node.attrs.order;
  const start = Number.isInteger(order) && Number(order) >= 0 ? Math.min(Number(order), 1e6) : 1;
  const width = String(start + node.childCount - 1).length + 2;
  if (start !== 1 || !interruptsParagraph(node)) state.write();
  state.renderList(node, ' '.repeat(width), (index) => `${start + index}. `.padEnd(width));
}

/** A list whose first item is empty needs an empty line before it; else it is read as text, or as underlining. */
function interruptsParagraph(list: Node): boolean {
  return list.firstChild?.firstChild?.isTextblock === true && list.firstChild.textContent !== '';
}

function codeBlock(state: MarkdownSerializerState, node: Node): void {
  const runs = node.textContent.match(/`{3,}/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  const language: unknown = node.attrs.language;
  const known = typeof language === 'string' && /^[\w+#.-]{1,40}$/.test(language);
  state.write(`${fence}${known ? language : ''}\n`);
  state.text(node.textContent, false);
  state.write('\n');
  state.write(fence);
  state.closeBlock(node);
}

function image(state: MarkdownSerializerState, node: Node): void {
  const source = safeImageSource(node.attrs.src);
  const alt: unknown = node.attrs.alt;
  const words = typeof alt === 'string' ? escapeMarkdown(alt.replace(/\s+/g, ' ')) : '';
  const address = source === null ? '' : markdownAddress(source);
  state.write(`![${words}](${address}${markdownTitle(node.attrs.title)})`);
  state.closeBlock(node);
}

function text(state: MarkdownSerializerState, node: Node, parent: Node, index: number): void {
  const before = index === 0 ? null : parent.child(index - 1).type.name;
  const written = escapeMarkdown(node.text ?? '', before === null || before === 'hard_break');
  // `[^1](…)` would be a link, `[^1]:` the note itself.
  const collides = before === 'note_reference' && /^[(:]/.test(written);
  state.text(collides ? `\\${written}` : written, false);
}

/** A text block or image of a table cell; a heading or a list's item is a paragraph there. */
function cellText(block: Node): string {
  const content = block.type.spec.code ? codeText(block.textContent) : block.content;
  const line = block.isTextblock ? markdownSchema.node('paragraph', null, content) : block;
  return serializeMarkdown(markdownSchema.node('doc', null, [line]));
}

function codeText(code: string): Node[] {
  if (code.trim() === '') return [];
  return [markdownSchema.text(code.replace(/\s+/g, ' '), [markdownSchema.mark('code')])];
}
