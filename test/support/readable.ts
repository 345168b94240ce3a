/** What stands in a file that the server gives, whether it is text, a PDF or a ZIP of texts. */
import { strFromU8, unzipSync } from 'fflate';
import { textOfPdf } from './read-pdf.ts';

/** The text; of a PDF all that people read in it, of a ZIP the texts of all that is in it. Not as strict as a reader of that format. */
export async function readable(bytes: Uint8Array): Promise<string> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  if (isZip)
    return Object.values(unzipSync(bytes))
      .map((file) => strFromU8(file))
      .join('\n');
  const text = new TextDecoder().decode(bytes);
  return text.startsWith('%PDF-') ? textOfPdf(bytes) : text;
}
