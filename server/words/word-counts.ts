/** How often each word stands in a text, and what one text lacks of another's words. */

/** Scripts without spaces between words are counted by their letters. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}\p{M}])+/gu;

/** Words with how often each is there. */
export type WordCounts = ReadonlyMap<string, number>;

/** The words of a plain text, in no order: a passage that was moved elsewhere has the same ones. */
export function countWords(text: string): WordCounts {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** How many words there are. */
export function sumOf(counts: WordCounts): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** How many of the words aren't among the others. */
export function missingIn(counts: WordCounts, others: WordCounts): number {
  let missing = 0;
  for (const [word, count] of counts) missing += Math.max(0, count - (others.get(word) ?? 0));
  return missing;
}
