/** The fragment of an address that leads to some words of an article's text: `#text=WORDS&before=…&after=…`. */
import type { Quote } from './anchor.ts';

/** The fragment, without its `#`. Half a surrogate pair becomes U+FFFD. */
export function textFragment({ exact, prefix, suffix }: Quote): string {
  const field = (name: string, words: string): string =>
    `${name}=${encodeURIComponent(words.toWellFormed())}`;
  return [field('text', exact), field('before', prefix), field('after', suffix)].join('&');
}

/** The words that a fragment leads to, with its `#`; null where it leads to none. */
export function readTextFragment(fragment: string): Quote | null {
  const [, text, before, after] = /^#text=([^&]+)(?:&before=([^&]*))?(?:&after=([^&]*))?$/.exec(
    fragment,
  ) ?? [null];
  try {
    const exact = decodeURIComponent(text ?? '');
    if (exact === '') return null;
    return {
      exact,
      prefix: decodeURIComponent(before ?? ''),
      suffix: decodeURIComponent(after ?? ''),
    };
  } catch {
    return null; // a stray percent sign
  }
}
