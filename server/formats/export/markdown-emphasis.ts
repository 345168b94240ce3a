/** Writes emphasis by asterisks where CommonMark reads them as such, and by HTML tags where it would not. */
import type { MarkdownSerializer } from 'prosemirror-markdown';
import type { Mark, Node } from 'prosemirror-model';

type MarkSpec = MarkdownSerializer['marks'][string];

/**
 * Writes a mark by the delimiter, or by HTML tags where CommonMark wouldn't take the delimiter for emphasis: `**「a」**b` is not
 * bold, since its closing asterisks stand between punctuation and a letter.
 */
export function emphasis(delimiter: string, tag: string): MarkSpec {
  return {
    open: (_state, mark, parent, index) =>
      isReadable(mark, parent, index) ? delimiter : `<${tag}>`,
    close: (_state, mark, parent, index) =>
      isReadable(mark, parent, index - 1) ? delimiter : `</${tag}>`,
    mixable: true,
    expelEnclosingWhitespace: true,
  };
}

/**
 * Whether delimiters at both ends of the marked run around the child would be read as such.
 * https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
 */
function isReadable(mark: Mark, parent: Node, index: number): boolean {
  const isMarked = (at: number) => mark.isInSet(parent.maybeChild(at)?.marks ?? []);
  let first = index;
  let end = index + 1;
  while (isMarked(first - 1)) first--;
  while (isMarked(end)) end++;
  const inner = parent.children.slice(first, end).map(textOf).join('');
  const before = textOf(parent.maybeChild(first - 1)) + (/^\s*/.exec(inner)?.[0] ?? '');
  const after = (/\s*$/.exec(inner)?.[0] ?? '') + textOf(parent.maybeChild(end));
  const words = inner.trim();
  // One end: punctuation on the inside needs a blank, punctuation or nothing on the outside.
  const opens = !/^[\p{P}\p{S}]/u.test(words) || !/[^\s\p{P}\p{S}]$/u.test(before);
  const closes = !/[\p{P}\p{S}]$/u.test(words) || !/^[^\s\p{P}\p{S}]/u.test(after);
  return opens && closes;
}

function textOf(node: Node | null): string {
  if (node === null) return '';
  if (node.type.name === 'note_reference') return '[]';
  return node.isText ? (node.text ?? '') : '\n';
}
