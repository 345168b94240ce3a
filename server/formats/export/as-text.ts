/** Makes exporters of functions that write text. */
import type { AnnotatedCopy, Exporter } from '../format.ts';

/** An exporter that makes its text in one go, without waiting for anything. */
export interface TextExporter extends Exporter {
  write(copy: AnnotatedCopy): Uint8Array;
}

/** The exporter of a format that is text; the file is UTF-8 without a mark. */
export function asText(write: (copy: AnnotatedCopy) => string): TextExporter {
  return { write: (copy) => new TextEncoder().encode(write(copy)) };
}
