/** Recognises annotated copies that Galley made, and takes their text without the notes: to the letter where nobody changed them. */
import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { attributeOf, foreignElement, hasWord, mapTree } from '../../../shared/foreign/tree.ts';
import { elementsIn, textIn } from '../../../shared/tree.ts';
import type { ForeignElement } from '../../../shared/foreign/tree.ts';
import type { ImportedArticle } from '../format.ts';
import { articleOf } from './assemble.ts';
import type { Declared } from './assemble.ts';
import { EmbeddedPictures } from './embedded-pictures.ts';
import { exactArticle } from './exact-article.ts';
import { exactHtml } from './exact-markdown.ts';
import { declarationsOn, metadataOf } from './html-metadata.ts';
import { bodyOf } from './html-root.ts';
import { parseTree } from './html-tree.ts';

/** A page says so near its beginning; others are not parsed for it. */
const GENERATOR = /<meta name="generator" content="Galley">/;
const GENERATOR_WITHIN = 4000;

/** The article of an annotated HTML copy as it was; null where the page is none, or was changed in more than its words. */
export function articleOfHtmlCopy(html: string): ImportedArticle | null {
  if (!GENERATOR.test(html.slice(0, GENERATOR_WITHIN))) return null;
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
  const copy = copyIn(markdown.replace(/\r\n?/g, '\n'));
  const html = copy === null ? null : exactHtml(copy.text, copy.notes);
  return html === null ? null : articleOfHtml(html, {});
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
  const copy = copyIn(markdown);
  if (copy === null) return null;
  return copy.text.replace(/(?<!\\)\[\^(\d+)\]/g, (reference, number: string) =>
    copy.notes.has(number) ? '' : reference,
  );
}

/** The text of a copy, and the numbers of the notes below it; null where it is none. */
function copyIn(
  markdown: string,
): { readonly text: string; readonly notes: ReadonlySet<string> } | null {
  if (!MADE.test(markdown)) return null;
  const body = markdown.replace(MADE, '\n');
  const lines = new MarkdownIt('commonmark').enable('table').disable('inline').parse(body, {});
  // The rules of an article are written in another way; one that somebody put in has no note below it.
  const end = lines.findIndex(
    ({ type, markup, level }, index) =>
      type === 'hr' && markup === '---' && level === 0 && beginsNotes(lines[index + 1], lines[index + 2]), // prettier-ignore
  );
  const from = lines[end]?.map?.[0];
  const text = from === undefined ? body : body.split('\n').slice(0, from).join('\n');
  const notes = lines.slice(end + 1).flatMap(({ content }) => NOTE.exec(content)?.[1] ?? []);
  return { text, notes: new Set(notes) };
}

function beginsNotes(next: Token | undefined, inside: Token | undefined): boolean {
  if (next === undefined || next.type === 'hr') return true;
  if (next.type === 'heading_open') return inside?.content === 'Notes without a place';
  return next.type === 'paragraph_open' && NOTE.test(inside?.content ?? '');
}
