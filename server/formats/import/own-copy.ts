/** Recognises annotated copies that Galley made, and takes their text without the notes. */
import {
  attributeOf,
  elementsIn,
  foreignElement,
  hasWord,
  mapTree,
  textIn,
} from '../../../shared/foreign/tree.ts';
import type { ForeignElement } from '../../../shared/foreign/tree.ts';

/** The text of an annotated HTML copy, without numbers of notes; null where the page is none. */
export function textOfCopy(page: ForeignElement, generator: string): ForeignElement | null {
  if (generator !== 'Galley') return null;
  const text = [...elementsIn(page)].find(
    (element) => element.tag === 'main' && hasWord(element, 'class', /^text$/),
  );
  if (text === undefined) return null;
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

const MADE = /\n---\n+Annotated copy made [^\n]*(?:\n(?![ \t]*$)[^\n]*)*\s*$/;
const NOTE_START = /^\[\^\d+\]: \*\*/m;

/** An annotated Markdown copy without its notes and their numbers; null where the text is none. */
export function markdownOfCopy(markdown: string): string | null {
  if (!MADE.test(markdown)) return null;
  const body = markdown.replace(MADE, '\n');
  const end = body.lastIndexOf('\n---\n', firstNote(body));
  const text = end < 0 ? body : body.slice(0, end);
  const numbers = new Set([...body.matchAll(/^\[\^(\d+)\]: \*\*/gm)].map(([, number]) => number));
  return text.replace(/(?<!\\)\[\^(\d+)\]/g, (reference, number: string) =>
    numbers.has(number) ? '' : reference,
  );
}

/** Where the notes begin, or the end where there is none. */
function firstNote(body: string): number {
  const note = NOTE_START.exec(body)?.index ?? body.length;
  const others = /^## Notes without a place$/m.exec(body)?.index ?? body.length;
  return Math.min(note, others);
}
