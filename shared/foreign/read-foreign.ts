/** The door: foreign HTML, as a tree, mended by all rules in their order; its blocks are what an article takes of it. */
import { baseOf, withAddresses } from './addresses.ts';
import { KEEP_NONE } from './embedded.ts';
import type { KeepEmbedded } from './embedded.ts';
import { withFormulas, withoutFormulaDoubles } from './formulas.ts';
import { withoutGoogleDocs } from './google-docs.ts';
import { withoutNoText } from './left-out.ts';
import { withPictures } from './pictures.ts';
import { withSpokenSigns } from './spoken-signs.ts';
import { withStyleRules } from './style-rules.ts';
import type { LeftOut } from './tally.ts';
import type { ForeignElement } from './tree.ts';
import { withWordLists } from './word-lists.ts';
import { isFromWord, withoutWordMarks } from './word.ts';

/**
 * The tree as its author meant it to be read, for `blocksIn`; what is left out on purpose is counted in `left`. `keep` gets the
 * pictures whose data stand in their address.
 */
export function mendTree(
  foreign: ForeignElement,
  left: LeftOut,
  keep: KeepEmbedded = KEEP_NONE,
): ForeignElement {
  const base = baseOf(foreign);
  const styled = withStyleRules(foreign);
  const formulas = withoutFormulaDoubles(withFormulas(styled));
  const words = withoutNoText(formulas);
  const plain = withoutGoogleDocs(words, left);
  const word = isFromWord(foreign) ? withWordLists(withoutWordMarks(plain, left)) : plain;
  return withSpokenSigns(withPictures(withAddresses(word, base), base, left, keep), base);
}
