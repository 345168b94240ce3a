/** Says to whoever brings a Word file in what of it was left out, and what was done otherwise. */
import type { Reading } from './reading.ts';

/** `comments` and `changes` are those that found no words. */
export function sentencesOf(
  { left }: Pick<Reading, 'left' | 'takesInsertions'>,
  comments: number,
  changes: number,
): string[] {
  return [
    ...sentence(left.pictures, 'picture was', 'pictures were', 'not taken along.'),
    ...sentence(left.hidden, 'hidden passage was', 'hidden passages were', 'left out.'),
    ...sentence(
      left.accepted,
      'inserted passage stands',
      'inserted passages stand',
      'in the text, since nothing else did there.',
    ),
    ...sentence(
      left.otherChanges,
      'tracked change of layout or objects was',
      'tracked changes of layout or objects were',
      'left out.',
    ),
    ...sentence(changes, 'tracked change', 'tracked changes', 'found no words to stand on.'),
    ...sentence(comments, 'comment', 'comments', 'found no words to stand on.'),
  ];
}

function sentence(count: number, one: string, several: string, rest: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several} ${rest}`];
}
