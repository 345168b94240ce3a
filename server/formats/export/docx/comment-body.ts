/** The Markdown of a comment as the paragraphs of a Word comment, which is a small place: its lists and quotes are signs before words. */
import type { Node } from 'prosemirror-model';
import { directionOfWords } from '../../../../shared/article/block-directions.ts';
import { bodyDocument } from '../body-markdown.ts';
import { startOf } from '../list-start.ts';
import { lookOf, writeLine } from './line.ts';
import type { Links } from './links.ts';
import type { Properties } from './properties.ts';
import { OUR_OWN, run, runs } from './runs.ts';
import { joined, NOTHING } from './xml.ts';
import type { Xml } from './xml.ts';

/** The properties and the content of a paragraph. */
export interface CommentParagraph {
  readonly properties: Properties<'pPr'>;
  readonly content: Xml;
}

/** How far what is within something is set in, in twentieths of a point. */
const INDENT = 240;
const MOST_INDENTS = 6;

/** Paragraphs with the formatting that there is; none for an empty body. */
export function commentBody(body: string, links: Links): CommentParagraph[] {
  if (body.trim() === '') return [];
  const paragraphs: CommentParagraph[] = [];
  write(bodyDocument(body), 0, '');
  return paragraphs;

  /** The sign stands before the first words. */
  function write(parent: Node, depth: number, sign: string): void {
    parent.forEach((child, _, index) => {
      const first = index === 0 ? sign : '';
      switch (child.type.name) {
        case 'bullet_list':
          child.forEach((item) => write(item, depth + 1, `${first}\u2022 `));
          break;
        case 'ordered_list':
          child.forEach((item, _place, at) =>
            write(item, depth + 1, `${first}${startOf(child) + at}. `),
          );
          break;
        case 'blockquote':
          write(child, depth + 1, first);
          break;
        default:
          paragraphs.push(paragraph(child, depth, first));
      }
    });
  }

  function paragraph(block: Node, depth: number, sign: string): CommentParagraph {
    const direction = directionOfWords(block.textContent) ?? 'ltr';
    const isCode = block.type.name === 'code_block';
    const pieces = block.children.map((child) => {
      const { format, link } = lookOf(child, links);
      const words = child.text ?? '\n';
      return { xml: runs(words, isCode ? { rStyle: 'CodeText' } : format, direction), link };
    });
    return {
      properties: {
        ...(direction === 'rtl' ? { bidi: true } : {}),
        ...(depth > 0 ? { ind: { 'w:left': Math.min(depth, MOST_INDENTS) * INDENT } } : {}),
      },
      content: joined([
        sign === '' ? NOTHING : run(sign),
        block.type.name === 'rule' ? run('* * *') : writeLine(pieces),
      ]),
    };
  }
}

/** A sentence of our own, in small letters. */
export function factParagraph(sentence: string): CommentParagraph {
  return { properties: {}, content: run(sentence, { ...OUR_OWN, rStyle: 'CommentFacts' }) };
}
