/** What each thread of a copy is in a Word file: a comment, a shade under its words, a tracked change, or several of these. */
import { isOpenSuggestion } from '../../../../shared/annotation/copy-choices.ts';
import { KIND_FACTS } from '../../../../shared/annotation/kinds.ts';
import type { Color, PlacedAnnotation } from '../../../../shared/annotation/annotation.ts';
import type { TextRange } from '../../../../shared/anchor/anchor.ts';
import { textBlocks } from '../../../../shared/article/plain-text.ts';
import type { TextBlock } from '../../../../shared/article/plain-text.ts';
import { withLineFeeds } from '../../../../shared/article/typed-words.ts';
import { firstAtLeast } from '../../../ascending.ts';
import { sameEnds } from '../../../same-ends.ts';
import type { AnnotatedCopy } from '../../format.ts';
import { numberNotes } from '../notes.ts';
import type { Note } from '../notes.ts';

/** A thread in the file. Its comments have ids of their own, one for the thread and one for each reply. */
export interface Thread {
  readonly annotation: PlacedAnnotation;
  /** Where it begins and ends in the plain text; null where its words have no place. */
  readonly range: TextRange | null;
  /** Id of its comment; those of the replies follow it. Null where it has nothing to say. */
  readonly comment: number | null;
  /** How many comments it is. */
  readonly comments: number;
  readonly shade: Color | null;
  /** Empty where its proposal isn't tracked. */
  readonly changes: readonly Change[];
}

/** Words to be replaced, and those to be put behind them. Both may be none. */
export interface Change extends TextRange {
  readonly words: string;
}

/** The blocks of the text, and where each ends. */
interface Places {
  readonly blocks: readonly TextBlock[];
  readonly ends: readonly number[];
}

/** Every thread of the copy: those with a place by the ends of their words, then the others. */
export function threadsOf(copy: AnnotatedCopy): Thread[] {
  const { placed, displaced } = numberNotes(copy);
  const blocks = textBlocks(copy.doc);
  const places = { blocks, ends: blocks.map(({ to }) => to) };
  let [comments, changedTo] = [0, 0];
  return [...placed, ...displaced].map((note) => {
    const { annotation } = note;
    const range = note.range && { from: Math.min(note.range.from, note.point!), to: note.point! };
    // No words can be proposed twice, so whose words end first is tracked; the others are told.
    const isFree = range !== null && range.from >= changedTo;
    const changes = isFree ? changesOf(note, copy.text, places) : [];
    if (range !== null && changes.length > 0) changedTo = range.to;
    const isSaid = saysSomething(annotation, changes.length > 0);
    const own = isSaid ? 1 + annotation.replies.length : 0;
    const comment = isSaid ? comments : null;
    comments += own;
    const shade = isHighlight(annotation) ? note.color : null;
    return { annotation, range, comment, comments: own, shade, changes };
  });
}

function isHighlight({ kind }: PlacedAnnotation): boolean {
  return KIND_FACTS[kind].motivation === 'highlighting';
}

/** What a shade or a tracked change doesn't say by itself; all else is a comment. */
function saysSomething(annotation: PlacedAnnotation, isTracked: boolean): boolean {
  if (!isHighlight(annotation) && !isTracked) return true;
  const { body, tags, replies, reactions, assignee, status } = annotation;
  const said = [body.trim(), ...tags, ...replies, ...reactions, assignee ?? ''];
  return status !== 'open' || said.some((one) => one !== '');
}

/**
 * What accepting would do to the text (`server/articles/replace-words.ts`): where both wordings have as many lines each is
 * replaced by itself, else what differs goes to where the first of it is; blocks, pictures and rules stay. Only a proposal
 * that can be accepted is tracked: it is open, and its words are still those that it was made for.
 */
function changesOf({ annotation, range }: Note, text: string, places: Places): Change[] {
  const { replacement, anchor } = annotation;
  if (!isOpenSuggestion(annotation) || replacement === null || range === null) return [];
  const old = text.slice(range.from, range.to);
  if (old !== anchor.exact) return [];
  const fresh = withLineFeeds(replacement);
  const [lines, others] = [old.split('\n'), fresh.split('\n')];
  if (lines.length !== others.length) {
    const { before, after } = sameEnds(old, fresh);
    const differing = { from: range.from + before, to: range.to - after };
    return sectionsOf(differing, fresh.slice(before, fresh.length - after), places);
  }
  let from = range.from;
  return lines.flatMap((line, index) => {
    const stretch = { from, to: from + line.length };
    from = stretch.to + 1;
    return line === others[index] ? [] : sectionsOf(stretch, others[index] ?? '', places);
  });
}

/** The parts of a range that are words of a block each; the new words go to the first. */
function sectionsOf(range: TextRange, words: string, { blocks, ends }: Places): Change[] {
  const sections: Change[] = [];
  for (let at = firstAtLeast(ends, range.from); at < blocks.length; at += 1) {
    const { node, from, to } = blocks[at]!;
    if (from > range.from && from >= range.to) break;
    if (!node.isTextblock) continue;
    const section = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
    const isFirst = sections.length === 0;
    if (isFirst || section.from < section.to)
      sections.push({ ...section, words: isFirst ? words : '' });
  }
  return sections;
}
