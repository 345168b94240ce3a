/** Recognises annotated copies that Galley made, and takes their text without the notes: to the letter where nobody changed them. */
import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { attributeOf, foreignElement, hasWord, mapTree } from '../../../shared/foreign/tree.ts';
import { elementsIn, textIn } from '../../../shared/tree.ts';
import type { ForeignElement } from '../../../shared/foreign/tree.ts';
import type { ImportedArticle } from '../format.ts';
import { parseCarried } from '../carried-copy.ts';
import { articleOf } from './assemble.ts';
import type { Declared } from './assemble.ts';
import type { AddedNote } from './carried-notes.ts';
import { settledCritic } from './critic-copy.ts';
import { EmbeddedPictures } from './embedded-pictures.ts';
import { exactArticle } from './exact-article.ts';
import { exactHtml } from './exact-markdown.ts';
import {
  CRITIC_SENTENCE,
  withoutCarried,
  withoutCritic,
  withoutFrontMatter,
} from '../own-marks.ts';
import { declarationsOn, metadataOf } from './html-metadata.ts';
import { bodyOf } from './html-root.ts';
import { parseTree } from './html-tree.ts';

/** A page says so near its beginning; others are not parsed for it. */
const GENERATOR = /<meta name="generator" content="Galley">/;
const GENERATOR_WITHIN = 4000;

/** Whether a page says that it is a copy of ours, as whoever makes one may say. */
export function isOwnHtml(html: string): boolean {
  return GENERATOR.test(html.slice(0, GENERATOR_WITHIN));
}

/** The article of an annotated HTML copy as it was; null where the page is none, or was changed in more than its words. */
export function articleOfHtmlCopy(html: string): ImportedArticle | null {
  if (!isOwnHtml(html)) return null;
  const page = parseTree(html, true);
  const text = page === null ? null : mainOf(page);
  const embedded = new EmbeddedPictures();
  const doc = text === null ? null : exactArticle(withKeptPictures(text, embedded));
  if (page === null || doc === null) return null;
  const declared = { title: metadataOf(page).titles.at(-1) ?? null, ...declarationsOn([page]) };
  return { ...articleOf(doc, declared), pictures: embedded.found };
}

/** The pictures that are in the copy itself get the addresses that they have here, whatever address it says for them. */
function withKeptPictures(text: ForeignElement, embedded: EmbeddedPictures): ForeignElement {
  return mapTree(text, (element) => {
    const source = attributeOf(element, 'src');
    if (element.tag !== 'img' || !/^data:/i.test(source)) return [element];
    const attributes = new Map(element.attributes);
    attributes.set('src', embedded.keep(source) ?? '');
    attributes.delete('data-address');
    return [{ ...element, attributes }];
  });
}

/** An article's HTML as we write it, without a page around it, read as it was; null where it isn't such. */
export function articleOfHtml(html: string, declared: Declared): ImportedArticle | null {
  const page = parseTree(html, true);
  const doc = page === null ? null : exactArticle(bodyOf(page));
  return doc === null ? null : articleOf(doc, declared);
}

/** The article of an annotated Markdown copy as it was; null where the text is none, or has what we don't write. */
export function articleOfMarkdownCopy(markdown: string): ImportedArticle | null {
  const [body, language] = withoutFrontMatter(markdown.replace(/\r\n?/g, '\n'));
  const copy = markdownCopyIn(body);
  const html = copy === null ? null : exactHtml(copy.text, copy.notes, copy.isCritic);
  return html === null ? null : articleOfHtml(html, language === '' ? {} : { language });
}

/** The text of an annotated HTML copy, without numbers of notes; null where the page is none. */
export function textOfCopy(page: ForeignElement, generator: string): ForeignElement | null {
  const text = generator === 'Galley' ? mainOf(page) : null;
  if (text === null) return null;
  return mapTree(text, (element) => {
    if (hasWord(element, 'class', /^ref$/)) return [];
    // What stands for a picture without an address; its words were text in older copies.
    if (hasWord(element, 'class', /^no-image$/)) {
      const alt = attributeOf(element, 'aria-label') || textIn(element).replace('\uFFFC', '');
      return [foreignElement('img', { src: '', alt }, [])];
    }
    return element.tag === 'mark' ? element.children : [element];
  });
}

function mainOf(page: ForeignElement): ForeignElement | null {
  const isText = (element: ForeignElement): boolean =>
    element.tag === 'main' && hasWord(element, 'class', /^text$/);
  return [...elementsIn(page)].find(isText) ?? null;
}

const MADE = /\n---\n+Annotated copy (?:made|of) [^\n]*(?:\n(?![ \t]*$)[^\n]*)*\s*$/;
const NOTE = /^\[\^(\d+)\]: \*\*/;

/** An annotated Markdown copy without its notes and their numbers; null where the text is none. */
export function markdownOfCopy(markdown: string): string | null {
  const copy = markdownCopyIn(markdown);
  if (copy === null) return null;
  const text = copy.isCritic ? withoutCritic(copy.text) : copy.text;
  return text.replace(/(?<!\\)\[\^(\d+)\]/g, (reference, number: string) =>
    copy.notes.has(number) ? '' : reference,
  );
}

/** The parts of a Markdown copy. */
interface MarkdownCopy {
  readonly text: string;
  /** The numbers of the footnotes below it. */
  readonly notes: ReadonlySet<string>;
  /** The lines in which the notes are. */
  readonly below: readonly string[];
  /** Whether they stand in the text as CriticMarkup. */
  readonly isCritic: boolean;
  /** What somebody has said in it as CriticMarkup. */
  readonly added: readonly AddedNote[];
}

/** The text of a copy, and the notes below it; null where it is none. Its lines end in line feeds. */
export function markdownCopyIn(markdown: string): MarkdownCopy | null {
  const [shown, json] = withoutCarried(markdown);
  const made = MADE.exec(shown)?.[0];
  if (made === undefined) return null;
  const body = shown.replace(MADE, '\n');
  const tokens = new MarkdownIt('commonmark').enable('table').disable('inline').parse(body, {});
  // The rules of an article are written in another way; one that somebody put in has no note below it.
  const end = tokens.findIndex(
    ({ type, markup, level }, index) =>
      type === 'hr' && markup === '---' && level === 0 && beginsNotes(tokens[index + 1], tokens[index + 2]), // prettier-ignore
  );
  const from = tokens[end]?.map?.[0];
  const lines = body.split('\n');
  const text = from === undefined ? body : lines.slice(0, from).join('\n');
  const notes = tokens.slice(end + 1).flatMap(({ content }) => NOTE.exec(content)?.[1] ?? []);
  const below = from === undefined ? [] : lines.slice(from + 1);
  const isCritic = made.split('\\\n').includes(CRITIC_SENTENCE);
  const carried = isCritic && json !== null ? parseCarried(json) : null;
  const settled = carried === null ? { text, added: [] } : settledCritic(text, carried.signs);
  return { ...settled, notes: new Set(notes), below, isCritic };
}

function beginsNotes(next: Token | undefined, inside: Token | undefined): boolean {
  if (next === undefined || next.type === 'hr') return true;
  if (next.type === 'heading_open') return inside?.content === 'Notes without a place';
  return next.type === 'paragraph_open' && NOTE.test(inside?.content ?? '');
}
