/** The bar over the text: formats for people who may write, and the ways to annotate. */
import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  Bold,
  ChevronDown,
  Code,
  Ellipsis,
  Image,
  Italic,
  Link,
  List,
  ListOrdered,
  Minus,
  Plus,
  Redo2,
  Strikethrough,
  Subscript,
  Superscript,
  Table,
  TextQuote,
  Underline,
  Undo2,
} from 'lucide';
import type { IconNode } from 'lucide';
import type { Command } from 'prosemirror-state';
import { NOTE_KINDS } from '../../../shared/annotation/kinds.ts';
import type { NoteKind } from '../../../shared/annotation/kinds.ts';
import {
  BLOCKS,
  blockLabel,
  insertRule,
  insertTable,
  toBlock,
  toggleFormat,
  toggleList,
  toggleQuote,
} from './formats.ts';
import type { WordFormat } from './formats.ts';
import { TABLE_COMMANDS } from './tables.ts';
import { redo, undo } from './binding/binding-plugin.ts';
import './galley-toolbar.css';
import { selectionContext } from './editor-selection.ts';
import type { EditorSelection } from './editor-selection.ts';
import { keepOneStop, moveInside } from './galley-toolbar-keys.ts';
import { icon } from '../../ui/icon.ts';
import { kindIcon } from '../../ui/kind-icons.ts';
import { kindVerb } from '../../ui/words/kind-names.ts';
import { keyName } from '../../ui/keys/key-names.ts';
import type { Shortcut } from '../../ui/keys/keymap.ts';
import { LightElement } from '../../ui/light-element.ts';
import { NOTE_KEYS } from './note-keys.ts';
import { TEXT_KEYS } from './text-keys.ts';
import { t } from '../../ui/language/translate.ts';

/** What a control is called: its name alone, or with the keys that do the same. */
type Named = string | Shortcut;

interface FormatButton {
  readonly format: WordFormat;
  readonly named: Named;
  readonly picture: IconNode;
}

const FORMATS: readonly FormatButton[] = [
  { format: 'strong', named: TEXT_KEYS.strong, picture: Bold },
  { format: 'em', named: TEXT_KEYS.em, picture: Italic },
  { format: 'underline', named: TEXT_KEYS.underline, picture: Underline },
  { format: 'strike', named: TEXT_KEYS.strike, picture: Strikethrough },
];
const MORE_FORMATS: readonly FormatButton[] = [
  { format: 'superscript', named: t('Superscript'), picture: Superscript },
  { format: 'subscript', named: t('Subscript'), picture: Subscript },
  { format: 'code', named: TEXT_KEYS.code, picture: Code },
];

/**
 * @fires command-chosen - a change of the text, to be run on it
 * @fires note-wanted - Highlight, Comment or Suggest
 * @fires link-wanted - an address shall be asked for
 * @fires figure-wanted - a picture shall be asked for
 */
@customElement('galley-toolbar')
export class GalleyToolbar extends LightElement {
  @property({ attribute: false }) mayWrite = false;
  @property({ attribute: false }) mayAnnotate = false;

  @consume({ context: selectionContext, subscribe: true })
  @state()
  private selection: EditorSelection | null = null;

  override render(): TemplateResult {
    // The pointer leaves the focus in the text: its selection is what the buttons are about.
    return html`<div
      class="bar"
      role="toolbar"
      aria-label=${t('Text tools')}
      aria-controls="article"
      @keydown=${(event: KeyboardEvent) => moveInside(this, event)}
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      ${this.mayWrite ? this.#writing() : this.#reading()}
      ${this.mayAnnotate ? this.#notes() : nothing}
    </div>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    keepOneStop(this);
  }

  #reading(): TemplateResult {
    const what = this.mayAnnotate ? t('You can read and comment') : t('You can read');
    return html`<span class="badge">${what}</span>`;
  }

  #writing(): TemplateResult {
    const formats = this.selection?.formats;
    return html`
      <div class="group">${this.#blockMenu()}</div>
      <div class="group">
        ${FORMATS.map((format) => this.#format(format))}
        ${this.#button(TEXT_KEYS.link, Link, () => this.#fire('link-wanted', undefined), formats?.link)}
        ${this.#menu(
          'more-formats',
          t('More formats'),
          Ellipsis,
          MORE_FORMATS.map((each) => this.#formatItem(each)),
        )}
      </div>
      <div class="group">
        ${this.#command(TEXT_KEYS.bullets, List, toggleList('bullet_list'), formats?.list === 'bullet_list')}
        ${this.#command(TEXT_KEYS.numbers, ListOrdered, toggleList('ordered_list'), formats?.list === 'ordered_list')}
        ${this.#command(t('Quote'), TextQuote, toggleQuote, formats?.quote)}
        ${this.#menu('insert', t('Insert'), Plus, this.#insertItems())}
        ${formats?.table ? this.#menu('table', t('Table'), Table, this.#tableItems()) : nothing}
      </div>
      <div class="group">
        ${this.#command(TEXT_KEYS.undo, Undo2, undo, undefined, !this.selection?.canUndo)}
        ${this.#command(TEXT_KEYS.redo, Redo2, redo, undefined, !this.selection?.canRedo)}
      </div>
    `;
  }

  /**
   * These are the ones that assistive technology sees. The adder beside the selection shows the same to the pointer
   * only, so each name is there once.
   */
  #notes(): TemplateResult {
    return html`<div class="group notes">
      ${NOTE_KINDS.map(
        ([kind, writing]) =>
          html`<button
            class="button plain"
            title=${titleOf(NOTE_KEYS[kind])}
            aria-label=${kindVerb(writing)}
            @click=${() => this.#fire('note-wanted', { kind })}
          >
            ${icon(kindIcon(kind))}<span>${kindVerb(writing)}</span>
          </button>`,
      )}
    </div>`;
  }

  #blockMenu(): TemplateResult {
    const block = this.selection?.formats.block ?? null;
    return html`
      <button
        class="button plain block"
        popovertarget="block-menu"
        aria-label=${t('Kind of block: {block}', { block: block === null ? t('mixed') : blockLabel(block) })}
      >
        <span>${blockLabel(block)}</span>${icon(ChevronDown)}
      </button>
      ${this.#items(
        'block-menu',
        BLOCKS.map(({ name, label }) =>
          this.#item(label, null, () => this.#run(toBlock(name)), name === block),
        ),
      )}
    `;
  }

  #insertItems(): TemplateResult[] {
    return [
      this.#item(t('Figure…'), Image, () => this.#fire('figure-wanted', undefined)),
      this.#item(t('Table'), Table, () => this.#run(insertTable)),
      this.#item(t('Rule'), Minus, () => this.#run(insertRule)),
    ];
  }

  #tableItems(): TemplateResult[] {
    return TABLE_COMMANDS.map(({ name, command }) =>
      this.#item(name, null, () => this.#run(command)),
    );
  }

  #format({ format, named, picture }: FormatButton): TemplateResult {
    const isOn = this.selection?.formats.words.has(format) ?? false;
    return this.#command(named, picture, toggleFormat(format), isOn);
  }

  #formatItem({ format, named, picture }: FormatButton): TemplateResult {
    const isOn = this.selection?.formats.words.has(format) ?? false;
    return this.#item(nameOf(named), picture, () => this.#run(toggleFormat(format)), isOn);
  }

  #command(
    named: Named,
    picture: IconNode,
    command: Command,
    pressed?: boolean,
    disabled = false,
  ): TemplateResult {
    return this.#button(named, picture, () => this.#run(command), pressed, disabled);
  }

  #button(
    named: Named,
    picture: IconNode,
    act: () => void,
    pressed?: boolean,
    disabled = false,
  ): TemplateResult {
    return html`<button
      class="button plain icon"
      title=${titleOf(named)}
      aria-label=${nameOf(named)}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icon(picture)}
    </button>`;
  }

  #menu(id: string, name: string, picture: IconNode, items: TemplateResult[]): TemplateResult {
    return html`
      <button class="button plain icon" popovertarget="${id}-menu" title=${name} aria-label=${name}>
        ${icon(picture)}
      </button>
      ${this.#items(`${id}-menu`, items)}
    `;
  }

  #items(id: string, items: TemplateResult[]): TemplateResult {
    return html`<div
      class="menu"
      id=${id}
      popover
      @click=${(event: Event) => (event.currentTarget as HTMLElement).hidePopover()}
    >
      ${items}
    </div>`;
  }

  #item(
    name: string,
    picture: IconNode | null,
    act: () => void,
    pressed?: boolean,
  ): TemplateResult {
    return html`<button
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      @click=${act}
    >
      ${picture === null ? nothing : icon(picture)} ${name}
    </button>`;
  }

  #run(command: Command): void {
    this.#fire('command-chosen', { command });
  }

  #fire<Name extends keyof ToolbarEvents>(name: Name, detail: ToolbarEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function nameOf(named: Named): string {
  return typeof named === 'string' ? named : named.words;
}

/** The name with the key to press: "Bold (Ctrl+B)". */
function titleOf(named: Named): string {
  return typeof named === 'string' ? named : `${named.words} (${keyName(named)})`;
}

interface ToolbarEvents {
  'command-chosen': { readonly command: Command };
  'note-wanted': { readonly kind: NoteKind };
  'link-wanted': undefined;
  'figure-wanted': undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-toolbar': GalleyToolbar;
  }
  interface HTMLElementEventMap {
    'command-chosen': CustomEvent<{ readonly command: Command }>;
    'figure-wanted': CustomEvent<undefined>;
  }
}
