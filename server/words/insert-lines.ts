/** Puts words of several lines into a text of a live article, where each break is an element between two texts. */
import * as Y from 'yjs';
import { runsInText } from '../../shared/moves/item-runs.ts';
import { movesBetween, tellMoves } from '../../shared/moves/move.ts';

/** Formats of a Yjs text by their names. */
export type Formats = Record<string, unknown>;

/**
 * Inserts the lines at an index of the text, within a transaction of the caller's. What stands behind is made anew behind the
 * last break, and told as moved; at an end of the text nothing has to be. Throws where the text is in no document.
 */
export function insertLines(
  text: Y.XmlText,
  index: number,
  lines: readonly string[],
  formats: Formats,
): void {
  const [first = '', ...others] = lines;
  const [last = ''] = others.slice(-1);
  const { doc, parent } = text;
  if (doc === null || !(parent instanceof Y.XmlElement)) throw new Error('The text is nowhere.');
  if (others.length === 0) {
    insert(text, index, first, formats);
    return;
  }
  const place = parent.toArray().indexOf(text);
  const end = text.length;
  if (index === 0 && end > 0) {
    const nodes = lines.slice(0, -1).flatMap((line) => [...textOf(line, formats), lineBreak()]);
    parent.insert(place, nodes);
    insert(text, 0, last, formats);
    return;
  }
  const old = runsInText(text, index, end - index);
  const rest = deltaFrom(text, index);
  if (end > index) text.delete(index, end - index);
  insert(text, index, first, formats);
  const nodes = others.slice(0, -1).flatMap((line) => [lineBreak(), ...textOf(line, formats)]);
  const tail = new Y.XmlText();
  parent.insert(place + 1, [
    ...nodes,
    lineBreak(),
    ...(last === '' && end === index ? [] : [tail]),
  ]);
  if (tail.parent === null) return;
  tail.applyDelta([...(last === '' ? [] : [{ insert: last, attributes: formats }]), ...rest]);
  tellMoves(doc, movesBetween(old, runsInText(tail, last.length, end - index)));
}

function insert(text: Y.XmlText, index: number, words: string, formats: Formats): void {
  if (words !== '') text.insert(index, words, formats);
}

function lineBreak(): Y.XmlElement {
  return new Y.XmlElement('hard_break');
}

/** A text of its own, which isn't in the document yet; none for no words. */
function textOf(words: string, formats: Formats): Y.XmlText[] {
  if (words === '') return [];
  const text = new Y.XmlText();
  text.applyDelta([{ insert: words, attributes: formats }]);
  return [text];
}

/** What stands from an index on, with its formats. */
function deltaFrom(text: Y.XmlText, index: number): { insert: string; attributes: Formats }[] {
  let before = 0;
  return (text.toDelta() as { insert: unknown; attributes?: Formats }[]).flatMap((part) => {
    const words = typeof part.insert === 'string' ? part.insert : '';
    const rest = words.slice(Math.max(0, index - before));
    before += words.length;
    return rest === '' ? [] : [{ insert: rest, attributes: part.attributes ?? {} }];
  });
}
