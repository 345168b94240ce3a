/** The title within a text: the first title block that it has. */
import * as Y from 'yjs';

/** Its words on one line, null where the text has none. */
export function titleOf(fragment: Y.XmlFragment): string | null {
  const words = titleTexts(fragment)
    .flatMap((text) => (text.toDelta() as { insert: unknown }[]).map(({ insert }) => insert))
    .filter((insert) => typeof insert === 'string')
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? null : words.slice(0, 500);
}

/** Changes the words of the title; a text without a title is left as it is. */
export function setTitle(fragment: Y.XmlFragment, title: string): void {
  const [first, ...others] = titleTexts(fragment);
  if (first === undefined || titleOf(fragment) === title) return;
  for (const text of others) text.delete(0, text.length);
  first.insert(first.length, title);
  first.delete(0, first.length - title.length);
}

function titleTexts(fragment: Y.XmlFragment): Y.XmlText[] {
  const title = fragment
    .toArray()
    .find((block) => block instanceof Y.XmlElement && block.nodeName === 'title');
  return title instanceof Y.XmlElement
    ? title.toArray().filter((child) => child instanceof Y.XmlText)
    : [];
}
