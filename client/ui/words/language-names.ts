/** Languages by the names that people know them by. */
import { compareWords, nameOfLanguage } from '../language/formats.ts';

/** The name of a BCP 47 tag; the tag itself where it has none, empty where the language isn't known. */
export function languageName(tag: string): string {
  if (tag === 'und') return '';
  try {
    return nameOfLanguage(tag) ?? tag;
  } catch {
    return tag; // RangeError: not a BCP 47 tag
  }
}

/** What the choice of a language offers, by name; `present` is in it whatever it is. */
export function languageChoices(present: string): readonly (readonly [string, string])[] {
  const tags = [...new Set([...COMMON_LANGUAGES, present])].filter((tag) => tag !== 'und');
  return tags
    .map((tag) => [tag, languageName(tag)] as const)
    .sort(([, one], [, other]) => compareWords(one, other));
}

/** The first part of tags is enough for hyphenation, spelling and fonts, but for scripts that differ. */
export const COMMON_LANGUAGES: readonly string[] =
  `af am ar az be bg bn bs ca ckb cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km
   kn ko ku ky lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps pt ro ru sd si sk sl so sq sr sv sw ta te th tr
   uk ur uz vi yi zh-Hans zh-Hant zu`.split(/\s+/);
