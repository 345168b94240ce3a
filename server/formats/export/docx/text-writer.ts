/** Writes the words of the article block after block, with what begins and ends among them. */
import type { Node } from 'prosemirror-model';
import type { Direction } from '../../../../shared/article/language.ts';
import { blockText } from '../../../../shared/article/plain-text.ts';
import { numbersWithin } from '../../../ascending.ts';
import type { AnnotatedCopy } from '../../format.ts';
import { between } from './between.ts';
import { lookAt, lookOf, NO_LOOK, writeLine } from './line.ts';
import type { Piece } from './line.ts';
import type { Links } from './links.ts';
import { scriptFormat } from './runs.ts';
import type { RunFormat } from './runs.ts';
import { stretches } from './scripts.ts';
import type { Thread } from './threads.ts';
import type { Xml } from './xml.ts';

/** Writes the content of each paragraph once and in order: what is open at the end of one goes on in the next. */
export interface TextWriter {
  /** The words of a text block. */
  words(block: Node, direction: Direction): Xml;
  /** What stands for a picture or a rule. */
  object(content: (format: RunFormat) => Xml): Xml;
}

/** The writer of an article's text with its threads. */
export function textWriter(
  copy: AnnotatedCopy,
  threads: readonly Thread[],
  links: Links,
): TextWriter {
  const marks = between(copy, threads);
  /** Of the next block in the plain text. */
  let offset = 0;

  return {
    words(block, direction) {
      const from = offset;
      const pieces: Piece[] = [];
      const cuts = numbersWithin(marks.offsets, from, from + block.content.size);
      const parts = stretches(blockText(block), direction);
      let [cut, part, at] = [0, 0, from];
      const pass = () => {
        if (cuts[cut] !== at) return;
        pieces.push(
          ...marks.at(at, (replaced) => lookAt(block, replaced - from, links), direction),
        );
        cut += 1;
      };
      pass();
      for (const child of block.children) {
        const start = at;
        const end = start + child.nodeSize;
        const { format, link } = lookOf(child, links);
        while (at < end) {
          const stretch = parts[part]!;
          const next = Math.min(end, cuts[cut] ?? end, from + stretch.to);
          const text = child.text?.slice(at - start, next - start) ?? '\n';
          pieces.push({ xml: marks.words(text, { ...format, ...scriptFormat(stretch) }), link });
          at = next;
          if (at === from + stretch.to) part += 1;
          pass();
        }
      }
      offset = at + 1;
      return writeLine(pieces);
    },
    object(content) {
      const at = offset;
      offset += 2;
      const before = marks.at(at, () => NO_LOOK, 'ltr');
      const itself = { xml: content(marks.shade()), link: null };
      return writeLine([...before, itself, ...marks.at(at + 1, () => NO_LOOK, 'ltr')]);
    },
  };
}
