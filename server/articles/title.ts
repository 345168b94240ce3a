/** Gives a text another title. */
import type * as Y from 'yjs';
import { titleOf, titleTexts } from '../../shared/article/title.ts';

/** Changes the words of the title; a text without a title is left as it is. */
export function setTitle(fragment: Y.XmlFragment, title: string): void {
  const [first, ...others] = titleTexts(fragment);
  if (first === undefined || titleOf(fragment) === title) return;
  for (const text of others) text.delete(0, text.length);
  first.insert(first.length, title);
  first.delete(0, first.length - title.length);
}
