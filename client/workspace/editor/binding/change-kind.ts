/** Tells typing from everything else that is done to a text. */
import { ReplaceStep } from 'prosemirror-transform';
import type { ChangeKind } from './article-undo.ts';
import type { DoneStep } from './course.ts';

/** More at once was not typed. */
const MAX_KEYSTROKE = 20;

/** What a change is for undo: words put in at one place, some characters of one line taken out, or something else. */
export function changeKind(steps: readonly DoneStep[]): ChangeKind {
  const [done, more] = steps;
  if (done === undefined || more !== undefined || !(done.step instanceof ReplaceStep)) return OTHER;
  const { from, to, slice } = done.step;
  const { content } = slice;
  if (from === to) {
    const words = content.textBetween(0, content.size);
    const isTyped = words.length === content.size && words.length <= MAX_KEYSTROKE;
    return isTyped ? { kind: 'typed', words } : OTHER;
  }
  const [$from, $to] = [done.before.resolve(from), done.before.resolve(to)];
  const isErased = content.size === 0 && $from.sameParent($to) && $from.parent.inlineContent;
  return isErased && to - from <= MAX_KEYSTROKE ? { kind: 'erased', length: to - from } : OTHER;
}

const OTHER: ChangeKind = { kind: 'other' };
