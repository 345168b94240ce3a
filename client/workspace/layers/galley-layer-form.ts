/** The form by which a layer is made or changed. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { COLORS } from '../../../shared/annotation/annotation.ts';
import type { Color } from '../../../shared/annotation/annotation.ts';
import { AUDIENCES } from '../../../shared/article/article.ts';
import type { Audience } from '../../../shared/article/article.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { call } from '../../api/call.ts';
import { announce } from './annotation-events.ts';
import { AUDIENCE_NAMES, audiencesFor, readersOf } from './layer-words.ts';
import './galley-layer-form.css';
import '../../ui/style/tones.css';
import { fieldText, wordsIn } from '../../ui/form/form-fields.ts';
import type { FormSubmit } from '../../ui/form/form-fields.ts';
import { LightElement } from '../../ui/light-element.ts';
import { sentences } from '../../ui/words/explanation.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { t, tIn } from '../../ui/language/translate.ts';
import { layerName } from '../../ui/words/layer-names.ts';

/**
 * Of a new layer where none is given. The server tells all open pages what has changed, this one too.
 * @fires layer-created
 * @fires layer-form-closed - it is done, or was left by Cancel or Esc
 */
@customElement('galley-layer-form')
export class GalleyLayerForm extends LightElement {
  @property() article = '';
  @property({ attribute: false }) layer: LayerAnswer | null = null;
  /** Taken by the others, so that a new layer begins with another one. */
  @property({ attribute: false }) colors: readonly string[] = [];
  @property({ attribute: false }) people: People = new Map();
  @property({ attribute: false }) me: MemberAnswer | null = null;

  @state() private audience: Audience = 'members';
  @state() private failure = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.audience = this.layer?.audience ?? 'members';
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLInputElement>('[name="name"]')?.select();
  }

  override render(): TemplateResult {
    const { layer } = this;
    return html`<form
      data-leaves-by-escape
      aria-label=${layer === null ? t('New layer') : t('Layer {name}', { name: layerName(layer) })}
      @submit=${this.#submit}
      @keydown=${this.#key}
    >
      <label class="field"
        >${t('Name')}
        <input name="name" required maxlength="80" autocomplete="off" .value=${layer?.name ?? ''} />
      </label>
      ${this.#swatches()} ${this.#audiences()}
      ${layer === null || layer.audience === 'private' ? nothing : this.#lock(layer)}
      <p class="failure" role="alert">${this.failure}</p>
      <div class="actions">
        <button type="button" class="button plain" @click=${this.#close}>${t('Cancel')}</button>
        <button class="button primary">${layer === null ? t('Make layer') : t('Save')}</button>
      </div>
    </form>`;
  }

  #swatches(): TemplateResult {
    const free = COLORS.find((color) => !this.colors.includes(color));
    const chosen = this.layer?.color ?? free ?? COLORS[0];
    return html`<fieldset class="swatches">
      <legend>${t('Colour')}</legend>
      ${COLORS.map(
        (color) =>
          html`<label data-tone=${color} title=${COLOR_NAMES[color]}>
            <input type="radio" name="color" value=${color} ?checked=${color === chosen} />
            <span class="swatch" aria-hidden="true"></span>
            <span class="visually-hidden">${COLOR_NAMES[color]}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  #audiences(): TemplateResult {
    const { layer, people, me, audience } = this;
    const seen = { ...(layer ?? PLANNED), audience };
    return html`<label class="field">
        ${t('Who reads it')}
        <select name="audience" @change=${this.#chosen}>
          ${audiencesFor(layer, me).map(
            (one) =>
              html`<option value=${one} ?selected=${one === audience}>
                ${AUDIENCE_NAMES[one]}
              </option>`,
          )}
        </select>
      </label>
      <p class="readers">${readersOf(seen, people, me)}</p>`;
  }

  #lock({ locked }: LayerAnswer): TemplateResult {
    return html`<label class="lock">
      <input type="checkbox" name="locked" ?checked=${locked} />
      <span>${t('Locked: nobody below moderator writes in it')}</span>
    </label>`;
  }

  #chosen(event: Event & { currentTarget: HTMLSelectElement }): void {
    const { value } = event.currentTarget;
    this.audience = AUDIENCES.find((audience) => audience === value) ?? this.audience;
  }

  /** Esc leaves the form, and not the panel. */
  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault(); // else the browser would close the panel
    event.stopPropagation();
    this.#close();
  }

  async #submit(event: FormSubmit): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const color = COLORS.find((one) => one === wordsIn(form, 'color'));
    const layer = { name: wordsIn(form, 'name'), color, audience: this.audience };
    const problem = await (this.layer === null ? this.#make(layer) : this.#change(form, layer));
    if (problem !== null) this.failure = problem;
    else this.#close();
  }

  /** Sentences on why it could not be made; null where it is. */
  async #make(layer: Wanted): Promise<string | null> {
    const made = await call(layerRoutes.add, { id: this.article }, layer);
    if (!made.ok) return sentences(made.problem);
    announce(this, 'layer-created', { layer: made.value });
    return null;
  }

  async #change(form: HTMLFormElement, wanted: Wanted): Promise<string | null> {
    const { layer } = this;
    if (layer === null) return null;
    const lock = form.querySelector('[name="locked"]') !== null;
    const locked = fieldText(new FormData(form), 'locked') !== null;
    const change = lock ? { ...wanted, locked } : wanted;
    const changed = await call(layerRoutes.change, { id: this.article, layer: layer.id }, change);
    return changed.ok ? null : sentences(changed.problem);
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('layer-form-closed', { bubbles: true }));
  }
}

interface Wanted {
  readonly name: string;
  readonly color: (typeof COLORS)[number] | undefined;
  readonly audience: Audience;
}

/** A layer as it will be, for whom it is asked who reads it. */
const PLANNED: LayerAnswer = {
  id: '',
  name: '',
  color: 'yellow',
  audience: 'members',
  locked: false,
  purpose: 'custom',
  writable: true,
};

const COLOR_NAMES: Readonly<Record<Color, string>> = {
  yellow: tIn('colour of a layer', 'Yellow'),
  blue: tIn('colour of a layer', 'Blue'),
  green: tIn('colour of a layer', 'Green'),
  pink: tIn('colour of a layer', 'Pink'),
  purple: tIn('colour of a layer', 'Purple'),
  orange: tIn('colour of a layer', 'Orange'),
};

declare global {
  interface HTMLElementTagNameMap {
    'galley-layer-form': GalleyLayerForm;
  }
  interface HTMLElementEventMap {
    'layer-form-closed': CustomEvent<null>;
  }
}
