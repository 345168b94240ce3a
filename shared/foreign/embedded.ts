/** Pictures whose data stand in their address, as word processors and mail write them. */

/** As much as is used here of what Node and browsers both have, but not the types of `shared`. */
declare const atob: (base64: string) => string;

/**
 * Keeps such a picture, and gives the address under which it will be found; null where it can't be kept. Of the same address it
 * says the same each time.
 */
export type KeepEmbedded = (address: string) => string | null;

/** For text that nothing is stored of, such as one that is only looked at. */
export const KEEP_NONE: KeepEmbedded = () => null;

/** Of a picture this short nobody sees more than a dot: it keeps a place, or counts readers. */
const MAX_SPACER_LENGTH = 200;

/** Whether the picture itself stands in the address, and is none that only keeps a place. */
export function isEmbedded(address: string): boolean {
  const isSpacer = /^data:image\/gif/i.test(address) && address.length <= MAX_SPACER_LENGTH;
  return /^data:image\//i.test(address) && !isSpacer;
}

/** The bytes that stand in an address, whatever they are; null where it isn't in base64. */
export function embeddedBytes(address: string): Uint8Array<ArrayBuffer> | null {
  const comma = address.indexOf(',');
  if (comma < 0 || !/;\s*base64\s*$/i.test(address.slice(0, comma))) return null;
  try {
    const base64 = address.slice(comma + 1);
    const text = atob(base64.includes('%') ? decodeURIComponent(base64) : base64);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
    return bytes;
  } catch {
    return null; // no base64
  }
}
