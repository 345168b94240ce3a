/** The layers of an article: which are shown, who reads them, and the ways to make, change and delete one. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { BookOpenText, Eye, Layers, Lock, Pencil, Trash2 } from 'lucide';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { call } from '../../api/call.ts';
import { announce } from './annotation-events.ts';
import './galley-layer-form.ts';
import { countWords, readersOf, takenAlong } from './layer-words.ts';
import { NOTES_LAYER } from './own-notes.ts';
import { toastTrashed } from '../../ui/bring-back.ts';
import { confirmed } from '../../ui/dialog/galley-confirm.ts';
import { toast } from '../../ui/galley-toast.ts';
import { mayChangeLayer, mayDeleteLayer, mayManageLayers } from '../../ui/session/permission.ts';
import './galley-layers.css';
import '../../ui/style/tones.css';
import { sentences } from '../../ui/words/explanation.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { icon } from '../../ui/icon.ts';
import { LightElement } from '../../ui/light-element.ts';
import { t } from '../../ui/language/translate.ts';
import { layerName } from '../../ui/words/layer-names.ts';

const TAG = 'galley-layers';
const PANEL = 'layers-panel';

/** Stands for the layer that is being made, where else the id of one stands that is being changed. */
const NEW = 'new';

/**
 * A button with a panel of switches.
 * @fires layer-toggled, layer-created
 * @fires text-focus-wanted - the person wants to read, without any layer
 */
@customElement(TAG)
export class GalleyLayers extends LightElement {
  @property() article = '';
  @property({ attribute: false }) layers: readonly LayerAnswer[] = [];
  @property({ attribute: false }) shown: ReadonlySet<string> = new Set();
  /** All threads of the layers, shown or not. */
  @property({ attribute: false }) threads: readonly PlacedAnnotation[] = [];
  @property({ attribute: false }) people: People = new Map();
  @property({ attribute: false }) me: MemberAnswer | null = null;

  /** Id of the layer whose form is open. */
  @state() private edited: string | null = null;
  /** Most of the panel is drawn only while it is open: who reads what is asked of everybody. */
  @state() private isOpen = false;
  /** What was shown before all was hidden. */
  #before: readonly string[] = [];

  override render(): TemplateResult {
    return html`<button class="button plain opener" popovertarget=${PANEL}>
        ${icon(Layers)} ${t('Layers')}${this.#hiddenBadge()}
      </button>
      <div
        id=${PANEL}
        class="panel"
        popover
        role="dialog"
        aria-label=${t('Layers')}
        @beforetoggle=${this.#toggled}
        @layer-form-closed=${this.#closeForm}
      >
        ${this.isOpen ? this.#content() : nothing}
      </div>`;
  }

  #hiddenBadge(): TemplateResult | typeof nothing {
    const hidden = this.#hidden.length;
    if (hidden === 0) return nothing;
    const words =
      hidden === this.layers.length ? t('all hidden') : t('{count} hidden', { count: hidden });
    return html` <span class="badge">${words}</span>`;
  }

  #content(): TemplateResult {
    return html`<ul>
        ${repeat(
          this.layers,
          ({ id }) => id,
          (layer) =>
            html`<li>${layer.id === this.edited ? this.#form(layer) : this.#row(layer)}</li>`,
        )}
      </ul>
      ${
        this.edited === NEW
          ? this.#form(null)
          : html`<div class="actions">
              ${this.#hideOrShow()}
              ${
                mayManageLayers(this.me)
                  ? html`<button class="button" @click=${() => (this.edited = NEW)}>
                      ${t('New layer')}
                    </button>`
                  : nothing
              }
            </div>`
      }`;
  }

  #row(layer: LayerAnswer): TemplateResult {
    const { id, color, locked } = layer;
    const name = layerName(layer);
    const threads = this.threads.filter((thread) => thread.layer === id);
    const open = threads.filter(({ status }) => status === 'open').length;
    const count = countWords(open, threads.length);
    return html`<label data-tone=${color}>
        <input
          type="checkbox"
          role="switch"
          aria-describedby="readers-${id}"
          .checked=${this.shown.has(id)}
          @change=${() => this.#toggle(id, !this.shown.has(id))}
        />
        <span class="swatch" aria-hidden="true"></span>
        <span class="name" dir="auto">${name}</span>
        ${count === '' ? nothing : html`<span class="count">${count}</span>`}
      </label>
      <p class="audience" id="readers-${id}">
        ${locked ? html`<span class="locked">${icon(Lock)} ${t('Locked')}</span> · ` : nothing}${readersOf(
          layer,
          this.people,
          this.me,
        )}
      </p>
      <div class="row-actions">${this.#rowActions(layer)}</div>`;
  }

  #rowActions(layer: LayerAnswer): TemplateResult {
    const { id } = layer;
    const name = layerName(layer);
    const isOnly = this.shown.has(id) && this.#hidden.length === this.layers.length - 1;
    const isThere = id !== NOTES_LAYER;
    return html`${
      this.layers.length > 1
        ? html`<button
            class="button plain icon"
            aria-label=${t('Only {name}', { name })}
            title=${t('Only this layer')}
            aria-pressed=${isOnly}
            @click=${() => (isOnly ? this.#show(this.#ids) : this.#show([id]))}
          >
            ${icon(Eye)}
          </button>`
        : nothing
    }${
      isThere && mayChangeLayer(layer, this.me)
        ? html`<button
            class="button plain icon"
            data-edits=${id}
            aria-label=${t('Change layer {name}', { name })}
            title=${t('Name, colour, who reads it, lock')}
            @click=${() => (this.edited = id)}
          >
            ${icon(Pencil)}
          </button>`
        : nothing
    }${
      isThere && mayDeleteLayer(layer, this.me)
        ? html`<button
            class="button plain icon"
            aria-label=${t('Delete layer {name}', { name })}
            title=${t('Delete this layer')}
            @click=${() => void this.#delete(layer)}
          >
            ${icon(Trash2)}
          </button>`
        : nothing
    }`;
  }

  #form(layer: LayerAnswer | null): TemplateResult {
    return html`<galley-layer-form
      .article=${this.article}
      .layer=${layer}
      .colors=${this.layers.map(({ color }) => color)}
      .people=${this.people}
      .me=${this.me}
    ></galley-layer-form>`;
  }

  #hideOrShow(): TemplateResult {
    if (this.#hidden.length < this.layers.length) {
      const showAll = html`<button class="button plain" @click=${() => this.#show(this.#ids)}>
        ${t('Show all')}
      </button>`;
      return html`<span class="together">
        <button class="button plain" @click=${this.#read}>
          ${icon(BookOpenText)} ${t('Hide all and read')}
        </button>
        ${this.#hidden.length > 0 ? showAll : nothing}
      </span>`;
    }
    const before = this.#before.length > 0 ? this.#before : this.#ids;
    return html`<button class="button plain" @click=${() => this.#show(before)}>
      ${before.length < this.layers.length ? t('Show again') : t('Show all')}
    </button>`;
  }

  get #ids(): readonly string[] {
    return this.layers.map(({ id }) => id);
  }

  get #hidden(): readonly string[] {
    return this.#ids.filter((id) => !this.shown.has(id));
  }

  #toggled({ newState }: ToggleEvent): void {
    this.isOpen = newState === 'open';
    this.edited = null;
  }

  #toggle(layer: string, shown: boolean): void {
    announce(this, 'layer-toggled', { layer, shown });
  }

  /** These and no others. */
  #show(layers: readonly string[]): void {
    for (const id of this.#ids) this.#toggle(id, layers.includes(id));
  }

  #read(): void {
    this.#before = this.#ids.filter((id) => this.shown.has(id));
    this.#show([]);
    this.querySelector<HTMLElement>(`#${PANEL}`)?.hidePopover();
    announce(this, 'text-focus-wanted', {});
  }

  /** The focus goes back to what had opened it. */
  #closeForm(): void {
    const { edited } = this;
    this.edited = null;
    void this.updateComplete.then(() => {
      const opener = `[data-edits="${CSS.escape(edited ?? '')}"]`;
      const target =
        this.querySelector<HTMLElement>(opener) ?? this.querySelector('.actions > .button');
      if (target instanceof HTMLElement) target.focus();
    });
  }

  /** The server tells all open pages, this one too, that it goes and that it is back. */
  async #delete(deleted: LayerAnswer): Promise<void> {
    const layer = deleted.id;
    const name = layerName(deleted);
    const threads = this.threads.filter((thread) => thread.layer === layer);
    const isAgreed = await confirmed({
      title: t('Delete the layer “{name}”?', { name }),
      text: `${takenAlong(threads, this.people)} ${t('It leaves everybody’s page. For 30 days it can be brought back from the trash.')}`,
      action: t('Delete'),
    });
    if (!isAgreed) return;
    const answer = await call(layerRoutes.delete, { id: this.article, layer });
    if (answer.ok) toastTrashed({ id: layer, name }, () => undefined);
    else toast(sentences(answer.problem));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-layers': GalleyLayers;
  }
}
