/** Turns an article's document into one that can be written as Markdown: what is put in at its place, text in one line. */
import { Schema } from 'prosemirror-model';
import type { AttributeSpec, Mark, MarkSpec, Node, NodeSpec } from 'prosemirror-model';
import { safeLink } from '../../../shared/article/addresses.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { cleanText } from '../../html/escape.ts';
import { numbersWithin } from '../../ascending.ts';

/**
 * The article schema with what is put in between words, such as references to footnotes; `code` is the last mark, since within it nothing else is Markdown.
 * Its attributes take any value, and writing them checks each: what is odd is left out, and nothing throws.
 */
export const markdownSchema = markdownSchemaOf(articleSchema);

/** What stands at which offset of the plain text besides the words: Markdown as it is written. */
export type Inserts = ReadonlyMap<number, readonly string[]>;

/** The document in the Markdown schema. References of code, images and rules come in a block of their own after them. */
export function markdownDocument(doc: Node, points: Inserts): Node {
  let offset = 0;
  const stops = [...points.keys()].toSorted((one, other) => one - other);
  return markdownSchema.topNodeType.create(null, doc.children.flatMap(rebuild));

  // `create` and not `check`: what a raw attribute or a merged document holds is dealt with when writing.
  function rebuild(node: Node): Node[] {
    const type = markdownSchema.nodes[node.type.name]!;
    if (!node.isTextblock && !node.isLeaf) {
      return [type.create(node.attrs, node.children.flatMap(rebuild))];
    }
    const from = offset;
    offset += (node.isTextblock ? node.content.size : 1) + 1;
    if (node.isTextblock && !node.type.spec.code) {
      return [type.create(node.attrs, inlineContent(node, from, points, stops))];
    }
    const to = offset - 1;
    const here = numbersWithin(stops, from, to);
    const references = here.flatMap((point) => referencesTo(points.get(point) ?? [], []));
    const block = type.create(node.attrs, textNode(cleanText(node.textContent), []));
    return references.length === 0
      ? [block]
      : [block, markdownSchema.node('references', null, references)];
  }
}

function inlineContent(
  block: Node,
  from: number,
  points: Inserts,
  stops: readonly number[],
): Node[] {
  const content: Node[] = [];
  const to = from + block.content.size;
  const cuts = numbersWithin(stops, from, to);
  let offset = from;
  block.children.forEach((child, index) => {
    const start = offset;
    const end = start + child.nodeSize;
    const marks = child.marks.flatMap(rebuildMark);
    for (const stop of [...cuts.filter((cut) => cut > start && cut < end), end]) {
      content.push(
        ...referencesTo(points.get(offset) ?? [], continuing(block, index, offset > start)),
      );
      content.push(...pieceOf(child, offset - start, stop - start, marks));
      offset = stop;
    }
  });
  return [...content, ...referencesTo(points.get(to) ?? [], [])];
}

/** A part of a text node, or a hard break. */
function pieceOf(child: Node, from: number, to: number, marks: readonly Mark[]): Node[] {
  if (!child.isText) return [markdownSchema.node(child.type.name, null, [], marks)];
  return textNode(cleanText(child.text!.slice(from, to)), marks);
}

function textNode(text: string, marks: readonly Mark[]): Node[] {
  return text === '' ? [] : [markdownSchema.text(text, marks)];
}

/** The marks that go on over a reference: those on both of its sides, but never code or a link. */
function continuing(block: Node, index: number, inside: boolean): Mark[] {
  const child = block.child(index);
  const before = inside ? child : index === 0 ? null : block.child(index - 1);
  return child.marks
    .filter((mark) => before !== null && mark.isInSet(before.marks))
    .filter((mark) => mark.type.name !== 'code' && mark.type.name !== 'link')
    .flatMap(rebuildMark);
}

function referencesTo(written: readonly string[], marks: readonly Mark[]): Node[] {
  return written.map((markdown) => markdownSchema.node('note_reference', { markdown }, [], marks));
}

/** The mark in the Markdown schema; none for a link that leads to an unsafe address. */
function rebuildMark(mark: Mark): Mark[] {
  if (mark.type.name === 'link' && safeLink(mark.attrs.href) === null) return [];
  return [markdownSchema.mark(mark.type.name, mark.attrs)];
}

function markdownSchemaOf({ nodes, marks }: Schema): Schema {
  const { code, ...others } = specsOf(marks);
  const reference = { inline: true, group: 'inline', attrs: { markdown: {} } };
  return new Schema({
    nodes: {
      ...specsOf(nodes),
      note_reference: reference,
      references: { content: 'note_reference*', group: 'block' },
    },
    marks: { ...others, code: code! },
  });
}

/** The specs by name, their attributes without checks and all with a default. */
function specsOf<S extends NodeSpec | MarkSpec>(
  types: Readonly<Record<string, { readonly spec: S }>>,
): Record<string, S> {
  return Object.fromEntries(
    Object.entries(types).map(([name, { spec }]) => {
      const attributes = Object.entries(spec.attrs ?? {}) as [string, AttributeSpec][];
      const attrs = attributes.map(([key, { default: usual }]) => [
        key,
        { default: usual ?? null },
      ]);
      return [name, { ...spec, attrs: Object.fromEntries(attrs) }];
    }),
  );
}
