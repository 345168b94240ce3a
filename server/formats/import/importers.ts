/** The formats that articles are read from. A new one is a file with an `Importer` and a line here. */
import type { Importer } from '../format.ts';
import { htmlImporter } from './html.ts';
import { markdownImporter } from './markdown.ts';
import { textImporter } from './text.ts';

export const IMPORTERS: readonly Importer[] = [textImporter, markdownImporter, htmlImporter];

/** The importer of this name (the `format` field of a request), or null. */
export function importerFor({ format }: { readonly format: string }): Importer | null {
  return IMPORTERS.find(({ name }) => name === format) ?? null;
}

/**
 * The importer for an uploaded file: by the ending of its name, since browsers call many a Markdown file `text/plain`
 * or nothing; by its media type where the name says nothing. Null where neither is known.
 */
export function importerForFile(file: {
  readonly name: string;
  readonly mediaType: string;
}): Importer | null {
  const name = file.name.toLowerCase();
  const byName = IMPORTERS.find(({ extensions }) => extensions.some((end) => name.endsWith(end)));
  if (byName !== undefined) return byName;
  const mediaType = file.mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return IMPORTERS.find(({ mediaTypes }) => mediaTypes.includes(mediaType)) ?? null;
}
