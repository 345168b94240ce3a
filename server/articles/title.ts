/** Gives a text another title. */
import * as Y from 'yjs';
import { titleBlock, titleOf, titleParts } from '../../shared/article/title.ts';

/** Changes the words of the title; a text without a title is left as it is. */
export function setTitle(fragment: Y.XmlFragment, title: string): void {
  const parts = titleParts(fragment);
  const first = parts.find((part) => part instanceof Y.XmlText);
  if (first === undefined) titleBlock(fragment)?.insert(0, [new Y.XmlText(title)]);
  if (first === undefined || titleOf(fragment) === title) return;
  for (const part of parts) {
    if (part === first) continue;
    if (part instanceof Y.XmlText) part.delete(0, part.length);
    else if (part.parent instanceof Y.XmlElement)
      part.parent.delete(part.parent.toArray().indexOf(part), 1);
  }
  first.insert(first.length, title);
  first.delete(0, first.length - title.length);
}
