/** The bar over the margin: which threads are shown, how many lost their words, and how many lie out of sight. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ChevronDown, ChevronUp } from 'lucide';
import { FILTERS } from '../layers/annotation-events.ts';
import type { Filter } from '../layers/annotation-events.ts';
import { icon } from '../../ui/icon.ts';

const FILTER_NAMES: Readonly<Record<Filter, string>> = { open: 'Open', all: 'All', mine: 'Mine' };

/** What stands in the bar, and what its buttons do. */
export interface MarginHead {
  readonly filter: Filter;
  readonly lost: number;
  /** Threads above and below those that are drawn. */
  readonly earlier: number;
  readonly later: number;
  readonly choose: (filter: Filter) => void;
  readonly openTray: () => void;
  readonly goEarlier: () => void;
  readonly goLater: () => void;
  readonly layers: TemplateResult;
}

export function marginHead(parts: MarginHead): TemplateResult {
  return html`<div class="head">
    <div class="filters" role="group" aria-label="Which threads">
      ${FILTERS.map(
        (filter) =>
          html`<button
            class="button plain"
            aria-pressed=${filter === parts.filter}
            @click=${() => parts.choose(filter)}
          >
            ${FILTER_NAMES[filter]}
          </button>`,
      )}
    </div>
    ${beyond(parts.earlier, 'earlier', parts.goEarlier)}
    ${beyond(parts.later, 'later', parts.goLater)}
    ${
      parts.lost > 0
        ? html`<button
            class="button plain lost-count"
            aria-label=${`${parts.lost} lost their words`}
            @click=${parts.openTray}
          >
            ${parts.lost} lost
          </button>`
        : nothing
    }
    ${parts.layers}
  </div>`;
}

/** Leads to the nearest thread out of sight. */
function beyond(
  count: number,
  where: 'earlier' | 'later',
  go: () => void,
): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  const name = `${count} ${where} ${count === 1 ? 'thread' : 'threads'}`;
  return html`<button class="button plain beyond" aria-label=${name} title=${name} @click=${go}>
    ${icon(where === 'earlier' ? ChevronUp : ChevronDown)} ${count}
  </button>`;
}
