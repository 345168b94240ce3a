/** What stands in a file that the server gives, whether it is text or a ZIP of texts. */
import { strFromU8, unzipSync } from 'fflate';

/** The text; of a ZIP those of all that is in it, one after the other. Not as strict as a reader of that format. */
export function readable(bytes: Uint8Array): string {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  if (!isZip) return new TextDecoder().decode(bytes);
  return Object.values(unzipSync(bytes))
    .map((file) => strFromU8(file))
    .join('\n');
}
