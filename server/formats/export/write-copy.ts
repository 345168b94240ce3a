/** Writes an annotated copy in the format that was asked for. */
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { Exporter } from '../format.ts';
import type { CopySource } from '../jobs.ts';
import { annotatedCopy } from './annotated-copy.ts';
import { loadExporter } from './exporters.ts';

/**
 * The bytes of the file; the problem `not-available` where this machine has not what the format needs. Throws only where a
 * room's bytes are no Yjs updates.
 */
export async function writeCopy(source: CopySource): Promise<Result<Uint8Array>> {
  return writeWith(await loadExporter(source.format), source);
}

/** Writes it by this exporter. */
export async function writeWith(
  exporter: Exporter,
  source: CopySource,
): Promise<Result<Uint8Array>> {
  const wanting = (await exporter.wants?.()) ?? null;
  if (wanting !== null) return failed('not-available', wanting);
  return done(await exporter.write(annotatedCopy(source)));
}
