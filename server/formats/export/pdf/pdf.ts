/** Writes an annotated copy as a PDF: pages for reading and for paper, and the threads as annotations of the file. */
import { PDFDocument, ParseSpeeds, PDFName, PDFString } from '@cantoo/pdf-lib';
import { canonicalLanguage } from '../../../../shared/article/language.ts';
import type { AnnotatedCopy, Exporter } from '../../format.ts';
import { annotate } from './annotate.ts';
import { drawSheet } from './draw-sheet.ts';
import type { Drawing } from './draw-sheet.ts';
import { loadTypesetter } from './typesetter.ts';
import type { Typesetter } from './typesetter.ts';
import { undrawable } from './undrawable.ts';
import { writeFile } from './write-file.ts';

/** The same copy is always the same file on the same machine: nothing in it is of the moment or by chance. */
export const pdfExporter: Exporter = {
  async wants() {
    return (await loadTypesetter()) === null
      ? 'PDF can’t be written on this machine: its typesetter has no version for it.'
      : null;
  },
  async write(copy) {
    const typesetter = await loadTypesetter();
    if (typesetter === null) throw new Error('There is no typesetter for this machine.');
    const { drawing, pages } = setPages(typesetter, copy);
    const pdf = await PDFDocument.load(pages, {
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fastest,
    });
    annotate(pdf, drawing, copy);
    setLanguage(pdf, copy);
    return writeFile(pdf.context);
  },
};

/** A picture that the typesetter can't draw, for all that browsers can, is one of another host to it: words stand for all then. */
function setPages(typesetter: Typesetter, copy: AnnotatedCopy) {
  const drawing = drawSheet(copy);
  try {
    return { drawing, pages: pages(typesetter, drawing) };
  } catch (error) {
    if (drawing.files.length === 0) throw error;
    const without = drawSheet({ ...copy, pictureAt: () => null });
    return { drawing: without, pages: pages(typesetter, without) };
  }
}

/** A standard that refuses what has no font can't be kept then; the pages say so, and are tagged all the same. */
function pages(typesetter: Typesetter, { sheet, files }: Drawing): Uint8Array {
  const wanting = undrawable(sheet, typesetter);
  if (wanting === null) {
    try {
      return typesetter.set(sheet, true, files);
    } catch {
      return typesetter.set(sheet, false, files); // what the standard refuses besides is for nobody but checkers to see
    }
  }
  return typesetter.set({ ...sheet, origin: [...sheet.origin, wanting] }, false, files);
}

function setLanguage(pdf: PDFDocument, { article }: AnnotatedCopy): void {
  pdf.catalog.set(PDFName.of('Lang'), PDFString.of(canonicalLanguage(article.language) ?? 'und'));
}
