/** The languages that the interface speaks, and which of them somebody gets. */
import { directionOf } from '../../../shared/article/language.ts';
import type { Direction } from '../../../shared/article/language.ts';
import type { InterfaceLanguageTag } from '../../../shared/wire/interface-languages.ts';
import type { DeviceStorage } from '../device-storage.ts';

/** A language by its BCP 47 tag, with the name that it has in itself. */
export interface InterfaceLanguage {
  readonly tag: InterfaceLanguageTag | 'ar-XB';
  readonly name: string;
}

/** Written in the sources. */
export const SOURCE_LANGUAGE: InterfaceLanguage = { tag: 'en', name: 'English' };

/** In the order in which they are offered. A new one has its tag in `shared/wire`, its line here, its catalogue in `client/locales`, and its line in `client/main.ts`. */
export const LANGUAGES: readonly InterfaceLanguage[] = [
  SOURCE_LANGUAGE,
  { tag: 'ru', name: 'Русский' },
  { tag: 'be', name: 'Беларуская' },
];

/** English made to look foreign, from right to left: for whoever builds the interface. Offered to nobody; see `client/locales/README.md`. */
export const PSEUDO_LANGUAGE: InterfaceLanguage = { tag: 'ar-XB', name: 'ar-XB' };

const KEY = 'galley:language';

/** The language that somebody chose on this device; null where they left it to the browser. */
export function keptLanguage(storage: DeviceStorage): InterfaceLanguage | null {
  return languageOf(read(storage));
}

/** Keeps the choice, as far as the device takes it; null leaves it to the browser again. */
export function keepLanguage(storage: DeviceStorage, tag: string | null): void {
  try {
    if (tag === null) storage.removeItem(KEY);
    else storage.setItem(KEY, tag);
  } catch {
    return; // a full or forbidden storage: the browser's language, then
  }
}

/** Takes over what somebody chose on another device, for their account, where they have chosen nothing on this one. */
export function adoptLanguage(storage: DeviceStorage, tag: string | null): void {
  if (tag !== null && keptLanguage(storage) === null) keepLanguage(storage, tag);
}

/** The first that we speak of those that a browser asks for, in its order; English where there is none. A tag of a region or script is the language. */
export function spokenLanguage(wanted: readonly string[]): InterfaceLanguage {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    const found = LANGUAGES.find((language) => language.tag === primary);
    if (found !== undefined) return found;
  }
  return SOURCE_LANGUAGE;
}

/** The direction in which the interface is written in a language. */
export function directionIn({ tag }: InterfaceLanguage): Direction {
  return directionOf(tag);
}

function languageOf(tag: string | null): InterfaceLanguage | null {
  return [...LANGUAGES, PSEUDO_LANGUAGE].find((language) => language.tag === tag) ?? null;
}

function read(storage: DeviceStorage): string | null {
  try {
    return storage.getItem(KEY);
  } catch {
    return null; // forbidden
  }
}
