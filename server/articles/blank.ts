/** An article without words, for somebody who begins to write one. */
import * as Y from 'yjs';
import { directionOf } from '../../shared/article/language.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import type { ReadArticle } from '../formats/jobs.ts';

/** A title, empty where none is given, and an empty paragraph. `language` is a canonical BCP 47 tag; null where nobody said. */
export function blankArticle(title: string | null, language: string | null): ReadArticle {
  const doc = new Y.Doc();
  const heading = new Y.XmlElement('title');
  if (title !== null) heading.insert(0, [new Y.XmlText(title)]);
  doc.getXmlFragment(ARTICLE_ROOT).insert(0, [heading, new Y.XmlElement('paragraph')]);
  const known = language ?? 'und';
  return {
    title: title ?? 'Untitled',
    language: known,
    direction: directionOf(known),
    warnings: [],
    pictures: [],
    threads: [],
    notes: null,
    update: Y.encodeStateAsUpdate(doc),
  };
}
