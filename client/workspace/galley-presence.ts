/** Who else is at the article, and whom of them the page follows. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { Present } from './connection/presence.ts';
import './galley-presence.css';
import { LightElement } from '../ui/light-element.ts';
import { avatar } from '../ui/words/person.ts';
import { formatNumber, n, t } from '../ui/language/translate.ts';

/** Of more people only the number is shown, with a list behind it. On a phone there is room for fewer; the style sheet has the same number. */
const MOST_SHOWN = 4;
const MOST_ON_PHONE = 1;
const REST = 'others-here';

/**
 * Pictures of the others who are at the article; a click or Enter on one has the page follow that person, and another one ends it.
 * @fires follow-wanted - detail: id of the person to be followed, null for nobody any more
 */
@customElement('galley-presence')
export class GalleyPresence extends LightElement {
  /** Everybody at the article, oneself too. */
  @property({ attribute: false }) people: readonly Present[] = [];
  /** One's own id, which is left out. */
  @property({ attribute: false }) me = '';
  /** Id of the person whom the page follows. */
  @property({ attribute: false }) following: string | null = null;

  override render(): TemplateResult | typeof nothing {
    const others = this.people.filter(({ id }) => id !== this.me);
    if (others.length === 0) return nothing;
    return html`<ul aria-label=${t('Also here')}>
        ${others.slice(0, MOST_SHOWN).map((person) => html`<li>${this.#picture(person)}</li>`)}
      </ul>
      ${others.length > MOST_ON_PHONE ? this.#rest(others) : nothing} ${this.#followed(others)}`;
  }

  #picture(person: Present): TemplateResult {
    const { id, name, color, isIdle } = person;
    const isFollowed = id === this.following;
    return html`<button
      class=${classMap({ person: true, idle: isIdle, followed: isFollowed })}
      data-person=${color}
      role="switch"
      aria-checked=${isFollowed}
      title=${isIdle ? t('{name}, away', { name }) : name}
      @click=${() => this.#toggle(id)}
    >
      ${avatar(name, color)}<span class="visually-hidden"
        >${isIdle ? t('Follow {name}, away', { name }) : t('Follow {name}', { name })}</span
      >
    </button>`;
  }

  /** Everybody, since on a phone fewer pictures are shown than elsewhere. */
  #rest(others: readonly Present[]): TemplateResult {
    const more = others.length - MOST_SHOWN;
    return html`<button
        class=${classMap({ button: true, plain: true, rest: true, few: more <= 0 })}
        popovertarget=${REST}
        aria-label=${n('The other one who is here', 'All {count} others who are here', others.length)}
      >
        <span class="on-phone">+${formatNumber(others.length - MOST_ON_PHONE)}</span>
        <span class="elsewhere">+${formatNumber(more)}</span>
      </button>
      <div class="menu" id=${REST} popover>
        ${others.map(
          ({ id, name, color, isIdle }) =>
            html`<button
              class=${isIdle ? 'idle' : ''}
              role="switch"
              aria-checked=${id === this.following}
              @click=${() => this.#choose(id)}
            >
              ${avatar(name, color)}
              <bdi>${name}</bdi>${isIdle ? html`<small>${t('away')}</small>` : nothing}
            </button>`,
        )}
      </div>`;
  }

  /** Says over the text whom the page follows, with a way to end it. */
  #followed(others: readonly Present[]): TemplateResult | typeof nothing {
    const person = others.find(({ id }) => id === this.following);
    if (person === undefined) return nothing;
    return html`<p class="following" data-person=${person.color}>
      <span>${t('Following {name}', { name: html`<bdi>${person.name}</bdi>` })}</span>
      <button class="button plain" @click=${() => this.#toggle(person.id)}>
        ${t('Stop')} <kbd>Esc</kbd>
      </button>
    </p>`;
  }

  #choose(id: string): void {
    this.querySelector<HTMLElement>(`#${REST}`)?.hidePopover();
    this.#toggle(id);
  }

  #toggle(id: string): void {
    const detail = id === this.following ? null : id;
    this.dispatchEvent(new CustomEvent('follow-wanted', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-presence': GalleyPresence;
  }
  interface HTMLElementEventMap {
    'follow-wanted': CustomEvent<string | null>;
  }
}
