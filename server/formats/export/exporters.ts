/** The registry of exporters: a line for each format of copies, which the types ask for. */
import type { CopyFormat } from '../../../shared/article/formats.ts';
import type { Exporter } from '../format.ts';

/** Each is loaded when the first copy in its format is asked for, with the packages that it needs. */
const EXPORTERS: Readonly<Record<CopyFormat['name'], () => Promise<Exporter>>> = {
  html: async () => (await import('./html.ts')).htmlExporter,
  docx: async () => (await import('./docx/docx.ts')).docxExporter,
  md: async () => (await import('./markdown.ts')).markdownExporter,
  txt: async () => (await import('./text.ts')).textExporter,
  jsonld: async () => (await import('./jsonld.ts')).jsonldExporter,
  csv: async () => (await import('./csv.ts')).csvExporter,
  json: async () => (await import('./json.ts')).jsonExporter,
  pdf: async () => (await import('./pdf/pdf.ts')).pdfExporter,
  epub: async () => (await import('./epub/epub.ts')).epubExporter,
};

/** Loads the exporter, with the packages that it needs, when its format is asked for first. */
export function loadExporter(format: CopyFormat['name']): Promise<Exporter> {
  return EXPORTERS[format]();
}
