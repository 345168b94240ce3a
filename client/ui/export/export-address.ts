/** The address of an annotated copy. */
import type { CopyChoices } from '../../../shared/annotation/copy-choices.ts';
import type { CopyFormat } from '../../../shared/article/formats.ts';
import { copyRoutes } from '../../../shared/wire/routes/copies.ts';
import { addressOf } from '../../api/address.ts';

/** The address of copies of several articles in one archive, with all that is usual; at most `MOST_COPIES` of them. */
export function copiesAddress(articles: readonly string[], format: string): string {
  return addressOf(copyRoutes.exportMany, { articles: articles.join(','), format });
}

/** What is to be in the copy, beside its layers. */
export type ExportChoices = Omit<CopyChoices, 'from' | 'to'>;

/** What a format has where nothing is chosen. */
export function usualChoices({ notes, suggestions }: CopyFormat): ExportChoices {
  return {
    kinds: null,
    statuses: null,
    names: 'real',
    notes: notes[0] ?? 'place',
    suggestions: suggestions[0] ?? 'open',
    frontMatter: false,
  };
}

/** The address under which the server gives the copy; what is the server's default is left out, but never the layers. */
export function exportAddress(
  article: string,
  format: CopyFormat,
  choices: ExportChoices,
  layers: readonly string[],
): string {
  const usual = usualChoices(format);
  const { names, notes, suggestions } = choices;
  return addressOf(copyRoutes.export, {
    id: article,
    format: format.name,
    layers: layers.join(','),
    kinds: choices.kinds?.join(','),
    status: choices.statuses?.join(','),
    names: names === usual.names ? undefined : names,
    notes: notes === usual.notes ? undefined : notes,
    suggestions: suggestions === usual.suggestions ? undefined : suggestions,
    frontMatter: choices.frontMatter ? 'true' : undefined,
  });
}
