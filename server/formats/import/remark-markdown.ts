/** Writes what somebody says in a file as the Markdown that a remark is. */
import type { Mark, Node } from 'prosemirror-model';
import { blockText, textBlocks } from '../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { markdownDocument } from '../export/markdown-document.ts';
import { serializeMarkdown } from '../export/markdown-serializer.ts';

const NOWHERE = new Map<number, readonly string[]>();
/** What the body of a remark can show. */
const SHOWN_MARKS = new Set(['strong', 'em', 'strike', 'code', 'link']);

/** The words of blocks as Markdown: paragraphs and lists; the empty string where there are none. */
export function remarkMarkdown(blocks: readonly Node[]): string {
  const { doc, paragraph } = articleSchema.nodes;
  const shown = blocks.flatMap((block) =>
    block.type.name.endsWith('_list')
      ? [plain(block)]
      : textBlocks(doc.create(null, block))
          .filter(({ node }) => node.isTextblock && blockText(node).trim() !== '')
          .map(({ node }) => plain(paragraph.create(null, inlineOf(node)))),
  );
  if (shown.length === 0) return '';
  return serializeMarkdown(markdownDocument(doc.create(null, shown), NOWHERE)).trim();
}

/** Code has line feeds for its breaks. */
function inlineOf(block: Node): readonly Node[] {
  if (block.type.name !== 'code_block') return block.children;
  return block.textContent
    .split('\n')
    .flatMap((line, index) => [
      ...(index > 0 ? [articleSchema.nodes.hard_break.create()] : []),
      ...(line === '' ? [] : [articleSchema.text(line)]),
    ]);
}

function plain(node: Node): Node {
  const isShown = ({ type }: Mark): boolean => SHOWN_MARKS.has(type.name);
  if (node.isInline) return node.mark(node.marks.filter(isShown));
  return node.type.create(
    node.attrs,
    node.children.flatMap((child) => (child.type.name === 'figure' ? [] : [plain(child)])),
  );
}
