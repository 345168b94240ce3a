/** The registry of importers: a line for each import format, which the types ask for. */
import type { ImportFormat } from '../../../shared/article/formats.ts';
import type { Importer } from '../format.ts';

/** Each is loaded when the first file of its format comes, with the packages that it needs. */
const IMPORTERS: Readonly<Record<ImportFormat['name'], () => Promise<Importer>>> = {
  text: async () => (await import('./text.ts')).textImporter,
  markdown: async () => (await import('./markdown.ts')).markdownImporter,
  html: async () => (await import('./html.ts')).htmlImporter,
  docx: async () => (await import('./docx/docx.ts')).docxImporter,
  json: async () => (await import('./json.ts')).jsonImporter,
  jsonld: async () => (await import('./jsonld.ts')).jsonldImporter,
};

/** Loads the importer, with the packages that it needs, when its format comes first. */
export function loadImporter(format: ImportFormat['name']): Promise<Importer> {
  return IMPORTERS[format]();
}
