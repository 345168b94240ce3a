/** The content of one paragraph: pieces one after the other, those under one link in one hyperlink. */
import type { Node } from 'prosemirror-model';
import type { Links } from './links.ts';
import { markFormat } from './runs.ts';
import type { RunFormat } from './runs.ts';
import { element, joined } from './xml.ts';
import type { Attributes, Xml } from './xml.ts';

/** Runs, or marks between them, and the attributes of the link that they are under. */
export interface Piece {
  readonly xml: Xml;
  readonly link: Attributes | null;
}

/** How some words look, and where they lead. */
export interface Look {
  readonly format: RunFormat;
  readonly link: Attributes | null;
}

/** That of words without marks. */
export const NO_LOOK: Look = { format: {}, link: null };

/** Word takes no longer ones. */
const MOST_IN_TOOLTIP = 260;

/** The look of inline content. */
export function lookOf(node: Node, links: Links): Look {
  const mark = node.marks.find(({ type }) => type.name === 'link');
  const id = mark ? links.idOf(mark.attrs.href) : null;
  const title: unknown = mark?.attrs.title;
  const isTitled = typeof title === 'string' && title !== '' && title.length <= MOST_IN_TOOLTIP;
  return {
    format: markFormat(node.marks, id !== null),
    link: id === null ? null : { 'r:id': id, 'w:tooltip': isTitled ? title : null },
  };
}

/** The look of the character at a place in a block, of the one before where it is at the end; none in an empty block. */
export function lookAt(block: Node, place: number, links: Links): Look {
  const node = block.childAfter(place).node ?? block.childBefore(place).node;
  return node === null ? NO_LOOK : lookOf(node, links);
}

/** The pieces in order. Marks between words part a link: within one some programs lose comments. */
export function writeLine(pieces: readonly Piece[]): Xml {
  const parts: Xml[] = [];
  for (let at = 0; at < pieces.length;) {
    const { link } = pieces[at]!;
    const inside: Xml[] = [];
    for (; at < pieces.length && isSame(pieces[at]!.link, link); at += 1)
      inside.push(pieces[at]!.xml);
    parts.push(...(link === null ? inside : [element('w:hyperlink', link, ...inside)]));
  }
  return joined(parts);
}

function isSame(one: Attributes | null, other: Attributes | null): boolean {
  return one?.['r:id'] === other?.['r:id'] && one?.['w:tooltip'] === other?.['w:tooltip'];
}
