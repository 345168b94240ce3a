/** What was done to a wording, by whole words. */

/** A stretch of words that stayed, were taken out or were put in. */
export interface Stretch {
  readonly what: 'kept' | 'old' | 'new';
  readonly words: string;
}

/** More comparisons than these would be felt; such long wordings are shown whole, one after the other. */
const MOST_COMPARED = 250_000;

/** The longest common sequence of words stays; in scripts without spaces the browser's lists say where words end. */
export function wordDiff(before: string, after: string): readonly Stretch[] {
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  if (old.length * fresh.length > MOST_COMPARED) {
    return [
      { what: 'old', words: before },
      { what: 'new', words: after },
    ];
  }
  return stretches(old, fresh, commonLengths(old, fresh));
}

function wordsOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many words the rests from each pair of places on have in common. */
function commonLengths(
  old: readonly string[],
  fresh: readonly string[],
): (a: number, b: number) => number {
  const width = fresh.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  const at = (a: number, b: number): number => lengths[a * width + b] ?? 0;
  for (let a = old.length - 1; a >= 0; a -= 1) {
    for (let b = fresh.length - 1; b >= 0; b -= 1) {
      lengths[a * width + b] =
        old[a] === fresh[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  }
  return at;
}

function stretches(
  old: readonly string[],
  fresh: readonly string[],
  common: (a: number, b: number) => number,
): Stretch[] {
  const found: Stretch[] = [];
  let [kept, out, put] = ['', '', ''];
  const close = (): void => {
    if (out !== '') found.push({ what: 'old', words: out });
    if (put !== '') found.push({ what: 'new', words: put });
    [out, put] = ['', ''];
  };
  for (let a = 0, b = 0; a < old.length || b < fresh.length;) {
    if (a < old.length && old[a] === fresh[b]) {
      close();
      kept += old[a];
      [a, b] = [a + 1, b + 1];
      continue;
    }
    if (kept !== '') found.push({ what: 'kept', words: kept });
    kept = '';
    const isOut = b === fresh.length || (a < old.length && common(a + 1, b) >= common(a, b + 1));
    if (isOut) out += old[a++];
    else put += fresh[b++];
  }
  close();
  if (kept !== '') found.push({ what: 'kept', words: kept });
  return found;
}
