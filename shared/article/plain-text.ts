/** The plain text of an article's ProseMirror document: the string that offsets and quotes refer to. */
import type { Node } from 'prosemirror-model';
import { OBJECT_CHARACTER } from './schema.ts';

/** A text block (or an image or rule) with its place in the plain text and in the document. */
export interface TextBlock {
  /** Offset of its first character in the plain text, in UTF-16 units. */
  readonly from: number;
  /** Offset after its last character. */
  readonly to: number;
  /** ProseMirror position of its first character; a character further on is one position further on. */
  readonly position: number;
  readonly node: Node;
}

/** The text blocks of a document in order, empty ones too; consecutive ones are one `\n` apart in the plain text. */
export function textBlocks(doc: Node): TextBlock[] {
  const blocks: TextBlock[] = [];
  let offset = 0;
  doc.descendants((node, position) => {
    if (!node.isTextblock && !(node.isLeaf && node.isBlock)) return true;
    const length = node.isTextblock ? node.content.size : 1;
    const first = node.isTextblock ? position + 1 : position;
    blocks.push({ from: offset, to: offset + length, position: first, node });
    offset += length + 1;
    return false;
  });
  return blocks;
}

/** The texts of all blocks joined by one `\n`; a hard break is `\n`, an image or rule one U+FFFC. */
export function plainText(doc: Node): string {
  return textBlocks(doc)
    .map(({ node }) => blockText(node))
    .join('\n');
}

/** What a block adds to the plain text: its characters with `\n` for a hard break, U+FFFC for an image or a rule. */
export function blockText(node: Node): string {
  if (!node.isTextblock) return OBJECT_CHARACTER;
  return node.textBetween(0, node.content.size, '', (leaf) =>
    leaf.type.name === 'hard_break' ? '\n' : OBJECT_CHARACTER,
  );
}
