/** Writes an annotated copy in the format that was asked for. */
import type { CopySource } from '../jobs.ts';
import { annotatedCopy } from './annotated-copy.ts';
import { loadExporter } from './exporters.ts';

/** The bytes of the file. Throws only where a room's bytes are no Yjs updates. */
export async function writeCopy(source: CopySource): Promise<Uint8Array> {
  const exporter = await loadExporter(source.format);
  return exporter.write(annotatedCopy(source));
}
