/** Draws a list of the server's in each of its states: on its way, failed, empty, there, and with more to come. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Page } from '../../../shared/wire/list.ts';
import { sentences } from '../words/explanation.ts';
import './listed.css';
import type { PagedList } from './paged-list.ts';
import { t } from '../language/translate.ts';

/** What a list says about itself, and how it draws its rows. */
export interface Listing<Item> {
  /** What assistive technology calls the list. */
  readonly label: string;
  /** Stands where a list would be that has nothing in it. */
  readonly empty: string;
  /** For lists that the server gives whole, in no order of its own. */
  readonly order?: (one: Item, other: Item) => number;
  /** The inside of an item's row. */
  readonly row: (item: Item) => TemplateResult;
}

/** The list as it is; a refresh that fails leaves what is shown on the screen, with the problem above it. */
export function listed<Item, Answer extends Page<Item>>(
  list: PagedList<Item, Answer>,
  listing: Listing<Item>,
): TemplateResult {
  const { items, problem } = list;
  return html`<div class="listed">
    ${listProblem(list)}
    ${items === null && problem === null ? html`<p class="quiet" role="status">${t('Loading…')}</p>` : nothing}
    ${items?.length === 0 ? html`<p class="quiet">${listing.empty}</p>` : nothing}
    ${items === null || items.length === 0 ? nothing : rows(list, items, listing)}
    ${moreButton(list, t('Show more'))}
  </div>`;
}

/** Why the list could not be had, with a button to try again; nothing where it could. */
export function listProblem<Item, Answer extends Page<Item>>(
  list: PagedList<Item, Answer>,
): TemplateResult | typeof nothing {
  if (list.problem === null) return nothing;
  return html`<p class="problem" role="alert">
    ${sentences(list.problem)}
    <button class="button" @click=${() => void list.load()}>${t('Try again')}</button>
  </p>`;
}

/** The button for the next page, where there is one. How much is shown after that is read out. */
export function moreButton<Item, Answer extends Page<Item>>(
  list: PagedList<Item, Answer>,
  words: string,
): TemplateResult {
  const { loading } = list;
  return html`${
      list.next === null
        ? nothing
        : html`<button class="button" aria-disabled=${loading} @click=${() => void list.loadMore()}>
            ${loading ? t('Loading…') : words}
          </button>`
    }<span class="visually-hidden" role="status">${list.announcement}</span>`;
}

function rows<Item, Answer extends Page<Item>>(
  list: PagedList<Item, Answer>,
  items: readonly Item[],
  { label, order, row }: Listing<Item>,
): TemplateResult {
  const ordered = order === undefined ? items : items.toSorted(order);
  return html`<ul role="list" aria-label=${label}>
    ${repeat(
      ordered,
      (item) => list.id(item),
      (item) => html`<li>${row(item)}</li>`,
    )}
  </ul>`;
}
