/** Buttons beside the selected words, one for each kind of note. */
import { html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { NOTE_KINDS } from '../../../shared/annotation/kinds.ts';
import type { NoteKind } from '../../../shared/annotation/kinds.ts';
import './galley-adder.css';
import { icon } from '../../ui/icon.ts';
import { kindIcon } from '../../ui/kind-icons.ts';
import { kindVerb } from '../../ui/words/kind-names.ts';
import { LightElement } from '../../ui/light-element.ts';

/** Where the selected words are, in px of the element that scrolls with them. */
export interface Place {
  readonly top: number;
  readonly bottom: number;
  /** Middle of the words. */
  readonly x: number;
  /** Whether there is room for the buttons above the words. */
  readonly roomAbove: boolean;
}

/**
 * A short way for the pointer, hidden from assistive technology: the toolbar has the same buttons, and a
 * name that is there twice is ambiguous. By keyboard there are Ctrl/Cmd+Alt and a letter.
 * @fires note-wanted - one of them was chosen
 */
@customElement('galley-adder')
export class GalleyAdder extends LightElement {
  /** Null: nothing is selected. */
  @property({ attribute: false }) place: Place | null = null;

  override render(): TemplateResult {
    return html`<div
      class="box"
      aria-hidden="true"
      ?hidden=${this.place === null}
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      ${NOTE_KINDS.map(
        ([kind, writing]) =>
          html`<button class="button plain" tabindex="-1" @click=${() => this.#choose(kind)}>
            ${icon(kindIcon(kind))}${kindVerb(writing)}
          </button>`,
      )}
    </div>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.place === null) return;
    const { top, bottom, x, roomAbove } = this.place;
    this.style.setProperty('--adder-x', `${x}px`);
    this.style.setProperty('--adder-y', `${roomAbove ? top : bottom}px`);
    this.toggleAttribute('data-below', !roomAbove);
  }

  #choose(kind: NoteKind): void {
    this.dispatchEvent(
      new CustomEvent('note-wanted', { detail: { kind }, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-adder': GalleyAdder;
  }
  interface HTMLElementEventMap {
    'note-wanted': CustomEvent<{ readonly kind: NoteKind }>;
  }
}
