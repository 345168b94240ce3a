/** A short notice at the foot of the page that leaves by itself. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { X } from 'lucide';
import type { Result } from '../../shared/wire/problems.ts';
import './galley-toast.css';
import { icon } from './icon.ts';
import { LightElement } from './light-element.ts';
import { sentences } from './words/explanation.ts';
import { t } from './language/translate.ts';

const TAG = 'galley-toast';
const SHOWN_MS = 8000;

/** What a person can do about the notice, such as "Undo". */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** What belongs to a notice: what a person can do about it, and what is called once it left without that. */
export interface ToastOptions {
  readonly action?: ToastAction;
  readonly left?: () => void;
}

/**
 * Shows a notice, read out politely; it leaves after some seconds, but not while it is pointed at or focused.
 * A new notice takes the place of the one before.
 */
export function toast(message: string, options: ToastOptions = {}): void {
  let element = document.querySelector(TAG);
  element ??= document.createElement(TAG);
  // A modal dialog lies over all else and keeps it from being heard.
  const place = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
  if (element.parentElement !== place) place.append(element);
  element.show(message, options);
}

/** Says in a notice that something is done, or why it isn't. */
export function toastOutcome(outcome: Result<unknown>, done: string): void {
  toast(outcome.ok ? done : sentences(outcome.problem));
}

/** The notice itself, one a page. */
@customElement(TAG)
export class GalleyToast extends LightElement {
  @state() private message = '';
  @state() private action: ToastAction | null = null;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #left: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const leave of ['pointerleave', 'focusout']) this.addEventListener(leave, this.#countDown);
    for (const enter of ['pointerenter', 'focusin']) this.addEventListener(enter, this.#stay);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    return html`
      <div class="message" role="status" aria-live="polite">${this.message}</div>
      ${
        this.action === null
          ? nothing
          : html`<button class="button action" @click=${this.#act}>${this.action.label}</button>`
      }
      ${
        this.message === ''
          ? nothing
          : html`<button class="button icon" aria-label=${t('Dismiss')} @click=${this.hide}>
              ${icon(X)}
            </button>`
      }
    `;
  }

  /** Takes the notice up; the one before is gone. */
  show(message: string, { action, left }: ToastOptions): void {
    this.#leave();
    this.#left = left;
    // The live region stands empty first: words that arrive together with their region are not read out.
    void this.updateComplete.then(() => {
      this.message = message;
      this.action = action ?? null;
      this.toggleAttribute('data-shown', true);
      this.#countDown();
    });
  }

  /** Takes the notice away before its time. */
  hide(): void {
    this.#leave();
    clearTimeout(this.#timer);
    this.message = '';
    this.action = null;
    this.toggleAttribute('data-shown', false);
  }

  #act(): void {
    const { action } = this;
    this.#left = undefined;
    this.hide();
    action?.run();
  }

  #leave(): void {
    const left = this.#left;
    this.#left = undefined;
    left?.();
  }

  readonly #stay = (): void => clearTimeout(this.#timer);

  readonly #countDown = (): void => {
    clearTimeout(this.#timer);
    if (this.matches(':hover, :focus-within')) return;
    this.#timer = setTimeout(() => this.hide(), SHOWN_MS);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-toast': GalleyToast;
  }
}
