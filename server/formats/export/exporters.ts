/** The registry of export formats: one line each. */
import { COPY_FORMATS } from '../../../shared/article/copy-formats.ts';
import type { CopyFormat } from '../../../shared/article/copy-formats.ts';
import type { Exporter } from '../format.ts';
import { htmlExporter } from './html.ts';
import { jsonldExporter } from './jsonld.ts';
import { markdownExporter } from './markdown.ts';
import { textExporter } from './text.ts';

/** The types ask for one for each format that is listed. */
const BY_NAME: Readonly<Record<CopyFormat['name'], Exporter>> = {
  html: htmlExporter,
  md: markdownExporter,
  txt: textExporter,
  jsonld: jsonldExporter,
};

/** In the order of the menu. */
export const EXPORTERS: readonly (CopyFormat & Exporter)[] = COPY_FORMATS.map((format) => ({
  ...format,
  ...BY_NAME[format.name],
}));

/** The exporter whose name is `format`, or null. */
export function exporterFor(name: string): (CopyFormat & Exporter) | null {
  return EXPORTERS.find((exporter) => exporter.name === name) ?? null;
}
