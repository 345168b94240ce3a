/** How large a file for import may be, and what is said of one that isn't taken. */

import { MAX_PICTURE_BYTES } from '../article/pictures.ts';

/** In MiB. The client sends nothing above `highest`; below it each server has its own setting. */
export const UPLOAD_MIB = { usual: 5, highest: 100 } as const;

/** Says how large an article may be. */
export function tooLargeSentence(maxBytes: number): string {
  return `An article may have at most ${Math.floor(maxBytes / (1 << 20))} MB.`;
}

/** Says how large a picture may be. */
export const PICTURE_TOO_LARGE = `A picture may have at most ${MAX_PICTURE_BYTES / (1 << 20)} MB.`;

/** Of programs that write Word files as well. */
const OF_WORD_PROCESSORS = /\.(?:odt|ott|fodt|sxw|doc|dot|rtf|pages|wpd)$/i;

/** Says which formats are known; `name` is that of the file or of the format that was asked for. */
export function unknownFormatSentence(name: string, formats: readonly string[]): string {
  if (OF_WORD_PROCESSORS.test(name))
    return `“${name.slice(-80)}” can't be imported; save it as Word (.docx) and import that.`;
  return `“${name.slice(0, 80)}” can't be imported; the formats are ${formats.join(', ')}.`;
}
