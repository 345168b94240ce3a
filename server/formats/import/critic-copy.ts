/** Takes what somebody has added as CriticMarkup out of a Markdown copy of ours that has its notes so. */
import { bodyDocument } from '../export/body-markdown.ts';
import { shownAs } from '../carried-copy.ts';
import { criticSigns } from '../own-marks.ts';
import type { CriticSign } from '../own-marks.ts';
import { MOST_ADDED } from './carried-notes.ts';
import type { AddedNote } from './carried-notes.ts';

/** As far before a remark the word is that it is about, in UTF-16 units. */
const NEAR = 2000;

/** The text with what was put in and without what was taken out, and what was said of its words. */
export interface SettledCritic {
  readonly text: string;
  readonly added: readonly AddedNote[];
}

/** Who says it and when, as our copies have it. */
const HEAD = /^([^:]{1,100}?), (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC:\s*/;
const LAST_WORD = /([\p{L}\p{N}\p{M}_'’-]+)[^\p{L}\p{N}]*$/u;

/** `known` are the signs that the copy left with, which stay as they are. */
export function settledCritic(markdown: string, known: readonly string[]): SettledCritic {
  const left = new Map<string, number>();
  for (const hash of known) left.set(hash, (left.get(hash) ?? 0) + 1);
  const added: AddedNote[] = [];
  let text = '';
  let end = 0;
  let last: CriticSign | null = null;
  for (const sign of criticSigns(markdown)) {
    const between = markdown.slice(end, sign.at);
    text += between;
    const { hash } = shownAs(sign.whole);
    const times = left.get(hash) ?? 0;
    if (times > 0) left.set(hash, times - 1);
    if (times === 0 && sign.kind === 'said' && added.length < MOST_ADDED) added.push(...noteOf(sign, quoteBefore(text, between === '' ? last : null))); // prettier-ignore
    text += times > 0 ? sign.whole : kept(sign);
    if (sign.kind !== 'said' || between !== '') last = sign.kind === 'said' ? null : sign;
    end = sign.at + sign.whole.length;
  }
  return { text: text + markdown.slice(end), added };
}

/** What is put in is there from now on, and what is taken out isn't. */
function kept({ kind, inner }: CriticSign): string {
  return kind === 'added' || kind === 'marked' ? inner : '';
}

/** The words that are marked right before, else the last word. */
function quoteBefore(before: string, last: CriticSign | null): string {
  if (last !== null && last.kind !== 'said') return plain(last.inner);
  const near = before.slice(-NEAR);
  const words = criticSigns(near).reduce((rest, { whole }) => rest.replace(whole, ''), near);
  return plain(LAST_WORD.exec(words)?.[1] ?? '');
}

function noteOf({ inner }: CriticSign, quote: string): AddedNote[] {
  const words = inner.replace(/\s+/g, ' ').trim();
  const [head = '', author = '', day, hour] = HEAD.exec(words) ?? [];
  const body = words.slice(head.length);
  if (body === '' || quote === '') return [];
  return [{ author: plain(author), at: day === undefined ? null : `${day}T${hour}:00.000Z`, body, quote }]; // prettier-ignore
}

function plain(markdown: string): string {
  return bodyDocument(markdown).textContent.trim();
}
