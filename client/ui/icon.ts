/** Draws one of Lucide's pictures; it says nothing to assistive technology, the control around it has the name. */
import { createElement } from 'lucide';
import type { IconNode } from 'lucide';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';

/** Takes an icon imported from `lucide`, so that only those used are in the bundle. */
export function icon(node: IconNode): TemplateResult {
  return html`<span class="icon-picture" aria-hidden="true"
    >${guard([node], () => createElement(node))}</span
  >`;
}
