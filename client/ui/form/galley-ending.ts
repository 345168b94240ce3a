/** The field that says when something shall end. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../light-element.ts';
import './row-form.css';
import { endOf, spanName } from './span.ts';
import type { Span } from './span.ts';
import { t } from '../language/translate.ts';

/** A choice of spans; a day of the calendar asks for its date beside it. Resetting the form resets it. */
@customElement('galley-ending')
export class GalleyEnding extends LightElement {
  /** Makes the browser call `formResetCallback`. */
  static readonly formAssociated = true;

  /** Offered in this order. */
  @property({ attribute: false }) spans: readonly Span[] = [1, 7, 30, 'day'];
  /** The one chosen at first. */
  @property({ attribute: false }) usual: Span = 7;

  /** Null until another one is chosen. */
  @state() private span: Span | null = null;

  override render(): TemplateResult {
    const chosen = this.#chosen;
    return html`<label class="field">
        ${t('Ends')}
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
              ${t('Last day')} <input type="date" required min=${today()} />
            </label>`
          : nothing
      }`;
  }

  /** When it ends, ISO 8601, counted from now; null where it never does. */
  get value(): string | null {
    const day = this.querySelector('input')?.value ?? '';
    return endOf(this.#chosen, day, new Date());
  }

  /** Goes back to what is chosen at first. */
  formResetCallback(): void {
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

/** What the field in a form says, as a body of the API takes it: `expires` is left out where there is no end. */
export function endingIn(form: HTMLFormElement): { readonly expires?: string } {
  const expires = form.querySelector('galley-ending')?.value ?? null;
  return expires === null ? {} : { expires };
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
