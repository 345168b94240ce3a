/** The field in which a note or a reply is written, with the people whom one may mention. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { mentionable, mentionedIn, toMentions } from '../../../shared/annotation/mentions.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import './galley-note-field.css';
import { LightElement } from '../../ui/light-element.ts';
import { readsLayer } from '../../ui/session/permission.ts';
import { markdown } from '../../ui/words/markdown.ts';
import { authorColor, avatar } from '../../ui/words/person.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { choicesFor, mentionQuery } from './mention-choices.ts';
import type { MentionChoice, MentionQuery } from './mention-choices.ts';
import { t } from '../../ui/language/translate.ts';
import { formatList } from '../../ui/language/formats.ts';
import { layerName } from '../../ui/words/layer-names.ts';

/** Each list has an id of its own in the page. */
let lists = 0;

/**
 * A text area of a form, named `body`. While an `@` is being written a list of people stands below it: the arrows move in it,
 * Enter and Tab take one, Esc closes it. Who is mentioned and doesn't read the layer is said under the field.
 */
@customElement('galley-note-field')
export class GalleyNoteField extends LightElement {
  /** Its name; shown above it unless `isQuiet`. */
  @property() label = '';
  @property({ attribute: false }) isQuiet = false;
  @property() hint = '';
  @property({ attribute: false }) rows = 1;
  @property({ type: Boolean }) required = false;
  /** What stands in it, with `@Name` for each mention. */
  @property() value = '';
  /** Whether what is written can be looked at as it will be shown. */
  @property({ attribute: false }) hasPreview = false;
  @property({ attribute: false }) people: People = new Map();
  @property({ attribute: false }) me: MemberAnswer | null = null;
  /** Where it is written; null where that isn't known. */
  @property({ attribute: false }) layer: LayerAnswer | null = null;

  @state() private query: MentionQuery | null = null;
  @state() private chosen = 0;
  @state() private isPreviewed = false;
  @state() private words = '';

  readonly #list = `mentions-${(lists += 1)}`;
  /** Where the list was closed by hand: it stays so for that `@`. */
  #closedAt: number | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) this.words = this.value;
  }

  override render(): TemplateResult {
    const choices = this.#choices();
    const isOpen = choices.length > 0;
    return html`<div class="head">
        ${this.isQuiet ? nothing : html`<label for=${`${this.#list}-field`}>${this.label}</label>`}
        ${this.hasPreview ? this.#previewButton() : nothing}
      </div>
      <div class="writing-place" ?hidden=${this.isPreviewed}>
        <textarea
          id=${`${this.#list}-field`}
          name="body"
          rows=${this.rows}
          dir="auto"
          ?required=${this.required}
          aria-label=${this.isQuiet ? this.label : nothing}
          placeholder=${this.hint}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls=${isOpen ? this.#list : nothing}
          aria-activedescendant=${isOpen ? `${this.#list}-${this.chosen}` : nothing}
          .value=${this.value}
          @input=${this.#typed}
          @keydown=${this.#key}
          @keyup=${this.#moved}
          @click=${this.#moved}
          @blur=${this.#close}
        ></textarea>
        ${isOpen ? this.#choiceList(choices) : nothing}
      </div>
      ${this.isPreviewed ? this.#preview() : nothing} ${this.#unheard()}`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('query' as never) && this.query !== null)
      this.querySelector('[role=listbox]')?.scrollIntoView({ block: 'nearest' });
  }

  /** What was written, as it is sent: each mention with the person that it means. */
  get body(): string {
    return toMentions(this.words.trim(), mentionable([...this.people.values()]));
  }

  #choiceList(choices: readonly MentionChoice[]): TemplateResult {
    return html`<ul class="mentions" role="listbox" id=${this.#list} aria-label=${t('Mention')}>
      ${repeat(
        choices,
        ({ id }) => id,
        (choice, at) =>
          html`<li
            role="option"
            id=${`${this.#list}-${at}`}
            aria-selected=${at === this.chosen}
            @pointerdown=${keepFocus}
            @click=${() => this.#take(choice)}
          >
            ${avatar(choice.label, authorColor(choice.id))}
            <bdi class="name">${choice.label}</bdi>
            ${choice.reads ? nothing : html`<span class="why">${t('can’t read this layer')}</span>`}
          </li>`,
      )}
    </ul>`;
  }

  #previewButton(): TemplateResult {
    return html`<button
      type="button"
      class="button plain preview"
      aria-pressed=${this.isPreviewed}
      @click=${() => {
        this.isPreviewed = !this.isPreviewed;
        if (!this.isPreviewed) void this.updateComplete.then(() => this.#field?.focus());
      }}
    >
      ${t('Preview')}
    </button>`;
  }

  #preview(): TemplateResult {
    const { body } = this;
    const me = this.me?.id ?? null;
    return html`<div class="note previewed" role="region" aria-label=${t('Preview')} tabindex="0">
      ${body === '' ? html`<p class="nothing">${t('Nothing to preview yet.')}</p>` : markdown(body, { nameOf: (_id, written) => written, me })}
    </div>`;
  }

  /** Nobody reads of what they have no right to: that is said before it is sent. */
  #unheard(): TemplateResult {
    const { layer } = this;
    const named = new Set(mentionedIn(this.body));
    const deaf =
      layer === null ? [] : this.#people().filter(({ id, reads }) => named.has(id) && !reads);
    const names = formatList(deaf.map(({ label }) => label)).join('');
    const words =
      deaf.length === 0
        ? ''
        : t('{names} can’t read “{layer}”, and won’t hear of this.', {
            names,
            layer: layer === null ? '' : layerName(layer),
          });
    return html`<p class="unheard" role="status" .textContent=${words}></p>`;
  }

  get #field(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  #choices(): readonly MentionChoice[] {
    return this.query === null ? [] : choicesFor(this.query.words, this.#people());
  }

  /** Who may be at this article, but oneself. Labels are the same whoever is left out. */
  #people(): readonly MentionChoice[] {
    const { people, layer, me } = this;
    return mentionable([...people.values()]).flatMap((one) => {
      const person = people.get(one.id);
      if (person === undefined || person.role === null || one.id === me?.id) return [];
      return [{ ...one, reads: layer === null || readsLayer(person, layer, me) }];
    });
  }

  #typed(): void {
    this.words = this.#field?.value ?? '';
    this.#look();
  }

  readonly #moved = (event: Event): void => {
    if (event instanceof KeyboardEvent && LIST_KEYS.has(event.key)) return;
    this.#look();
  };

  #look(): void {
    const field = this.#field;
    const isCaret = field !== null && field.selectionStart === field.selectionEnd;
    const query = isCaret ? mentionQuery(field.value, field.selectionStart) : null;
    if (query?.from !== this.#closedAt) this.#closedAt = null;
    const next = this.#closedAt === null ? query : null;
    if (next?.words !== this.query?.words || next?.from !== this.query?.from) this.chosen = 0;
    this.query = next;
  }

  readonly #close = (): void => {
    this.query = null;
  };

  #key(event: KeyboardEvent): void {
    const choices = this.#choices();
    if (choices.length === 0 || event.isComposing || hasModifier(event)) return;
    if (!LIST_KEYS.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // Esc would leave the form
    const count = choices.length;
    if (event.key === 'ArrowDown') this.chosen = (this.chosen + 1) % count;
    else if (event.key === 'ArrowUp') this.chosen = (this.chosen + count - 1) % count;
    else if (event.key === 'Escape') {
      this.#closedAt = this.query?.from ?? null;
      this.query = null;
    } else this.#take(choices[this.chosen] ?? null);
  }

  #take(choice: MentionChoice | null): void {
    const [field, query] = [this.#field, this.query];
    if (choice === null || field === null || query === null) return;
    const caret = field.selectionStart;
    const isFollowed = /^\s/.test(field.value.slice(caret));
    field.setRangeText(`@${choice.label}${isFollowed ? '' : ' '}`, query.from, caret, 'end');
    field.focus();
    this.query = null;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

const LIST_KEYS: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape']);

function keepFocus(event: Event): void {
  event.preventDefault();
}

function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-note-field': GalleyNoteField;
  }
}
