/** What two wordings have in common at their ends. */

/** How many characters both begin with, and how many of the others both end with; surrogate pairs stay whole. */
export function sameEnds(old: string, words: string): { before: number; after: number } {
  const most = Math.min(old.length, words.length);
  let before = 0;
  while (before < most && old[before] === words[before]) before += 1;
  if (isHighSurrogate(old, before - 1)) before -= 1;
  let after = 0;
  while (after < most - before && old[old.length - 1 - after] === words[words.length - 1 - after])
    after += 1;
  if (after > 0 && isHighSurrogate(old, old.length - after - 1)) after -= 1;
  return { before, after };
}

function isHighSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff;
}
