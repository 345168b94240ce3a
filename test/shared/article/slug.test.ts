/** Slugs are the same however a title is written. */
import { expect, test } from 'vitest';
import { foldSlug } from '../../../shared/article/slug.ts';

test('H33 each character, alone and with a mark, folds to what folds to itself', () => {
  const wrong: string[] = [];
  for (let code = 0x20; code <= 0x2ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    for (const marked of [character, `${character}\u030a`, `${character}\u0331`]) {
      const folded = foldSlug(marked);
      const again = [folded, folded.normalize('NFD'), folded.normalize('NFC')].map(foldSlug);
      if (again.some((other) => other !== folded)) wrong.push(marked);
    }
  }
  expect(wrong).toEqual([]);
});
