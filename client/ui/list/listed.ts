/** Draws a list of the server's in each of its states: on its way, failed, empty, there, and with more to come. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ListController } from './list-controller.ts';
import './listed.css';
import { sentences } from '../words/explanation.ts';

/** How a list is drawn. */
export interface Listing<T> {
  /** What assistive technology calls the list. */
  readonly label: string;
  /** In the place of a list that has nothing in it. */
  readonly empty: string;
  readonly key: (item: T) => string;
  /** For lists that the server gives whole, in no order of its own. */
  readonly order?: (one: T, other: T) => number;
  /** The inside of an item's row. */
  readonly row: (item: T) => TemplateResult;
}

/** The list as it is; a refresh that fails leaves what is shown on the screen, with the problem above it. */
export function listed<T>(list: ListController<T>, listing: Listing<T>): TemplateResult {
  const { items, problem, next, loading } = list;
  return html`<div class="listed">
    ${problem === null ? nothing : failure(list)}
    ${items === null && problem === null ? html`<p class="quiet" role="status">Loading…</p>` : nothing}
    ${items?.length === 0 ? html`<p class="quiet">${listing.empty}</p>` : nothing}
    ${items === null || items.length === 0 ? nothing : rows(items, listing)}
    ${
      next === null
        ? nothing
        : html`<button class="button" aria-disabled=${loading} @click=${() => void list.loadMore()}>
            ${loading ? 'Loading…' : 'Show more'}
          </button>`
    }
  </div>`;
}

function rows<T>(items: readonly T[], { label, key, order, row }: Listing<T>): TemplateResult {
  const ordered = order === undefined ? items : items.toSorted(order);
  return html`<ul role="list" aria-label=${label}>
    ${repeat(ordered, key, (item) => html`<li>${row(item)}</li>`)}
  </ul>`;
}

function failure<T>(list: ListController<T>): TemplateResult | typeof nothing {
  if (list.problem === null) return nothing;
  return html`<p class="problem" role="alert">
    ${sentences(list.problem)}
    <button class="button" @click=${() => void list.load()}>Try again</button>
  </p>`;
}
