/** Texts and times as PDF writes them. */
import { PDFHexString, PDFString } from '@cantoo/pdf-lib';
import { cleanText } from '../../../html/escape.ts';

/** A text for people, in any script. */
export function pdfText(text: string): PDFHexString {
  return PDFHexString.fromText(cleanText(text));
}

/** `D:20260301091200Z`; null where the value is no time that a year of four digits can say. */
export function pdfTime(iso: string): PDFString | null {
  const time = new Date(iso);
  const year = time.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) return null;
  return PDFString.of(`D:${time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`);
}
