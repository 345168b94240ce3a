/** The field that says when something shall end. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './galley-ending.css';
import { endOf, spanName } from './ending.ts';
import type { Span } from './ending.ts';
import { LightElement } from '../light-element.ts';

export const TAG = 'galley-ending';

/** A choice of spans; a day of the calendar asks for its date beside it. */
@customElement(TAG)
export class GalleyEnding extends LightElement {
  /** Offered in this order. */
  @property({ attribute: false }) spans: readonly Span[] = [1, 7, 30, 'day'];
  /** The one chosen at first. */
  @property({ attribute: false }) usual: Span = 7;

  @state() private span: Span | null = null;

  override render(): TemplateResult {
    const chosen = this.#chosen;
    return html`<label class="field">
        Ends
        <select @change=${this.#choose}>
          ${this.spans.map(
            (span, at) =>
              html`<option value=${at} ?selected=${span === chosen}>${spanName(span)}</option>`,
          )}
        </select>
      </label>
      ${
        chosen === 'day'
          ? html`<label class="field">
              Last day <input type="date" required min=${today()} />
            </label>`
          : nothing
      }`;
  }

  /** When it ends, ISO 8601; null where it never does. */
  get value(): string | null {
    const day = this.querySelector('input')?.value ?? '';
    return endOf(this.#chosen, day, new Date());
  }

  /** Back to what is chosen at first. */
  reset(): void {
    this.span = null;
    const select = this.querySelector('select');
    if (select !== null) select.value = String(this.spans.indexOf(this.usual));
  }

  get #chosen(): Span {
    return this.span ?? this.usual;
  }

  #choose(event: Event & { currentTarget: HTMLSelectElement }): void {
    this.span = this.spans[Number(event.currentTarget.value)] ?? null;
  }
}

/** Today here, as a date field writes it. */
function today(): string {
  const now = new Date();
  const twoDigits = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-ending': GalleyEnding;
  }
}
