/** The dialog in which people choose what is in a copy of an article, see what will leave, and take it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { KINDS, READER_AUTHOR, STATUSES } from '../../../shared/annotation/annotation.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { Audience } from '../../../shared/article/article.ts';
import { COPY_NAMES } from '../../../shared/article/copy-choices.ts';
import type { CopyNaming, NotePlace, Suggestions } from '../../../shared/article/copy-choices.ts';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import type { CopyFormat } from '../../../shared/article/formats.ts';
import { shownName } from '../../../shared/presence/person.ts';
import { done } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { annotationRoutes } from '../../../shared/wire/routes/annotations.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import { peopleRoutes } from '../../../shared/wire/routes/people.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../dialog/dialog.ts';
import type { DeviceStorage } from '../device-storage.ts';
import { LightElement } from '../light-element.ts';
import { sentences } from '../words/explanation.ts';
import { kindName } from '../words/kind-names.ts';
import { statusName } from '../words/status-names.ts';
import { exportAddress } from './export-address.ts';
import type { ExportChoices } from './export-address.ts';
import './galley-export.css';
import './galley-return.ts';
import { keepChoices, keptChoices, lastFormat } from './kept-choices.ts';
import { leaving, widestLayers } from './leaving.ts';
import type { LeavingLayer } from './leaving.ts';
import { formatNumber, n, t, tIn, told } from '../language/translate.ts';
import { formatList } from '../language/formats.ts';
import { withShownName } from '../words/layer-names.ts';

interface Exported {
  readonly id: string;
  readonly title: string;
}

/** What the article has by now, as its reader may see it. */
interface Contents {
  readonly layers: readonly LayerAnswer[];
  readonly annotations: readonly PlacedAnnotation[];
  readonly names: ReadonlyMap<string, string>;
}

/** Asks anew at each opening, so that what it says is what leaves. */
@customElement('galley-export')
export class GalleyExport extends LightElement {
  /** Whether to offer that a copy comes back. */
  @property({ attribute: false }) bringsBack = false;
  /** Where the last choices are kept. */
  @property({ attribute: false }) storage: DeviceStorage = localStorage;

  /** What the dialog is about; null while it is closed. */
  @state() private article: Exported | null = null;
  @state() private contents: Contents | null = null;
  @state() private failure = '';
  @state() private format: CopyFormat = lastFormat(localStorage);
  @state() private choices: ExportChoices = keptChoices(localStorage, this.format);
  /** Ids of the layers that are ticked; never kept, since a tick from before is easily overlooked. */
  @state() private ticked: ReadonlySet<string> = new Set();
  /** What came of copying the link. */
  @state() private said = '';

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    const { article } = this;
    const dialog = this.#dialog.draw({
      heading: html`${t('Export a copy of “{title}”', { title: html`<bdi>${article?.title}</bdi>` })}`,
      content: article === null ? nothing : this.#content(),
      buttons: article === null ? html`` : this.#buttons(article),
      closed: this.#closed,
      size: 'large',
    });
    return html`${dialog}<galley-return></galley-return>`;
  }

  /** Offers the copies of the article. */
  async open(article: Exported): Promise<void> {
    this.article = article;
    this.contents = null;
    this.failure = '';
    this.said = '';
    this.ticked = new Set();
    this.#chooseFormat(lastFormat(this.storage));
    await this.#dialog.open();
    const found = await contentsOf(article.id);
    if (this.article !== article) return;
    if (!found.ok) this.failure = sentences(found.problem);
    else {
      this.contents = found.value;
      this.ticked = new Set(widestLayers(found.value.layers).map(({ id }) => id));
    }
  }

  #content(): TemplateResult {
    const { format, choices } = this;
    return html`
      <fieldset class="formats">
        <legend>${t('Format')}</legend>
        ${COPY_FORMATS.map((one) => this.#formatChoice(one))}
      </fieldset>
      ${this.contents === null ? this.#waiting() : this.#layers(this.contents)}
      <div class="pair">
        ${checkboxes(
          t('Kinds'),
          KINDS.map((kind) => [kind, kindName(kind)]),
          choices.kinds,
          (kinds) => this.#choose({ kinds }),
        )}
        ${checkboxes(
          t('Status'),
          STATUSES.map((status) => [status, statusName(status)]),
          choices.statuses,
          (statuses) => this.#choose({ statuses }),
        )}
      </div>
      <div class="selects">
        ${select(t('Names'), COPY_NAMES, NAME_WORDS, choices.names, (names) => this.#choose({ names }))}
        ${select(t('Notes'), format.notes, NOTE_WORDS, choices.notes, (notes) => this.#choose({ notes }))}
        ${select(t('Open suggestions'), format.suggestions, SUGGESTION_WORDS, choices.suggestions, (suggestions) => this.#choose({ suggestions }))}
      </div>
      ${format.hasFrontMatter ? this.#frontMatter() : nothing}
      ${this.contents === null ? nothing : this.#leaving(this.contents)}
      ${this.bringsBack ? this.#wayBack() : nothing}
    `;
  }

  #frontMatter(): TemplateResult {
    const change = (event: Event): void => this.#choose({ frontMatter: isChecked(event) });
    return html`<label class="tick">
      <input type="checkbox" .checked=${this.choices.frontMatter} @change=${change} />
      ${t('Begin with front matter: title, byline, language and address')}
    </label>`;
  }

  #wayBack(): TemplateResult {
    return html`<p class="way-back">
      ${t('Has somebody worked on a copy?')}
      <button type="button" class="button" @click=${this.#bringBack}>
        ${t('Import onto this article…')}
      </button>
    </p>`;
  }

  #waiting(): TemplateResult {
    return this.failure === ''
      ? html`<p class="quiet">${t('Looking which layers there are…')}</p>`
      : html`<p class="failure" role="alert">${this.failure}</p>`;
  }

  #formatChoice(format: CopyFormat): TemplateResult {
    return html`<label>
      <input
        type="radio"
        name="export-format"
        .checked=${format === this.format}
        @change=${() => this.#chooseFormat(format)}
      />
      <span>${told(format.label)}<small>${told(format.about)}</small></span>
    </label>`;
  }

  #layers({ layers }: Contents): TemplateResult | typeof nothing {
    if (layers.length === 0) return nothing;
    const off = layers.filter(({ id }) => !this.ticked.has(id));
    return html`<fieldset class="layers">
      <legend>${t('Layers')}</legend>
      ${layers.map(
        ({ id, name, color, audience }) =>
          html`<label>
            <input
              type="checkbox"
              .checked=${this.ticked.has(id)}
              @change=${(event: Event) => this.#tick(id, isChecked(event))}
            />
            <i class="swatch" data-color=${color}></i>
            <bdi>${name}</bdi>
            <small>${AUDIENCE_WORDS[audience]}</small>
          </label>`,
      )}
      ${
        off.length === 0
          ? nothing
          : html`<p class="quiet" dir="auto">
              ${t('Not in the copy: {layers}.', {
                layers: formatList(
                  off.map(({ name }) => html`<bdi>${name}</bdi>`),
                  'unit',
                ),
              })}
            </p>`
      }
    </fieldset>`;
  }

  #leaving(contents: Contents): TemplateResult {
    const shown = contents.layers.filter(({ id }) => this.ticked.has(id));
    const { layers, accepted } = leaving(
      contents.annotations,
      shown.map(({ id }) => id),
      this.choices,
    );
    const full = layers.filter(({ notes }) => notes > 0);
    const all = full.reduce((sum, { notes, replies }) => sum + notes + replies, 0);
    return html`<section class="leaving" aria-labelledby="export-leaving">
      <h3 id="export-leaving">${t('What will leave')}</h3>
      <p role="status" dir="auto">
        ${all === 0 ? t('No notes.') : n('{count} note or reply.', '{count} notes and replies.', all)}
        ${accepted === 0 ? nothing : n('{count} suggestion goes into the text.', '{count} suggestions go into the text.', accepted)}
        ${all > 0 && this.choices.names !== 'real' ? t('Nobody is named in the copy.') : nothing}
      </p>
      ${
        full.length === 0
          ? nothing
          : html`<ul role="list">
              ${full.map((layer) => this.#leavingLayer(layer, contents))}
            </ul>`
      }
    </section>`;
  }

  #leavingLayer({ layer, people }: LeavingLayer, { layers, names }: Contents): TemplateResult {
    const name = layers.find(({ id }) => id === layer)?.name ?? '';
    const nameOf = (id: string): string =>
      id === READER_AUTHOR ? t('Reader') : (names.get(id) ?? t('Former member'));
    return html`<li>
      <b><bdi>${name}</bdi></b>
      ${formatList(
        people.map(
          ([id, count]) => html`<span><bdi>${nameOf(id)}</bdi> ${formatNumber(count)}</span>`,
        ),
        'unit',
      )}
    </li>`;
  }

  #buttons(article: Exported): TemplateResult {
    const address =
      this.contents === null
        ? null
        : exportAddress(
            article.id,
            this.format,
            this.choices,
            this.contents.layers.filter(({ id }) => this.ticked.has(id)).map(({ id }) => id),
          );
    return html`<output class="quiet" .textContent=${this.said}></output>
      ${this.#dialog.closeButton(t('Cancel'))}
      <button
        type="button"
        class="button"
        ?disabled=${address === null}
        @click=${() => this.#copyLink(address ?? '')}
      >
        ${t('Copy link')}
      </button>
      ${
        address === null
          ? html`<button type="button" class="button primary" disabled>${t('Save')}</button>`
          : html`<a class="button primary" href=${address} download @click=${this.#taken}
              >${t('Save')}</a
            >`
      }`;
  }

  #chooseFormat(format: CopyFormat): void {
    this.format = format;
    this.choices = keptChoices(this.storage, format);
    this.said = '';
  }

  #choose(change: Partial<ExportChoices>): void {
    this.choices = { ...this.choices, ...change };
    this.said = '';
  }

  #tick(id: string, isTicked: boolean): void {
    this.ticked = new Set(
      isTicked ? [...this.ticked, id] : [...this.ticked].filter((other) => other !== id),
    );
    this.said = '';
  }

  #taken(): void {
    keepChoices(this.storage, this.format, this.choices);
    // The browser follows the link first.
    setTimeout(() => this.#dialog.close());
  }

  #bringBack(): void {
    const { article } = this;
    this.#dialog.close();
    if (article !== null) void this.querySelector('galley-return')?.open(article);
  }

  async #copyLink(address: string): Promise<void> {
    keepChoices(this.storage, this.format, this.choices);
    const link = new URL(address, location.href).href;
    const isCopied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    this.said = isCopied ? t('Link copied.') : link;
  }

  #closed(): void {
    this.article = null;
    this.contents = null;
  }
}

const NAME_WORDS: Readonly<Record<CopyNaming, string>> = {
  real: t('Real names'),
  pseudonyms: t('Person 1, Person 2…'),
  none: t('No names'),
};

const NOTE_WORDS: Readonly<Record<NotePlace, string>> = {
  place: t('At their words'),
  end: t('After the text'),
  critic: t('As CriticMarkup'),
  only: t('Notes alone'),
  none: t('None: a clean copy'),
};

const SUGGESTION_WORDS: Readonly<Record<Suggestions, string>> = {
  open: t('As they are'),
  accepted: t('As if accepted'),
  declined: t('Left out'),
};

const AUDIENCE_WORDS: Readonly<Record<Audience, string>> = {
  public: tIn('readers of a layer', 'everyone'),
  members: tIn('readers of a layer', 'members and guests'),
  editors: tIn('readers of a layer', 'editors and up'),
  moderators: tIn('readers of a layer', 'moderators and up'),
  private: tIn('readers of a layer', 'only you'),
};

/** Ticked are all where nothing was chosen; all ticked is the same as nothing chosen. */
function checkboxes<Name extends string>(
  legend: string,
  options: readonly (readonly [Name, string])[],
  chosen: readonly Name[] | null,
  choose: (chosen: readonly Name[] | null) => void,
): TemplateResult {
  const all = options.map(([name]) => name);
  const ticked = chosen ?? all;
  const change = (name: Name, event: Event): void => {
    const next = all.filter((one) => (one === name ? isChecked(event) : ticked.includes(one)));
    choose(next.length === all.length ? null : next);
  };
  return html`<fieldset class="ticks">
    <legend>${legend}</legend>
    ${options.map(
      ([name, words]) =>
        html`<label>
          <input
            type="checkbox"
            .checked=${ticked.includes(name)}
            @change=${(event: Event) => change(name, event)}
          />
          ${words}
        </label>`,
    )}
  </fieldset>`;
}

/** Nothing where there is nothing to choose. */
function select<Name extends string>(
  label: string,
  options: readonly Name[],
  words: Readonly<Record<Name, string>>,
  chosen: Name,
  choose: (name: Name) => void,
): TemplateResult | typeof nothing {
  if (options.length < 2) return nothing;
  const change = ({ target }: Event): void => {
    const name = options[(target as HTMLSelectElement).selectedIndex]; // the listener stands on a select
    if (name !== undefined) choose(name);
  };
  return html`<label class="field">
    ${label}
    <select @change=${change}>
      ${options.map((name) => html`<option .selected=${name === chosen}>${words[name]}</option>`)}
    </select>
  </label>`;
}

async function contentsOf(id: string): Promise<Result<Contents>> {
  const [layers, people, annotations] = await Promise.all([
    call(layerRoutes.list, { id }),
    call(peopleRoutes.names, { id }),
    allAnnotations(id),
  ]);
  if (!layers.ok) return layers;
  if (!people.ok) return people;
  if (!annotations.ok) return annotations;
  const named = people.value.items.map(
    (person) => [person.id, shownName(person.name, person.guest)] as const,
  );
  return done({
    layers: layers.value.items.map(withShownName),
    annotations: annotations.value,
    names: new Map(named),
  });
}

async function allAnnotations(id: string): Promise<Result<PlacedAnnotation[]>> {
  const found: PlacedAnnotation[] = [];
  let cursor: string | undefined;
  do {
    // Each page says where the next one begins.
    const answer = await call(annotationRoutes.list, { id, cursor });
    if (!answer.ok) return answer;
    found.push(...answer.value.items);
    cursor = answer.value.next ?? undefined;
  } while (cursor !== undefined);
  return done(found);
}

function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked; // listeners stand on checkboxes only
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-export': GalleyExport;
  }
}
