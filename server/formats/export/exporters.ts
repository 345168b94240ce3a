/** The registry of export formats: one line each. */
import type { Exporter } from '../format.ts';
import { htmlExporter } from './html.ts';
import { jsonldExporter } from './jsonld.ts';
import { markdownExporter } from './markdown.ts';
import { textExporter } from './text.ts';

/** In the order of the menu. */
export const EXPORTERS: readonly Exporter[] = [
  htmlExporter,
  markdownExporter,
  textExporter,
  jsonldExporter,
];

/** The exporter whose name is `format`, or null. */
export function exporterFor(name: string): Exporter | null {
  return EXPORTERS.find((exporter) => exporter.name === name) ?? null;
}
