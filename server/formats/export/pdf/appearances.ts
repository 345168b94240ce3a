/** How annotations look where a reader of PDF draws them as the file says, and on paper. */
import type { PDFContext, PDFRef } from '@cantoo/pdf-lib';
import { around } from './places.ts';
import type { Box } from './places.ts';

type Channels = readonly [number, number, number];

/** A wash over the words, through which they are read as before. */
export function wash(
  context: PDFContext,
  boxes: readonly Box[],
  color: Channels,
  opacity: number,
): PDFRef {
  const fills = boxes.map((box) => `${rectangle(box)} re`);
  return drawing(context, boxes, `/G gs ${color.map(short).join(' ')} rg\n${fills.join('\n')} f`, {
    BM: 'Multiply',
    ca: opacity,
  });
}

/** A bubble as of speech. */
export function bubble(context: PDFContext, box: Box, color: Channels): PDFRef {
  const { left, bottom, right, top } = box;
  const foot = bottom + (top - bottom) / 3;
  const points = [
    [left, foot],
    [left, top],
    [right, top],
    [right, foot],
    [left + (right - left) / 2, foot],
    [left + (right - left) / 4, bottom],
    [left + (right - left) / 4, foot],
  ];
  const path = points.map(
    ([x = 0, y = 0], index) => `${short(x)} ${short(y)} ${index === 0 ? 'm' : 'l'}`,
  );
  return drawing(
    context,
    [box],
    `${color.map(short).join(' ')} rg 0.4 G 0.5 w\n${path.join(' ')} b`,
  );
}

/** For what is in a list of notes alone: readers that find no drawing would put a sign of their own over the words. */
export function nothing(context: PDFContext): PDFRef {
  return drawing(context, [{ left: 0, bottom: 0, right: 0, top: 0 }], '');
}

function drawing(
  context: PDFContext,
  boxes: readonly Box[],
  content: string,
  state: Readonly<Record<string, string | number>> | null = null,
): PDFRef {
  const { left, bottom, right, top } = around(boxes);
  const BBox = [left, bottom, right, top];
  const Resources = state === null ? {} : { ExtGState: { G: { Type: 'ExtGState', ...state } } };
  return context.register(
    context.stream(content, { Type: 'XObject', Subtype: 'Form', BBox, Resources }),
  );
}

function rectangle({ left, bottom, right, top }: Box): string {
  return [left, bottom, right - left, top - bottom].map(short).join(' ');
}

function short(value: number): string {
  return String(Number(value.toFixed(3)));
}
