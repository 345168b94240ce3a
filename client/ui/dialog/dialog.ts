/** The one dialog: its frame, heading and buttons, and how it opens and closes. */
import { html } from 'lit';
import type { nothing, ReactiveControllerHost, TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { createRef, ref } from 'lit/directives/ref.js';
import type { FormSubmit } from '../form/form-fields.ts';
import { sendsOn } from '../keys/writing-keys.ts';
import './dialog.css';

/** What a dialog has in it; listeners may be unbound methods of the host, as in any of its templates. */
export interface DialogParts {
  /** Is the dialog's name as well. */
  readonly heading: string | TemplateResult;
  readonly content: TemplateResult | typeof nothing;
  /** In reading order, the one that the dialog is for last; `closeButton` makes the one that only closes. */
  readonly buttons: TemplateResult;
  /**
   * Makes one form of content and buttons, and is called when that is submitted, by Ctrl+Enter too. The dialog closes then,
   * unless the event is prevented. A content that has forms of its own leaves it out.
   */
  readonly submit?: (event: FormSubmit) => void | Promise<void>;
  /** Called whichever way it was closed, Esc included. */
  readonly closed?: () => void;
  /** Makes an `alertdialog` of it: the id of the sentence that is to be read out at once. */
  readonly alert?: string;
  /** How wide it is where there is room: 26, 32 or 40 rem; `medium` where it isn't said. */
  readonly size?: 'small' | 'medium' | 'large';
}

/**
 * A modal dialog in the render of its host, one a host. The browser sees to the rest: it moves the focus in and gives it back,
 * keeps it inside, and closes on Esc.
 */
export class Dialog {
  readonly #host: ReactiveControllerHost & { readonly localName: string };
  readonly #element = createRef<HTMLDialogElement>();

  /** `host` draws the dialog; its tag makes the heading's id. */
  constructor(host: ReactiveControllerHost & { readonly localName: string }) {
    this.#host = host;
  }

  /** Opens it over all else, with what the host has to draw by now. */
  async open(): Promise<void> {
    await this.#host.updateComplete;
    this.#element.value?.showModal();
  }

  /** Opens it and waits until it is closed; gives what `close` was given, empty where it was closed in another way. */
  async answer(): Promise<string> {
    await this.open();
    const dialog = this.#element.value;
    if (dialog === undefined) return '';
    await new Promise((resolve) => {
      dialog.addEventListener('close', resolve, { once: true });
    });
    return dialog.returnValue;
  }

  /** Does nothing where it isn't open. */
  close(answer = ''): void {
    this.#element.value?.close(answer);
  }

  /** The dialog itself; has its place in the host's template all the time, also while it is closed. */
  draw({ submit, ...parts }: DialogParts): TemplateResult {
    const id = `${this.#host.localName}-heading`;
    const { heading, content, buttons, closed, alert, size = 'medium' } = parts;
    const inside = html`<h2 id=${id}>${heading}</h2>
      ${content}
      <div class="actions">${buttons}</div>`;
    return html`<dialog
      ${ref(this.#element)}
      role=${ifDefined(alert === undefined ? undefined : 'alertdialog')}
      aria-labelledby=${id}
      aria-describedby=${ifDefined(alert)}
      data-size=${size}
      @close=${closed}
    >
      ${
        submit === undefined
          ? html`<div class="frame">${inside}</div>`
          : html`<form class="frame" method="dialog" @submit=${submit} @keydown=${submitOnSend}>
              ${inside}
            </form>`
      }
    </dialog>`;
  }

  /** A button that closes the dialog and does nothing else. */
  closeButton(words: string, kind: 'plain' | 'primary' | '' = 'plain'): TemplateResult {
    const close = (): void => this.close();
    return html`<button type="button" class="button ${kind}" @click=${close}>${words}</button>`;
  }
}

function submitOnSend(event: KeyboardEvent & { readonly currentTarget: HTMLFormElement }): void {
  if (!sendsOn(event)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
