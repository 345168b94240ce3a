/** Draws one thing that a search has found: where it is, and its sentence with the words marked. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { FileText, Heading } from 'lucide';
import type { SearchItem } from '../../../shared/wire/routes/search.ts';
import { icon } from '../icon.ts';
import { kindIcon } from '../kind-icons.ts';
import { kindName } from '../words/kind-names.ts';
import { statusName } from '../words/status-names.ts';
import './found.css';
import { t } from '../language/translate.ts';

/** The inside of a link to it. */
export function found({ in: kind, article, sentence, thread }: SearchItem): TemplateResult {
  const { language, direction } = article;
  const inside = sentence.map(({ words, isFound }) =>
    isFound ? html`<mark>${words}</mark>` : words,
  );
  // What a thread is written in, nobody knows.
  const line =
    thread === null
      ? html`<span class="said" lang=${language} dir=${direction}>${inside}</span>`
      : html`<span class="said" dir="auto">${inside}</span>`;
  const about =
    thread === null
      ? nothing
      : html`<span class="by">
          <span dir="auto">${thread.author ?? t('A reader')}</span> ·
          ${t('{kind} in {layer}', { kind: kindName(thread.kind), layer: html`<span dir="auto">${thread.layer.name}</span>` })}${thread.status === 'open' ? '' : ` · ${statusName(thread.status).toLowerCase()}`}
        </span>`;
  return html`<span class="found">
    ${pictureOf(kind, thread)}
    <span class="lines">
      ${line} ${about}
      ${kind === 'titles' ? nothing : html`<span class="place" dir="auto">${article.title}</span>`}
    </span>
  </span>`;
}

function pictureOf(kind: SearchItem['in'], thread: SearchItem['thread']): TemplateResult {
  if (thread !== null) return icon(kindIcon(thread.kind));
  return icon(kind === 'titles' ? Heading : FileText);
}
