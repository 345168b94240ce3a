/** Writes the blocks of an article as paragraphs and tables: Word has no boxes, so what a block is in becomes its indent and style. */
import type { Node } from 'prosemirror-model';
import { ownDirection } from '../../../../shared/article/block-directions.ts';
import { numberKind } from '../../../../shared/article/number-kinds.ts';
import { headingLevel } from '../../../../shared/article/schema.ts';
import type { ArticleNodeName } from '../../../../shared/article/schema.ts';
import { unreachable } from '../../../../shared/unreachable.ts';
import { startOf } from '../list-start.ts';
import type { AnnotatedCopy } from '../../format.ts';
import type { Links } from './links.ts';
import type { Media } from './media.ts';
import { SPACER } from './around.ts';
import type { Around } from './around.ts';
import { LIST_INDENT } from './numbering.ts';
import { QUOTE_INDENT } from './styles.ts';
import type { ListStyle, Numbering } from './numbering.ts';
import { properties } from './properties.ts';
import type { Properties } from './properties.ts';
import { run } from './runs.ts';
import type { RunFormat } from './runs.ts';
import { tableXml } from './tables.ts';
import type { TextWriter } from './text-writer.ts';
import { element, joined, NOTHING } from './xml.ts';
import type { Xml } from './xml.ts';

/** What the blocks of a file are written with. */
export interface BlockContext {
  readonly text: TextWriter;
  readonly links: Links;
  readonly numbering: Numbering;
  readonly media: Media;
  /** The picture behind an address; null where the file has no more than the address. */
  readonly pictureAt: AnnotatedCopy['pictureAt'];
}

/** What is nested deeper stays here: further right there would be no room for words. */
const LEAST_WIDTH = 2400;

/** Blocks one after the other. Word takes tables in a row for one, and wants no table at an end: a small paragraph follows each. */
export function blocksXml(blocks: readonly Node[], around: Around, context: BlockContext): Xml {
  return joined(blocks.map((block) => blockXml(block, around, context)));
}

function blockXml(block: Node, around: Around, context: BlockContext): Xml {
  const name = block.type.name as ArticleNodeName; // documents are made of the article schema alone
  const direction = ownDirection(block, around.direction) ?? around.direction;
  const within: Around = { ...around, direction };
  const inCell = (blocks: readonly Node[], cell: Around) => blocksXml(blocks, cell, context);
  switch (name) {
    case 'title':
      return words('Title');
    case 'standfirst':
      return words('Subtitle');
    case 'byline':
      return words('Byline');
    case 'caption':
      return words('Caption');
    case 'heading':
      return words(`Heading${headingLevel(block.attrs.level)}`);
    case 'paragraph':
      return words(around.style);
    case 'code_block':
      // Code is from left to right wherever it stands.
      return paragraph('Code', { ...around, direction: 'ltr' }, context.text.words(block, 'ltr'));
    case 'rule':
      return paragraph(
        'Rule',
        around,
        context.text.object(() => NOTHING),
      );
    case 'image':
      return paragraph('Figure', around, context.text.object((format) => picture(block, around, format, context))); // prettier-ignore
    case 'blockquote':
      return blocksXml(block.children, quoted(within), context);
    case 'bullet_list':
      return listXml(block, within, context, context.numbering.bullets(around.depth));
    case 'ordered_list': {
      const { depth } = around;
      const kind = numberKind(block.attrs.kind);
      return listXml(block, within, context, context.numbering.numbers(depth, kind, startOf(block))); // prettier-ignore
    }
    case 'figure':
      return blocksXml(block.children, around, context);
    case 'table':
      return joined([markerAlone(around), tableXml(block, around, inCell), SPACER]);
    case 'list_item':
    case 'table_row':
    case 'table_cell':
    case 'table_header':
    case 'doc':
    case 'text':
    case 'hard_break':
      return NOTHING; // never a block by itself
    default:
      return unreachable(name);
  }

  function words(style: string | null): Xml {
    return paragraph(style, within, context.text.words(block, direction));
  }
}

function listXml(list: Node, around: Around, context: BlockContext, style: ListStyle): Xml {
  // One paragraph has one number: where a list is the first in an item, that item's own stands before it.
  const before = markerAlone(around);
  const items = list.children.map((item) => {
    const marker = { list: style, isTaken: false };
    const within: Around = { ...setIn(around, LIST_INDENT), depth: around.depth + 1, style: around.style ?? 'ListParagraph', marker }; // prettier-ignore
    return blocksXml(item.children, within, context);
  });
  return joined([before, ...items]);
}

function markerAlone(around: Around): Xml {
  return around.marker === null || around.marker.isTaken
    ? NOTHING
    : paragraph('ListMarker', around, NOTHING);
}

function quoted(around: Around): Around {
  return { ...setIn(around, QUOTE_INDENT), style: around.style ?? 'Quote' };
}

function setIn(around: Around, by: number): Around {
  const isFull = around.width - around.indent - by < LEAST_WIDTH;
  return isFull ? around : { ...around, indent: around.indent + by };
}

function paragraph(style: string | null, around: Around, content: Xml): Xml {
  const { marker, indent, direction } = around;
  const isFirst = marker !== null && !marker.isTaken;
  if (isFirst) marker.isTaken = true;
  // What a list or a quote in nothing else has by itself isn't said again: programs take more for another quote.
  const ofList = isFirst ? (marker.list.level + 1) * LIST_INDENT : 0;
  const usual = !isFirst && style === 'Quote' ? QUOTE_INDENT : ofList;
  const given: Properties<'pPr'> = {
    pStyle: style,
    numPr: isFirst ? [numberXml(marker.list)] : null,
    bidi: direction === 'rtl' ? true : null,
    ind: indent === usual ? null : { 'w:left': indent, 'w:hanging': isFirst ? LIST_INDENT : null },
  };
  return element('w:p', {}, properties('pPr', given), content);
}

function numberXml({ id, level }: ListStyle): Xml {
  const parts = [element('w:ilvl', { 'w:val': level }), element('w:numId', { 'w:val': id })];
  return element('w:numPr', {}, ...parts);
}

/** The picture; where the copy has no more than its address, or it is of a kind that Word doesn't draw, words for it which lead there. */
function picture(
  { attrs }: Node,
  around: Around,
  format: RunFormat,
  { links, media, pictureAt }: BlockContext,
): Xml {
  const alt = typeof attrs.alt === 'string' ? attrs.alt.trim() : '';
  const own = pictureAt(attrs.src);
  const drawn = own && media.draw(own, alt, around, format);
  if (drawn !== null) return drawn;
  const words = alt === '' ? '[Picture]' : `[Picture: ${alt}]`;
  const id = links.idOfPicture(attrs.src);
  if (id === null) return run(words, format);
  return element('w:hyperlink', { 'r:id': id }, run(words, { ...format, rStyle: 'Hyperlink' }));
}
