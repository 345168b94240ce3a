/** The title within a text: the first title block that it has. */
import * as Y from 'yjs';

/** The title's words on one line, at most 500 UTF-16 units of them; null where there is no title or it is empty. */
export function titleOf(fragment: Y.XmlFragment): string | null {
  const words = titleParts(fragment)
    .flatMap((part): unknown[] =>
      part instanceof Y.XmlText
        ? (part.toDelta() as { insert: unknown }[]).map(({ insert }) => insert)
        : [' '],
    )
    .filter((insert) => typeof insert === 'string')
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? null : words.slice(0, 500);
}

/** What the title is made of in Yjs, in order: its texts, and breaks and the like between them; empty where there is no title. */
export function titleParts(fragment: Y.XmlFragment): (Y.XmlText | Y.XmlElement)[] {
  const children = titleBlock(fragment)?.toArray() ?? [];
  return children.filter((child) => child instanceof Y.XmlText || child instanceof Y.XmlElement);
}

/** The block that is the title; null where there is none. */
export function titleBlock(fragment: Y.XmlFragment): Y.XmlElement | null {
  const blocks = fragment.toArray().filter((block) => block instanceof Y.XmlElement);
  return blocks.find(({ nodeName }) => nodeName === 'title') ?? null;
}
