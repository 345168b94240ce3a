/** Threads whose words are gone or can't be told apart: kept, shown with their old words, and tied anew by hand. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { AnnotationCommandEvent, announce } from '../layers/annotation-events.ts';
import type { PlaceChoice } from '../layers/place-choices.ts';
import { mayPerform } from '../../ui/session/permission.ts';
import './galley-tray.css';
import { LightElement } from '../../ui/light-element.ts';
import { shorten } from '../../ui/words/thread-words.ts';

/** More places than these are no choice but a search. */
const MAX_PLACES = 5;

/**
 * A list that opens on demand.
 * @fires annotation-command, reanchor-wanted
 */
@customElement('galley-tray')
export class GalleyTray extends LightElement {
  @property({ attribute: false }) annotations: readonly PlacedAnnotation[] = [];
  @property({ attribute: false }) layers: readonly LayerAnswer[] = [];
  @property({ attribute: false }) me: MemberAnswer | null = null;
  /** Draws the thread itself, as the margin draws all others. */
  @property({ attribute: false }) drawThread: (annotation: PlacedAnnotation) => unknown = () =>
    nothing;
  /** The places of words that stand several times, as they are now. */
  @property({ attribute: false }) choicesFor: (annotation: string) => readonly PlaceChoice[] =
    () => [];

  override render(): TemplateResult | typeof nothing {
    if (this.annotations.length === 0) return nothing;
    return html`<details>
      <summary>Lost their words (${this.annotations.length})</summary>
      <p class="why">
        The text was changed so much that these notes can’t be put beside it. Nothing in them is
        lost.
      </p>
      ${repeat(
        this.annotations,
        ({ id }) => id,
        (annotation) =>
          html`<div class="lost">${this.drawThread(annotation)} ${this.#mending(annotation)}</div>`,
      )}
    </details>`;
  }

  /** Opens the list and goes to it. */
  open(): void {
    const details = this.querySelector('details');
    if (details === null) return;
    details.open = true;
    details.querySelector('summary')?.focus();
  }

  #mending(annotation: PlacedAnnotation): TemplateResult {
    const { id } = annotation;
    const places = this.choicesFor(id);
    const why =
      places.length > 0
        ? `These words stand at ${places.length} places now.`
        : 'These words are not in the text any more. They stood here:';
    const explained = html`<p class="why">${why}</p>
      ${places.length > 0 ? nothing : oldPlace(annotation.anchor)}`;
    if (!this.#mayMend(annotation)) return explained;
    return html`${explained}
      <div class="places">
        ${places.slice(0, MAX_PLACES).map(({ words }, at) => this.#place(id, words, at))}
        <button
          class="button"
          @click=${() => announce(this, 'reanchor-wanted', { annotation: id })}
        >
          Place it on my selection
        </button>
      </div>`;
  }

  #place(annotation: string, words: string, at: number): TemplateResult {
    return html`<button
      class="button place"
      aria-label=${`Place ${at + 1}: ${words}`}
      @click=${() => this.#choose(annotation, at)}
    >
      <span dir="auto">…${shorten(words, 90)}…</span>
    </button>`;
  }

  /** The place has moved with its words since the button was drawn. */
  #choose(annotation: string, at: number): void {
    const anchor = this.choicesFor(annotation)[at]?.anchor();
    if (anchor === undefined) return;
    this.dispatchEvent(new AnnotationCommandEvent({ do: 'anchor', annotation, anchor }));
  }

  #mayMend(annotation: PlacedAnnotation): boolean {
    const layer = this.layers.find(({ id }) => id === annotation.layer);
    if (layer === undefined) return false;
    const { id, anchor } = annotation;
    return mayPerform({ do: 'anchor', annotation: id, anchor }, annotation, layer, this.me);
  }
}

/** The words with what was around them when they were last seen. */
function oldPlace({ prefix, exact, suffix }: Anchor): TemplateResult {
  return html`<p class="old-place" dir="auto">
    …${prefix}<mark>${shorten(exact, 120)}</mark>${suffix}…
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-tray': GalleyTray;
  }
}
