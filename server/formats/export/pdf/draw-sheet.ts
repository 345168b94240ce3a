/** Puts together what is drawn for a copy. */
import { canonicalLanguage } from '../../../../shared/article/language.ts';
import { cleanText } from '../../../html/escape.ts';
import type { AnnotatedCopy } from '../../format.ts';
import { originSentences } from '../facts.ts';
import { numberNotes } from '../notes.ts';
import type { Notes } from '../notes.ts';
import { drawBlocks } from './blocks.ts';
import { LINES } from './colors.ts';
import { familiesFor } from './fonts.ts';
import { drawNote } from './notes-sheet.ts';
import { sheetPictures } from './pictures.ts';
import type { TypesetterFile } from './pictures.ts';
import { LEADING } from './sheet.ts';
import type { Sheet } from './sheet.ts';
import type { Stretch } from './words.ts';

/** A sheet, and what is to be found again on its pages. */
export interface Drawing {
  readonly sheet: Sheet;
  readonly notes: Notes;
  /** Annotated words, by the index in their addresses. */
  readonly stretches: readonly Stretch[];
  /** That the sheet names. */
  readonly files: readonly TypesetterFile[];
}

/** The copy as it is to be drawn, its notes numbered as in every format. */
export function drawSheet(copy: AnnotatedCopy): Drawing {
  const notes = numberNotes(copy);
  const direction = copy.article.direction === 'rtl' ? 'rtl' : 'ltr';
  const pictures = sheetPictures(copy);
  const { blocks, stretches } = drawBlocks(copy.doc, notes, {
    direction,
    base: copy.url,
    shown: (image) => pictures.shown(image),
  });
  const { language, region } = languageOf(copy.article.language);
  const sheet: Sheet = {
    title: titleOf(copy),
    language,
    region,
    direction,
    made: momentOf(copy.article.modified),
    fonts: familiesFor(language, region),
    colors: LINES,
    leading: LEADING,
    // The words of notes alone are those that they quote; each then has its sign in the list.
    blocks: copy.choices.notes === 'only' ? [] : blocks,
    notes: notes.placed.map((note) => drawNote(note, copy)),
    displaced: notes.displaced.map((note) => drawNote(note, copy)),
    origin: originSentences(copy).map(cleanText),
    url: copy.choices.notes === 'none' ? null : cleanText(copy.url),
  };
  return { sheet, notes, stretches, files: pictures.files() };
}

function titleOf({ article }: AnnotatedCopy): string {
  const title = cleanText(article.title).replaceAll(/\s+/g, ' ').trim();
  return title === '' ? 'Untitled' : title;
}

/** What the typesetter knows of a language: it shapes and spaces by it. `und` says that it is unknown. */
function languageOf(tag: string): { language: string; region: string | null } {
  const known = canonicalLanguage(tag) ?? 'und';
  const { language, region = '' } = new Intl.Locale(known);
  return {
    language: /^[a-z]{2,3}$/.test(language) ? language : 'und',
    region: /^[A-Z]{2}$/.test(region) ? region : null,
  };
}

function momentOf(iso: string): number[] | null {
  const time = new Date(iso);
  const year = time.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return null;
  return [
    year,
    time.getUTCMonth() + 1,
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
  ];
}
