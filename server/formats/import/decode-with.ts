/** Decodes bytes in a known encoding, with the one that Node gets wrong done here. */

/** What windows-1252 has from 0x80 to 0x9F; where it has nothing, the control character of that number. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';

/**
 * The text, without a byte order mark; `isOpen` takes an unfinished last character for one whose rest is still to come. Throws a
 * TypeError where a byte has no meaning in the encoding, and a RangeError where there is no such encoding.
 */
export function decodeWith(bytes: Uint8Array, encoding: string, isOpen = false): string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  if (decoder.encoding !== 'windows-1252') return decoder.decode(bytes, { stream: isOpen });
  // Node 20 to 23 read it as Latin-1, whose quotation marks are control characters.
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9F]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);
}

/** The name by which the encoding that a label means is decoded; null where there is none. */
export function encodingOf(label: string): string | null {
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null; // RangeError: no such label
  }
}
