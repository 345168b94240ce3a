/** The layers of an article: which are shown, who reads them, and a way to make another. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Layers, Lock, Trash2 } from 'lucide';
import { COLORS } from '../../../shared/annotation/annotation.ts';
import { AUDIENCES } from '../../../shared/article/article.ts';
import type { Audience } from '../../../shared/article/article.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { call } from '../../api/call.ts';
import { announce } from './annotation-events.ts';
import { NOTES_LAYER } from './own-notes.ts';
import { toastTrashed } from '../../ui/bring-back.ts';
import { confirmed } from '../../ui/dialog/galley-confirm.ts';
import { toast } from '../../ui/galley-toast.ts';
import { mayDeleteLayer, mayManageLayers } from '../../ui/session/permission.ts';
import './galley-layers.css';
import '../../ui/style/tones.css';
import { sentences } from '../../ui/words/explanation.ts';
import { wordsIn } from '../../ui/form/form-fields.ts';
import { icon } from '../../ui/icon.ts';
import { LightElement } from '../../ui/light-element.ts';

const TAG = 'galley-layers';

const AUDIENCE_NAMES: Readonly<Record<Audience, string>> = {
  public: 'Everyone, readers too',
  members: 'Members and guests',
  editors: 'Editors and up',
  moderators: 'Moderators and up',
  private: 'Only you',
};

/**
 * A button with a panel of switches.
 * @fires layer-toggled, layer-created
 */
@customElement(TAG)
export class GalleyLayers extends LightElement {
  @property() article = '';
  @property({ attribute: false }) layers: readonly LayerAnswer[] = [];
  @property({ attribute: false }) shown: ReadonlySet<string> = new Set();
  /** Open threads by layer. */
  @property({ attribute: false }) counts: ReadonlyMap<string, number> = new Map();
  @property({ attribute: false }) me: MemberAnswer | null = null;

  @state() private isMaking = false;
  @state() private failure = '';

  override render(): TemplateResult {
    const hidden = this.layers.filter(({ id }) => !this.shown.has(id)).length;
    return html`<button class="button plain opener" popovertarget="layers-panel">
        ${icon(Layers)}
        Layers${hidden > 0 ? html` <span class="badge">${hidden} hidden</span>` : nothing}
      </button>
      <div id="layers-panel" class="panel" popover role="dialog" aria-label="Layers">
        <ul>
          ${this.layers.map((layer) => this.#row(layer))}
        </ul>
        <div class="actions">
          <button class="button plain" @click=${() => this.#toggleAll(hidden > 0)}>
            ${hidden > 0 ? 'Show all' : 'Hide all'}
          </button>
          ${
            mayManageLayers(this.me) && !this.isMaking
              ? html`<button class="button" @click=${this.#openForm}>New layer</button>`
              : nothing
          }
        </div>
        ${this.isMaking ? this.#form() : nothing}
      </div>`;
  }

  #row(layer: LayerAnswer): TemplateResult {
    const { id, name, color, audience, locked } = layer;
    const count = this.counts.get(id) ?? 0;
    return html`<li>
      <label data-tone=${color}>
        <input
          type="checkbox"
          role="switch"
          .checked=${this.shown.has(id)}
          @change=${() => this.#toggle(id, !this.shown.has(id))}
        />
        <span class="swatch" aria-hidden="true"></span>
        <span class="name" dir="auto">${name}</span>
        ${count > 0 ? html`<span class="count">${count} open</span>` : nothing}
        <span class="audience">
          ${AUDIENCE_NAMES[audience]}${locked ? html` · ${icon(Lock)} Locked` : nothing}
        </span>
      </label>
      ${
        id !== NOTES_LAYER && mayDeleteLayer(layer, this.me)
          ? html`<button
              class="button plain icon"
              aria-label="Delete layer ${name}"
              @click=${() => void this.#delete(layer)}
            >
              ${icon(Trash2)}
            </button>`
          : nothing
      }
    </li>`;
  }

  #form(): TemplateResult {
    return html`<form class="making" @submit=${this.#make}>
      <label class="field"
        >Name <input name="name" required maxlength="80" autocomplete="off"
      /></label>
      <div class="pair">
        <label class="field">
          Colour
          <select name="color">
            ${COLORS.map((color) => html`<option value=${color}>${capitalized(color)}</option>`)}
          </select>
        </label>
        <label class="field">
          Who reads it
          <select name="audience">
            ${AUDIENCES.map(
              (audience) =>
                html`<option value=${audience} ?selected=${audience === 'members'}>
                  ${AUDIENCE_NAMES[audience]}
                </option>`,
            )}
          </select>
        </label>
      </div>
      <p class="failure" role="alert">${this.failure}</p>
      <div class="actions">
        <button type="button" class="button plain" @click=${this.#closeForm}>Cancel</button>
        <button class="button primary">Make layer</button>
      </div>
    </form>`;
  }

  #toggle(layer: string, shown: boolean): void {
    announce(this, 'layer-toggled', { layer, shown });
  }

  #toggleAll(shown: boolean): void {
    for (const { id } of this.layers) this.#toggle(id, shown);
  }

  async #openForm(): Promise<void> {
    this.isMaking = true;
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('input[name="name"]')?.focus();
  }

  #closeForm(): void {
    this.isMaking = false;
    this.failure = '';
  }

  /** The server tells all open pages, this one too, that it goes and that it is back. */
  async #delete({ id: layer, name }: LayerAnswer): Promise<void> {
    const isAgreed = await confirmed({
      title: `Delete the layer “${name}”?`,
      text: 'It leaves everybody’s page with all its notes. For 30 days it can be brought back from the trash.',
      action: 'Delete',
    });
    if (!isAgreed) return;
    const answer = await call(layerRoutes.delete, { id: this.article, layer });
    if (answer.ok) toastTrashed({ id: layer, name }, () => undefined);
    else toast(sentences(answer.problem));
  }

  async #make(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement; // the listener stands on the form
    const chosen = { color: wordsIn(form, 'color'), audience: wordsIn(form, 'audience') };
    const layer = {
      name: wordsIn(form, 'name'),
      color: COLORS.find((color) => color === chosen.color),
      audience: AUDIENCES.find((audience) => audience === chosen.audience),
    };
    const made = await call(layerRoutes.add, { id: this.article }, layer);
    if (!made.ok) {
      this.failure = sentences(made.problem);
      return;
    }
    this.#closeForm();
    announce(this, 'layer-created', { layer: made.value });
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-layers': GalleyLayers;
  }
}
