/** What Galley's mail says, and in which language. */
import type { InterfaceLanguageTag } from '../../shared/wire/interface-languages.ts';
import type { Member } from '../storage/catalogue.ts';
import { be } from './be.ts';
import { en } from './en.ts';
import type { LetterWords } from './letter-words.ts';
import { ru } from './ru.ts';

const LANGUAGES: Readonly<Record<InterfaceLanguageTag, LetterWords>> = { en, ru, be };

/** In the language that the member has chosen; in English where they have chosen none. */
export function lettersFor({ language }: Pick<Member, 'language'>): LetterWords {
  return LANGUAGES[language ?? 'en'];
}
