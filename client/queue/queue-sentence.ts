/** The sentence of a queue item with its words marked, and the words that are proposed instead. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { QueueItem } from '../../shared/wire/routes/queue.ts';

/** Draws the sentence as it is now; where the words are gone, the words as they were quoted. */
export function sentenceOf({ article, annotation, sentence }: QueueItem): TemplateResult {
  const { before, words, after } = sentence ?? {
    before: '',
    words: annotation.anchor.exact,
    after: '',
  };
  const { replacement } = annotation;
  const marked = replacement === null ? html`<mark>${words}</mark>` : proposed(words, replacement);
  const parts = [before, marked, after];
  // White space is kept inside the span, so that it isn't taken from this template's own lines.
  return html`<p class="sentence" lang=${article.language} dir=${article.direction}>
    <span>${parts}</span>
  </p>`;
}

function proposed(words: string, replacement: string): TemplateResult {
  const arrow = html`<span class="arrow" aria-hidden="true"></span>`;
  return replacement === ''
    ? html`<del>${words}</del>`
    : html`<del>${words}</del>${arrow}<ins>${replacement}</ins>`;
}
