/** Counts what is left out of foreign HTML on purpose, so that people are told. */

/** How much of each kind was left out. */
export interface LeftOut {
  /** Comments of a word processor. */
  comments: number;
  /** Passages that a word processor shows as deleted. */
  deletions: number;
  /** Pictures that are not in what was read, or can't be kept. */
  pictures: number;
}

/** Nothing left out yet. */
export function noneLeftOut(): LeftOut {
  return { comments: 0, deletions: 0, pictures: 0 };
}

/** A sentence for people on each kind of which something was left out. */
export function leftOutSentences({ comments, deletions, pictures }: Readonly<LeftOut>): string[] {
  return [
    ...sentence(comments, 'comment was', 'comments were', 'left out.'),
    ...sentence(deletions, 'deleted passage was', 'deleted passages were', 'left out.'),
    ...sentence(pictures, 'picture was', 'pictures were', 'not taken along.'),
  ];
}

function sentence(count: number, one: string, several: string, rest: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several} ${rest}`];
}
