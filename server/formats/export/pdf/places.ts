/** Finds in the set pages where annotated words and numbers came to lie, by the links that stand for them. */
import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import type { PDFDocument, PDFPage } from '@cantoo/pdf-lib';
import { markerOf } from './addresses.ts';
import type { Marker } from './addresses.ts';

/** A rectangle on a page, in points from its lower left corner. */
export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** A link that stands for something: where it lies on one page, a box for each line of it or each piece of a line. */
export interface MarkedLink {
  readonly marker: Marker;
  readonly page: PDFPage;
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly boxes: readonly Box[];
}

/** All links of the pages that stand for something, in their order. */
export function markedLinks(pdf: PDFDocument): MarkedLink[] {
  return pdf.getPages().flatMap((page) => {
    const refs = page.node.Annots()?.asArray() ?? [];
    return refs.flatMap((ref) => {
      if (!(ref instanceof PDFRef)) return [];
      const dict = pdf.context.lookup(ref, PDFDict);
      const marker = markerOf(addressOf(dict));
      return marker === null ? [] : [{ marker, page, ref, dict, boxes: boxesOf(dict) }];
    });
  });
}

/** One box for all that touch one another in a line, in the order of the first of them. */
export function joined(boxes: readonly Box[]): Box[] {
  const lines: Box[] = [];
  for (const box of boxes) {
    const last = lines.at(-1);
    if (last !== undefined && touches(last, box)) lines[lines.length - 1] = around([last, box]);
    else lines.push(box);
  }
  return lines;
}

/** The smallest box that holds them. */
export function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    bottom: Math.min(...boxes.map(({ bottom }) => bottom)),
    right: Math.max(...boxes.map(({ right }) => right)),
    top: Math.max(...boxes.map(({ top }) => top)),
  };
}

/** What rounding leaves between neighbours, in points. */
const NEAR = 0.05;

function touches(one: Box, other: Box): boolean {
  const isSameLine =
    Math.abs(one.top - other.top) < NEAR && Math.abs(one.bottom - other.bottom) < NEAR;
  return isSameLine && one.left <= other.right + NEAR && other.left <= one.right + NEAR;
}

function addressOf(dict: PDFDict): string {
  const action = dict.lookupMaybe(PDFName.of('A'), PDFDict);
  const address = action?.lookupMaybe(PDFName.of('URI'), PDFString, PDFHexString);
  return address?.decodeText() ?? '';
}

function boxesOf(dict: PDFDict): Box[] {
  const numbers = numbersOf(dict, 'QuadPoints') ?? numbersOf(dict, 'Rect') ?? [];
  const width = numbers.length % 8 === 0 ? 8 : 4;
  const boxes: Box[] = [];
  for (let at = 0; at + width <= numbers.length; at += width) {
    const corners = numbers.slice(at, at + width);
    const across = corners.filter((_, index) => index % 2 === 0);
    const up = corners.filter((_, index) => index % 2 === 1);
    boxes.push({
      left: Math.min(...across),
      bottom: Math.min(...up),
      right: Math.max(...across),
      top: Math.max(...up),
    });
  }
  return boxes;
}

function numbersOf(dict: PDFDict, key: string): number[] | null {
  const array = dict.lookupMaybe(PDFName.of(key), PDFArray);
  return (
    array?.asArray().flatMap((item) => (item instanceof PDFNumber ? [item.asNumber()] : [])) ?? null
  );
}
