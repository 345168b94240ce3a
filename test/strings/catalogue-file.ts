/** Reads and writes the translators' files, `client/locales/*.po`. */
import { readFileSync } from 'node:fs';
import { po } from 'gettext-parser';
import type { GetTextTranslation, GetTextTranslations } from 'gettext-parser';
import { keyOf } from '../../client/ui/language/catalogue.ts';
import { LANGUAGES, SOURCE_LANGUAGE } from '../../client/ui/language/languages.ts';
import { ROOT } from '../support/source-tree.ts';
import type { Message } from './messages.ts';

/** The languages that have a catalogue. */
export const TRANSLATED = LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE).map(
  ({ tag }) => tag,
);

/** Where a language's catalogue lies. */
export function catalogueFile(tag: string): string {
  return `${ROOT}client/locales/${tag}.po`;
}

/** A catalogue as it lies there. */
export function readCatalogue(tag: string): string {
  return readFileSync(catalogueFile(tag), 'utf8');
}

/** The entries of a PO file, without its header and without what is marked as gone. */
export function entriesIn(file: string): GetTextTranslation[] {
  return Object.values(po.parse(file).translations)
    .flatMap((one) => Object.values(one))
    .filter(({ msgid }) => msgid !== '');
}

/** The file with exactly these messages: new ones untranslated, and what is said nowhere any more at its end, marked as gone. */
export function updated(file: string, messages: readonly Message[]): string {
  const data = po.parse(file);
  const known = new Map(entriesIn(file).map((one) => [keyOf(one.msgctxt ?? null, one.msgid), one]));
  const gone = goneIn(data);
  const header = data.translations['']?.[''];
  const translations: GetTextTranslations['translations'] = { '': header ? { '': header } : {} };
  for (const message of messages.toSorted(byPlace)) {
    const key = keyOf(message.context, message.text);
    const entry = entryOf(message, known.get(key) ?? gone.get(key));
    (translations[message.context ?? ''] ??= {})[message.text] = entry;
    known.delete(key);
    gone.delete(key);
  }
  const obsolete: GetTextTranslations['translations'] = {};
  for (const entry of [...gone.values(), ...known.values()])
    (obsolete[entry.msgctxt ?? ''] ??= {})[entry.msgid] = entry;
  const compiled = po.compile({ ...data, translations, obsolete }, { foldLength: 0 });
  return `${compiled.toString('utf8').trimEnd()}\n`;
}

function goneIn({ obsolete = {} }: GetTextTranslations): Map<string, GetTextTranslation> {
  const entries = Object.values(obsolete).flatMap((one) => Object.values(one));
  return new Map(entries.map((one) => [keyOf(one.msgctxt ?? null, one.msgid), one]));
}

function entryOf(
  { text, plural, context, at }: Message,
  known: GetTextTranslation | undefined,
): GetTextTranslation {
  return {
    ...(context === null ? {} : { msgctxt: context }),
    msgid: text,
    ...(plural === null ? {} : { msgid_plural: plural }),
    msgstr: known?.msgstr ?? [''],
    comments: { ...known?.comments, reference: at.join('\n') },
  };
}

/** By the file where it is said first, so that a translator reads what belongs together. */
function byPlace(one: Message, other: Message): number {
  const [a = '', b = ''] = [one.at[0], other.at[0]];
  return a === b ? 0 : a < b ? -1 : 1;
}
