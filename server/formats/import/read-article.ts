/** Reads a source into what is kept of it: the first update of the text's history, and what the catalogue says. */
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { directionOf } from '../../../shared/article/language.ts';
import type { Direction } from '../../../shared/article/language.ts';
import { ARTICLE_ROOT, articleSchema } from '../../../shared/article/schema.ts';
import type { ImportedArticle } from '../format.ts';
import { importerFor } from './importers.ts';

/** What is to be read; plain data, so that it can go to another thread. */
export interface Source {
  /** Name of an importer. */
  readonly format: string;
  readonly content: string;
  /** Stands before the text unless the text begins with it; null where the text's own is to be found. */
  readonly title: string | null;
  /** BCP 47 tag in canonical form; null where it is to be found. */
  readonly language: string | null;
}

export interface ReadArticle {
  readonly title: string;
  readonly language: string;
  readonly direction: Direction;
  /** The history of the text begins with this one update, and is never rebuilt. */
  readonly update: Uint8Array;
}

/** Throws only where the format has no importer. */
export function readArticle({ format, content, title, language }: Source): ReadArticle {
  const importer = importerFor({ format });
  if (importer === null) throw new Error(`There is no importer for the format ${format}.`);
  const imported = importer.read(content);
  const { doc, ...facts } = title === null ? imported : titled(imported, title);
  const live = new Y.Doc();
  prosemirrorToYXmlFragment(doc, live.getXmlFragment(ARTICLE_ROOT));
  const update = Y.encodeStateAsUpdate(live);
  return {
    title: facts.title,
    language: language ?? facts.language,
    direction: language === null ? facts.direction : directionOf(language),
    update,
  };
}

/** The title that was given goes before the text, unless the text begins with it. */
function titled(imported: ImportedArticle, title: string): ImportedArticle {
  const { doc } = imported;
  const first = doc.firstChild;
  const hasTitle = first?.type.name === 'title';
  if (hasTitle && first.textContent.trim() === title) return { ...imported, title };
  const node = articleSchema.node('title', null, articleSchema.text(title));
  const rest = hasTitle
    ? doc.content.replaceChild(0, articleSchema.node('heading', { level: 1 }, first.content))
    : doc.content;
  return { ...imported, title, doc: doc.copy(rest.addToStart(node)) };
}
