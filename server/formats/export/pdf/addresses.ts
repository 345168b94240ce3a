/**
 * Addresses that stand for places while the pages are set: the typesetter says where on the page each link came to lie, line by
 * line, and that is where annotated words are. None of them is left in the file.
 */

/** What an address stands for: annotated words by their index, the number of a note in the text, or that in the list. */
export interface Marker {
  readonly kind: 'words' | 'number' | 'note';
  readonly index: number;
}

const SCHEME = 'galley-place:';

/** The address that stands for it. No link of an article has one like it, since its scheme is no allowed one. */
export function markerAddress({ kind, index }: Marker): string {
  return `${SCHEME}${kind}/${index}`;
}

/** What an address stands for; null for one that leads somewhere. */
export function markerOf(address: string): Marker | null {
  const match = /^galley-place:(words|number|note)\/(\d+)$/.exec(address);
  if (match === null) return null;
  return { kind: match[1] as Marker['kind'], index: Number(match[2]) }; // as the pattern says
}
