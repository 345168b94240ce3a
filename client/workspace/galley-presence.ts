/** Who else is at the article. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PresentPerson } from '../../shared/presence/person.ts';
import './galley-presence.css';
import { LightElement } from '../ui/light-element.ts';
import { avatar } from '../ui/words/person.ts';

/** Of more people only the number is shown. */
const MOST_SHOWN = 4;

/** Pictures of the others who are at the article, with their names for assistive technology. */
@customElement('galley-presence')
export class GalleyPresence extends LightElement {
  /** Everybody at the article, oneself too. */
  @property({ attribute: false }) people: readonly PresentPerson[] = [];
  /** One's own id, which is left out. */
  @property({ attribute: false }) me = '';

  override render(): TemplateResult | typeof nothing {
    const others = this.people.filter(({ id }) => id !== this.me);
    if (others.length === 0) return nothing;
    const rest = others.length - MOST_SHOWN;
    return html`<ul aria-label="Also here">
      ${others
        .slice(0, MOST_SHOWN)
        .map(
          ({ name, color }) =>
            html`<li>${avatar(name, color)}<span class="visually-hidden">${name}</span></li>`,
        )}
      ${
        rest > 0
          ? html`<li
              class="rest"
              title=${others
                .slice(MOST_SHOWN)
                .map(({ name }) => name)
                .join(', ')}
            >
              +${rest}
            </li>`
          : nothing
      }
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-presence': GalleyPresence;
  }
}
