/** What follows the article: the threads whose words have no place in it, and where the copy comes from. */
import { directionOfWords } from '../../../../shared/article/block-directions.ts';
import type { AnnotatedCopy } from '../../format.ts';
import { originSentences, quotedWords } from '../facts.ts';
import { commentEnd, commentStart } from './comment-marks.ts';
import type { Links } from './links.ts';
import { properties } from './properties.ts';
import { OUR_OWN, run, runs } from './runs.ts';
import { SHADES } from './shades.ts';
import type { Thread } from './threads.ts';
import { element, joined } from './xml.ts';
import type { Xml } from './xml.ts';

const DISPLACED =
  'Their words are gone from the text, or occur in it more than once. They are shown as they were quoted.';

/** A thread without a place is a comment all the same: on its old words, which stand here with those around them. */
export function closingXml(copy: AnnotatedCopy, threads: readonly Thread[], links: Links): Xml {
  const displaced = threads.filter(({ range }) => range === null);
  const heading = [
    paragraph('NotesHeading', run('Notes without a place', OUR_OWN)),
    paragraph('NotesText', run(DISPLACED, OUR_OWN)),
  ];
  return joined([
    ...(displaced.length === 0 ? [] : heading),
    ...displaced.map(lostWords),
    ...(copy.choices.notes === 'none' ? [LAST] : origin(copy, links)),
  ]);
}

/** Word wants a paragraph at the end, as after a table. */
const LAST = element('w:p', {});

function origin(copy: AnnotatedCopy, links: Links): Xml[] {
  return [
    element('w:p', {}, properties('pPr', { pStyle: 'Rule' })),
    ...originSentences(copy).map((sentence) => paragraph('Origin', runs(sentence, OUR_OWN, 'ltr'))),
    paragraph('Origin', address(copy.url, links)),
  ];
}

function lostWords(thread: Thread): Xml {
  const { exact, prefix, suffix } = thread.annotation.anchor;
  const direction = directionOfWords(exact + prefix + suffix) ?? 'ltr';
  const shade = thread.shade === null ? {} : { shd: SHADES[thread.shade] };
  const words = [
    runs(`\u2026${inLine(prefix)}`, {}, direction),
    commentStart(thread),
    runs(quotedWords(exact), { ...shade, b: true, bCs: true }, direction),
    commentEnd(thread),
    runs(`${inLine(suffix)}\u2026`, {}, direction),
  ];
  const own = { pStyle: 'LostWords', bidi: direction === 'rtl' ? true : null } as const;
  return element('w:p', {}, properties('pPr', own), ...words);
}

function inLine(words: string): string {
  return quotedWords(words).replace(/\s+/g, ' ');
}

function address(url: string, links: Links): Xml {
  const id = links.idOf(url);
  if (id === null) return run(url);
  return element('w:hyperlink', { 'r:id': id }, run(url, { rStyle: 'Hyperlink' }));
}

function paragraph(style: string, content: Xml): Xml {
  return element('w:p', {}, properties('pPr', { pStyle: style }), content);
}
