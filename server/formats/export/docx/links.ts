/** Addresses outside of the file: a Word file lists them beside the part that leads to them. */
import { safeImageSource, safeLink } from '../../../../shared/article/addresses.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

/** What the file leads to, collected while it is written. */
export interface Links {
  /** Under which id its parts name an address; null for one that a Word file had better not have. */
  idOf(address: unknown): string | null;
  /** The same for the address of a picture. */
  idOfPicture(address: unknown): string | null;
  /** All of them, as relationships. */
  relationships(): readonly Xml[];
}

const LINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';
/** Word takes no longer ones. */
const MOST_CHARACTERS = 2000;
const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
/** What an address can't have as it is; Word refuses a whole file for one such. */
const UNFIT = /[^\x21-\x7E]|["<>\\^`{|}]/g;

/** No links yet; relative addresses are taken from `base`. */
export function linkList(base: string): Links {
  const ids = new Map<string, string>();
  const named = (safe: string | null): string | null => {
    const address = safe === null ? null : outsideAddress(safe, base);
    if (address === null) return null;
    const id = ids.get(address) ?? `link${ids.size + 1}`;
    ids.set(address, id);
    return id;
  };
  return {
    idOf: (address) => named(safeLink(address)),
    idOfPicture: (address) => named(safeImageSource(address)),
    relationships: () =>
      [...ids].map(([address, id]) =>
        element('Relationship', { Id: id, Type: LINK, Target: address, TargetMode: 'External' }),
      ),
  };
}

function outsideAddress(address: string, base: string): string | null {
  if (!URL.canParse(address, base)) return null;
  const parsed = new URL(address, base);
  if (!SCHEMES.has(parsed.protocol)) return null;
  const fit = parsed.href.replace(UNFIT, (character) => encodeURIComponent(character));
  return fit.length > MOST_CHARACTERS ? null : fit;
}
