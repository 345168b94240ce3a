/** How a person is drawn: initials on the colour that the server gave them. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { READER_AUTHOR } from '../../../shared/annotation/annotation.ts';
import { personColor } from '../../../shared/presence/person.ts';
import type { PersonColor } from '../../../shared/presence/person.ts';

/** A round picture with initials. `color` is a name of the people's palette: a style attribute would be refused by the content policy. */
export function avatar(name: string, color: string): TemplateResult {
  return html`<span class="avatar" data-person=${color} title=${name} aria-hidden="true"
    >${initials(name)}</span
  >`;
}

/** The colour of an author; readers, who have no names, share a quiet one. */
export function authorColor(author: string): PersonColor {
  return author === READER_AUTHOR ? 'slate' : personColor(author);
}

/** The first letters of the first and the last word, whole graphemes, upper case; what stands in brackets behind a name is no part of it. */
export function initials(name: string): string {
  const words = name
    .replace(/\s\([^()]*\)$/, '')
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('('));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen
    .map((word) => firstGrapheme(word ?? ''))
    .join('')
    .toLocaleUpperCase();
}

/** Making one takes longer than what it is asked. */
const GRAPHEMES = new Intl.Segmenter();

function firstGrapheme(word: string): string {
  for (const { segment } of GRAPHEMES.segment(word)) return segment;
  return '';
}
