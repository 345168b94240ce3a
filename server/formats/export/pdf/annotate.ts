/**
 * Puts the threads into the pages that were set, where the links that stand for their words lie; of these links none is left but
 * those that lead somewhere.
 */
import { PDFName, PDFString } from '@cantoo/pdf-lib';
import type { PDFDict, PDFDocument, PDFPage, PDFRef } from '@cantoo/pdf-lib';
import type { AnnotatedCopy } from '../../format.ts';
import type { Drawing } from './draw-sheet.ts';
import { pdfText } from './pdf-values.ts';
import { joined, markedLinks } from './places.ts';
import type { Box, MarkedLink } from './places.ts';
import { LEADING } from './sheet.ts';
import type { Setting } from './sheet.ts';
import { TagTree } from './tags.ts';
import { addThread } from './thread-annotations.ts';
import type { Spot } from './thread-annotations.ts';

/** How high letters are, in ems, as the template says. */
const LETTERS = 1.02;

/** Changes the pages, which were set from the drawing of this copy. */
export function annotate(pdf: PDFDocument, drawing: Drawing, copy: AnnotatedCopy): void {
  const tags = new TagTree(pdf);
  const links = markedLinks(pdf);
  const spots = spotsOf(links, drawing, tags);
  const gone = replaceLinks(links, drawing, tags);
  const added = new Map<PDFPage, PDFRef[]>(pdf.getPages().map((page) => [page, []]));
  for (const note of [...drawing.notes.placed, ...drawing.notes.displaced]) {
    addThread(note, spots.get(note.number) ?? [], { context: pdf.context, tags, copy, added });
  }
  for (const [page, refs] of added) {
    const kept = (page.node.Annots()?.asArray() ?? []).filter((ref) => !gone.has(ref));
    page.node.set(PDFName.of('Annots'), pdf.context.obj([...kept, ...refs]));
  }
  tags.save();
}

/** By note, where it is: its words, a spot for each page; without words its number in the text, or else in the list. */
function spotsOf(
  links: readonly MarkedLink[],
  { stretches }: Drawing,
  tags: TagTree,
): ReadonlyMap<number, readonly Spot[]> {
  const words = new Map<number, (Spot & { readonly boxes: Box[] })[]>();
  const signs = new Map<number, Spot[]>();
  for (const { marker, page, dict, boxes } of links) {
    const element = tags.elementOf(dict);
    const stretch = marker.kind === 'words' ? stretches[marker.index] : undefined;
    if (stretch === undefined) {
      // The text comes before the list.
      if (!signs.has(marker.index))
        signs.set(marker.index, [{ page, element, boxes, isOfWords: false }]);
      continue;
    }
    const trimmed = boxes.map((box) => withoutLeading(box, stretch.setting));
    for (const note of stretch.notes) {
      const spots = words.get(note) ?? [];
      words.set(note, spots);
      const last = spots.at(-1);
      if (last?.page === page) last.boxes.push(...trimmed);
      else spots.push({ page, element, boxes: [...trimmed], isOfWords: true });
    }
  }
  const joinedWords = [...words].map(([note, spots]) => {
    return [note, spots.map((spot) => ({ ...spot, boxes: joined(spot.boxes) }))] as const;
  });
  return new Map([...signs, ...joinedWords]);
}

function withoutLeading({ bottom, top, ...sides }: Box, setting: Setting): Box {
  const leading = LEADING[setting];
  const trim = ((top - bottom) * (leading / 2)) / (LETTERS + leading);
  return { ...sides, bottom: bottom + trim, top: top - trim };
}

/** Lets links lead where they are to lead, and takes the others out of the tags: these are to go out of the pages too. */
function replaceLinks(
  links: readonly MarkedLink[],
  { stretches }: Drawing,
  tags: TagTree,
): ReadonlySet<unknown> {
  const targets = { number: new Map<number, MarkedLink>(), note: new Map<number, MarkedLink>() };
  for (const link of links) {
    if (link.marker.kind !== 'words') targets[link.marker.kind].set(link.marker.index, link);
  }
  const gone = new Set<PDFRef>();
  for (const { marker, dict, ref } of links) {
    const { kind, index } = marker;
    const href = kind === 'words' ? (stretches[index]?.href ?? null) : null;
    const target =
      kind === 'words' ? undefined : targets[kind === 'number' ? 'note' : 'number'].get(index);
    if (href !== null) leadOut(dict, href);
    else if (target !== undefined) {
      leadTo(
        dict,
        target,
        kind === 'number' ? `Note ${index}` : `Note ${index}, back to the words`,
      );
    } else {
      tags.takeOut(dict, ref);
      gone.add(ref);
    }
  }
  return gone;
}

function leadOut(link: PDFDict, href: string): void {
  const { context } = link;
  // As WHATWG's parser gave it, so without a character that isn't of ASCII.
  link.set(
    PDFName.of('A'),
    context.obj({ Type: 'Action', S: 'URI', URI: PDFString.of(escaped(href)) }),
  );
  link.set(PDFName.of('Contents'), pdfText(href));
}

/** A little above what it leads to. */
function leadTo(link: PDFDict, { page, boxes }: MarkedLink, says: string): void {
  const top = (boxes[0]?.top ?? 0) + 24;
  link.delete(PDFName.of('A'));
  link.set(PDFName.of('Dest'), link.context.obj([page.ref, 'XYZ', null, top, null]));
  link.set(PDFName.of('Contents'), pdfText(says));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\()]/g, '\\$&');
}
