/**
 * Writes notes at their words as CriticMarkup: `{==words==}{>>what is said of them<<}`, and `{--these--}{++those++}` for what is
 * proposed. https://criticmarkup.com/spec.php
 */
import { isOpenSuggestion } from '../../../shared/annotation/copy-choices.ts';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import { textBlocks } from '../../../shared/article/plain-text.ts';
import type { TextBlock } from '../../../shared/article/plain-text.ts';
import type { AnnotatedCopy } from '../format.ts';
import { bylineParts, furtherFacts, placeSentence, quotedWords, statusSentence } from './facts.ts';
import { escapeMarkdown } from './markdown-escape.ts';
import type { Inserts } from './markdown-document.ts';
import type { Note } from './notes.ts';

/**
 * What to put in where, for notes in the order of their ends. Nothing of it is ever within something else: a note on words that
 * share some with those of another, or with a place at which something is said, is said behind them with what it quotes.
 */
export function criticInserts(copy: AnnotatedCopy, placed: readonly Note[]): Inserts {
  const blocks = textBlocks(copy.doc).filter(
    ({ node }) => node.isTextblock && !node.type.spec.code,
  );
  const inserts = new Map<number, string[]>();
  const put = (offset: number, markdown: string): void => {
    const here = inserts.get(offset) ?? [];
    inserts.set(offset, here);
    here.push(markdown);
  };
  let taken = 0;
  let first = 0;
  for (const note of placed) {
    const range = note.range ?? { from: 0, to: 0 };
    const point = note.point ?? range.to;
    while ((blocks[first]?.to ?? Infinity) < range.from) first += 1;
    const sections = range.from < taken ? [] : sectionsOf(range, blocks, first);
    const isProposed = isProposal(note, copy);
    for (const [index, { from, to }] of sections.entries()) {
      put(from, isProposed ? '{--' : '{==');
      put(to, isProposed ? '--}' : '==}');
      if (isProposed && index === 0) put(to, proposed(note));
    }
    for (const remark of remarksOf(note, copy, sections.length > 0)) put(point, `{>>${remark}<<}`);
    taken = point;
  }
  return inserts;
}

/** The parts of a range that are words of a block each. */
function sectionsOf(range: TextRange, blocks: readonly TextBlock[], first: number): TextRange[] {
  const sections: TextRange[] = [];
  for (let at = first; at < blocks.length; at += 1) {
    const { from, to } = blocks[at] ?? { from: Infinity, to: Infinity };
    if (from >= range.to) break;
    const section = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
    if (section.from < section.to) sections.push(section);
  }
  return sections;
}

/** Whether taking the proposal is what it says: it is open, and its words are those that it was made for. */
function isProposal({ annotation, range }: Note, { text }: AnnotatedCopy): boolean {
  if (!isOpenSuggestion(annotation) || range === null) return false;
  return text.slice(range.from, range.to) === annotation.anchor.exact;
}

function proposed({ annotation: { replacement } }: Note): string {
  return replacement === null || replacement === '' ? '' : `{++${inOneLine(replacement)}++}`;
}

/** What is said, a remark for the note and one for each reply; none for words that are marked alone. */
function remarksOf(note: Note, copy: AnnotatedCopy, isMarked: boolean): string[] {
  const { annotation } = note;
  const { body, status, replacement, replies, anchor } = annotation;
  const isProposed = isMarked && isProposal(note, copy);
  const said = [
    isMarked ? '' : `“${quotedWords(anchor.exact)}”`,
    isProposed || replacement === null ? '' : proposalSentence(replacement),
    body,
    placeSentence(annotation) ?? '',
    status === 'open' ? '' : `(${statusSentence(annotation, copy)})`,
    ...furtherFacts(annotation, copy),
  ].filter((part) => part.trim() !== '');
  const own = said.length === 0 && isMarked && !isProposed ? [] : [remark(annotation, said, copy)];
  return [...own, ...replies.map((reply) => remark(reply, [reply.body], copy))];
}

function proposalSentence(replacement: string): string {
  return replacement === '' ? 'Delete.' : `Replace by “${replacement}”.`;
}

function remark(
  made: { readonly author: string; readonly created: string },
  said: readonly string[],
  copy: AnnotatedCopy,
): string {
  const who = bylineParts(made, copy).join('');
  return inOneLine([who === '' ? '' : `${who}:`, ...said].filter((part) => part !== '').join(' '));
}

/** As text in any line, also in a cell, where nothing in it ends the markup. */
function inOneLine(words: string): string {
  return escapeMarkdown(words.replace(/\s+/g, ' ').trim(), { inLink: true }).replaceAll(
    '|',
    '&#124;',
  );
}
