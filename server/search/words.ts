/** The words of a text, as they are indexed and sought: where each one is, and its forms. */
import { formsIn } from '../../shared/article/search.ts';

/** A word by its place, in UTF-16 units. */
export interface Word {
  readonly from: number;
  readonly to: number;
}

/** Letters, digits and what belongs to them, with what is invisible among them; all else parts words. */
const RUN = /[\p{L}\p{N}\p{M}\p{Pc}][\p{L}\p{N}\p{M}\p{Pc}\p{Default_Ignorable_Code_Point}]*/gu;

/** Scripts that put no blanks between words: there a dictionary finds them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A longer one is sought by its beginning. */
const MAX_LENGTH = 64;

/** How many words' forms are remembered: to fold one takes microseconds, and most words of a text were in others. */
const MAX_KNOWN = 200_000;

/** Tells the words of one language apart, a BCP 47 tag. Remembers forms, so keep it. */
export class Words {
  readonly #forms: (words: string) => readonly string[];
  readonly #known = new Map<string, readonly string[]>();
  readonly #letters = new Map<string, readonly string[]>();
  readonly #segmenter: Intl.Segmenter;

  constructor(language: string) {
    this.#forms = formsIn(language);
    this.#segmenter = new Intl.Segmenter(tagOf(language), { granularity: 'word' });
  }

  /**
   * Calls `word` with the place of each word, in their order. Where a script has no blanks between them, they are those of
   * `Intl.Segmenter` (UAX 29).
   */
  each(text: string, word: (from: number, to: number) => void): void {
    const { length } = text;
    for (let from = 0; from < length; from += 1) {
      if (isBreak(text.charCodeAt(from))) continue;
      let [to, isPlain] = [from, true];
      for (; to < length; to += 1) {
        const code = text.charCodeAt(to);
        if (isBreak(code)) break;
        isPlain &&= code < 128 || isEuropean(code);
      }
      if (isPlain) word(from, to);
      else this.#eachIn(text.slice(from, to), from, word);
      from = to;
    }
  }

  /** The words in their order. */
  in(text: string): Word[] {
    const all: Word[] = [];
    this.each(text, (from, to) => all.push({ from, to }));
    return all;
  }

  /** In a piece that has more than letters of Europe. */
  #eachIn(piece: string, at: number, word: (from: number, to: number) => void): void {
    for (const run of piece.matchAll(RUN)) {
      const from = at + run.index;
      const [words] = run;
      if (!UNSPACED.test(words)) word(from, from + words.length);
      else
        for (const { segment, index, isWordLike } of this.#segmenter.segment(words))
          if (isWordLike === true) word(from + index, from + index + segment.length);
    }
  }

  /** The forms of one word, by which it is found; none where nothing of it can be sought. */
  formsOf(word: string): readonly string[] {
    // In no language is more to fold.
    if (/^[a-z0-9]+$/.test(word)) return [word.slice(0, MAX_LENGTH)];
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const own = apart(word);
    const forms = this.#fold(own.slice(0, MAX_LENGTH));
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(own, forms);
    return forms;
  }

  /** Letter by letter where that comes to the same, since to fold a word takes ten times as long. */
  #fold(word: string): readonly string[] {
    if (!EUROPEAN.test(word)) return this.#forms(word).filter((form) => form !== '');
    let [first, second] = ['', ''];
    for (const letter of word) {
      const forms = this.#letters.get(letter) ?? this.#forms(letter);
      this.#letters.set(letter, forms);
      first += forms[0] ?? '';
      second += forms[1] ?? forms[0] ?? '';
    }
    return first === second ? [first] : [first, second];
  }
}

/** The same word in memory of its own: one that is cut out of a text keeps the whole text there, for as long as it is kept. */
export function apart(word: string): string {
  return word.split('').join('');
}

/** Letters with a place of their own in Unicode, which are folded each for itself. */
const EUROPEAN = /^[a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u04ff]+$/iu;

/** Latin and Cyrillic letters beyond ASCII, the same as in the pattern. */
function isEuropean(code: number): boolean {
  if (code >= 0xc0 && code <= 0x24f) return code !== 0xd7 && code !== 0xf7;
  return code >= 0x400 && code <= 0x4ff && (code <= 0x481 || code >= 0x48a);
}

/** Whether an ASCII character parts words; of the others the pattern decides. */
function isBreak(code: number): boolean {
  if (code > 127) return false;
  const isDigit = code >= 48 && code <= 57;
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return !isDigit && !isLetter && code !== 95; // the underscore
}

/** Undefined, the machine's own, where it is none: words of an unknown language are parted anyhow. */
function tagOf(language: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(language)[0];
  } catch {
    return undefined;
  }
}
