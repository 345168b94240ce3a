/** Makes foreign text harmless in HTML. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Controls but tab and line feed, halves of surrogate pairs, and code points that are no characters.
const ILLEGIBLE = /[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

/** The text as it may stand between tags and in a quoted attribute; nothing in it is markup any more. */
export function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * The text without what no text file may hold: such characters become U+FFFD, a carriage return a line feed.
 * As long as before in UTF-16 units, so that offsets stay true.
 */
export function cleanText(text: string): string {
  return text.replace(ILLEGIBLE, (character) => {
    if (character === '\t' || character === '\n') return character;
    return character === '\r' ? '\n' : '\uFFFD'.repeat(character.length);
  });
}
