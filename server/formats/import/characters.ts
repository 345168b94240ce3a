/** The characters of imported text: what is taken out of them, how wide they are, how two lines join. */

/** Neither a control character nor a space nor an invisible mark: there is something to see. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}]/u;
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
const COMBINING = /\p{M}/u;
// Chinese and Japanese only: Thai, Lao, Khmer and Burmese do write a space, between phrases, and tools wrap there.
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;

/**
 * The text with `\n` as its only line end (a form feed ends a paragraph), without byte order marks and control
 * characters, and with U+FFFD for lone surrogates, which no UTF-8 can carry.
 */
export function cleanCharacters(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?|[\v\u0085\u2028\u2029]/g, '\n')
    .replace(/\f/g, '\n\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Whether nobody would see anything of the text. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** Width in columns of a fixed-width screen: East Asian characters take two, combining marks none. */
export function columns(text: string): number {
  let width = 0;
  for (const character of text) {
    if (WIDE.test(character)) width += 2;
    else if (!COMBINING.test(character)) width += 1;
  }
  return width;
}

/** What stands between two lines of one paragraph when they become one: a space, or nothing. */
export function joint(before: string, after: string): '' | ' ' {
  const last = before.at(-1) ?? '';
  const first = after.at(0) ?? '';
  if (SPACELESS.test(last) && SPACELESS.test(first)) return '';
  // `north-` / `east`: the hyphen stays, since nobody can tell here whether the word has one.
  return /\p{L}[-\u00AD\u2010]$/u.test(before) && /^\p{Ll}/u.test(after) ? '' : ' ';
}

/** The longest beginning of at most `limit` UTF-16 units, at a word boundary where one is near, with `…` if cut. */
export function shorten(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const start = line.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
  const space = start.lastIndexOf(' ');
  return `${start.slice(0, space > limit / 2 ? space : start.length)}…`;
}
