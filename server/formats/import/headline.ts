/** Recognizes a title, a standfirst and a byline by their words, where a file doesn't mark them. */
import type { Paragraph } from './paragraphs.ts';
import { columns } from './characters.ts';

/** What a paragraph of the file's head is in the article. */
export type LineRole = 'title' | 'standfirst' | 'byline' | 'paragraph';

const MAX_TITLE_COLUMNS = 200;
/** Without a blank line below, a long first line is rather the first paragraph. */
const MAX_ATTACHED_TITLE_COLUMNS = 120;
const MIN_STANDFIRST_COLUMNS = 40;
const MAX_STANDFIRST_COLUMNS = 500;
const MAX_BYLINE_COLUMNS = 120;
/** The byline may come after the first paragraph, which scrapers print before it, but not deep in the text. */
const BYLINE_WITHIN = 4;

const CLOSERS = `["'”’»)\\]]*`;
// A full stop, in any script; not that of an ellipsis or of `U.S.`, with which titles do end.
const STATEMENT_END = new RegExp(
  String.raw`(?:(?<!\.|[.\s]\p{Lu})\.|[。．।॥۔։።။])${CLOSERS}$`,
  'u',
);
const SENTENCE_END = new RegExp(String.raw`[.!?…。！？．।॥۔؟։።။]${CLOSERS}$`, 'u');
const SENTENCE_BREAK = new RegExp(
  String.raw`(?<![.\s]\p{Lu})[.!?…]${CLOSERS}\s+\P{Ll}|[。！？।۔؟].*\p{L}`,
  'u',
);

const NAME = String.raw`\p{Lu}[\p{L}\p{M}'’.\-]*`;
const PARTICLE = `(?:and|und|et|y|i|e|и|і|de|da|del|di|du|la|van|von|der|den|al|el|bin|ben|ibn)`;
const PEOPLE = String.raw`${NAME}(?:\s+(?:${NAME}|${PARTICLE})){0,6}`;
const BYLINES = [
  // English says "By" before much else, so a name must follow; a place or a paper may come after it.
  /^(?:[Bb]y|BY):?\s+\p{Lu}/u,
  // These words begin ordinary lines too: nothing but names and a place may follow.
  new RegExp(
    String.raw`^(?:Von|Par|Por|Di|Door|Av|Af|Autor(?:ka)?|Text|Текст|Автор|Аўтар)\s*:?\s+${PEOPLE}(?:,.*)?$`,
    'u',
  ),
  // "Yuri Tsarik, Center for Foreign Policy": two names or more, then where they belong.
  new RegExp(String.raw`^${NAME}(?:\s+(?:${NAME}|${PARTICLE})){1,6},\s+\p{L}`, 'u'),
  // Scripts without capitals.
  /^(?:作者|记者|記者|撰文|文|取材)[\s:：／/＝丨｜]\s*\S/u,
  /^(?:بقلم|كتب|كتبت|نویسنده|تحریر|מאת|โดย|เรื่อง)\s*:?\s*\S/u,
  /^\S{2,}(?:\s\S+){0,2}\s?기자$/u,
];

/** What each of the first lines is; what isn't listed is a paragraph. Without a title nothing is guessed. */
export function rolesOf(paragraphs: readonly Paragraph[]): LineRole[] {
  const roles: LineRole[] = paragraphs.map(() => 'paragraph');
  if (!isTitle(paragraphs[0], paragraphs[1])) return roles;
  roles[0] = 'title';
  const byline = paragraphs.slice(1, 1 + BYLINE_WITHIN).findIndex(({ text }) => isByline(text));
  if (byline >= 0) roles[byline + 1] = 'byline';
  const standfirst = byline === 0 ? 2 : 1;
  if (isStandfirst(paragraphs[standfirst]?.text, paragraphs[standfirst + 1]?.text)) {
    roles[standfirst] = 'standfirst';
  }
  return roles;
}

/** A first line that is no sentence, has a text below it, set apart by a blank line, its length or a byline. */
function isTitle(line: Paragraph | undefined, next: Paragraph | undefined): boolean {
  if (line === undefined || next === undefined) return false;
  const { text, alone } = line;
  if (text.length > 2 * MAX_TITLE_COLUMNS || !/\p{L}/u.test(text)) return false;
  if (STATEMENT_END.test(text) || /[,;:،，；：、]$/u.test(text) || isByline(text)) return false;
  const width = columns(text);
  if (alone) return width <= MAX_TITLE_COLUMNS;
  const fits = next.text.length > text.length || isByline(next.text);
  return fits && width <= MAX_ATTACHED_TITLE_COLUMNS;
}

/**
 * One sentence that the next paragraph repeats, or that stands above the byline, or that alone has no full stop: the
 * last two only where the text does use full stops, since Thai and Lao, for instance, do not.
 */
function isStandfirst(line: string | undefined, next: string | undefined): boolean {
  if (line === undefined || next === undefined || line.length > MAX_STANDFIRST_COLUMNS)
    return false;
  const width = columns(line);
  if (width < MIN_STANDFIRST_COLUMNS || width > MAX_STANDFIRST_COLUMNS) return false;
  if (repeatsOpening(line, next)) return true;
  if (SENTENCE_BREAK.test(line) || isByline(line)) return false;
  return isByline(next) || (!SENTENCE_END.test(line) && SENTENCE_END.test(next));
}

/** Whether the paragraph begins with the words of the line, whatever the line ends in. */
function repeatsOpening(line: string, paragraph: string): boolean {
  return paragraph.startsWith(line.replace(SENTENCE_END, ''));
}

/** Whether it is a short line that names who wrote the text. */
export function isByline(line: string): boolean {
  if (line.length > MAX_BYLINE_COLUMNS || columns(line) > MAX_BYLINE_COLUMNS) return false;
  return !STATEMENT_END.test(line) && BYLINES.some((pattern) => pattern.test(line));
}
