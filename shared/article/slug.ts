/** In which form the last part of a published page's address is kept and sought. */

/**
 * A slug or a title in lower case and NFKC. Normalised after lower-casing too, since letters like `W̊` and `H̱` have a composed
 * form in lower case alone; the same again gives the same.
 */
export function foldSlug(slug: string): string {
  const folded = slug.normalize('NFKC').toLowerCase().normalize('NFKC');
  return folded === slug ? slug : foldSlug(folded);
}
