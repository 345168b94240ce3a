/** What somebody chose for their last copy, kept on the device for each format; never which layers. */
import { KINDS, STATUSES } from '../../../shared/annotation/annotation.ts';
import { COPY_NAMES } from '../../../shared/article/copy-choices.ts';
import { COPY_FORMATS, copyFormat } from '../../../shared/article/formats.ts';
import type { CopyFormat } from '../../../shared/article/formats.ts';
import type { DeviceStorage } from '../device-storage.ts';
import { usualChoices } from './export-address.ts';
import type { ExportChoices } from './export-address.ts';

const LAST = 'galley:export';
const keyOf = ({ name }: CopyFormat): string => `galley:export:${name}`;

/** The format of the last copy; the first one where there is none, or none that there still is. */
export function lastFormat(storage: DeviceStorage): CopyFormat {
  const [first] = COPY_FORMATS;
  const kept = copyFormat(storage.getItem(LAST) ?? '') ?? first;
  if (kept === undefined) throw new Error('There is no format of copies.');
  return kept;
}

/** The last choices for this format; whatever isn't a choice of today's is as usual. */
export function keptChoices(storage: DeviceStorage, format: CopyFormat): ExportChoices {
  const usual = usualChoices(format);
  const kept = read(storage.getItem(keyOf(format)));
  return {
    kinds: someOf(KINDS, kept['kinds']),
    statuses: someOf(STATUSES, kept['statuses']),
    names: oneOf(COPY_NAMES, kept['names']) ?? usual.names,
    notes: oneOf(format.notes, kept['notes']) ?? usual.notes,
    suggestions: oneOf(format.suggestions, kept['suggestions']) ?? usual.suggestions,
    frontMatter: format.hasFrontMatter && kept['frontMatter'] === true,
  };
}

/** Keeps them as far as the device takes them. */
export function keepChoices(
  storage: DeviceStorage,
  format: CopyFormat,
  choices: ExportChoices,
): void {
  try {
    storage.setItem(LAST, format.name);
    const { kinds, statuses, names, notes, suggestions, frontMatter } = choices;
    const kept = { kinds, statuses, names, notes, suggestions, frontMatter };
    storage.setItem(keyOf(format), JSON.stringify(kept));
  } catch {
    return; // a full or forbidden storage: the next copy begins with what is usual
  }
}

function read(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(stored ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {}; // of unknown fields
  } catch {
    return {};
  }
}

function oneOf<Name extends string>(names: readonly Name[], kept: unknown): Name | null {
  return names.find((name) => name === kept) ?? null;
}

/** Null, for all, where it is no list. */
function someOf<Name extends string>(
  names: readonly Name[],
  kept: unknown,
): readonly Name[] | null {
  return Array.isArray(kept) ? names.filter((name) => kept.includes(name)) : null;
}
