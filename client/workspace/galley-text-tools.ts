/** The toolbar over the text with the two dialogs that it opens. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { insertFigure, setLink } from './editor/formats.ts';
import './editor/galley-toolbar.ts';
import './editor/galley-toolbar-figure.ts';
import './editor/galley-toolbar-link.ts';
import { WorkspaceReader } from './workspace-state.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/**
 * Does to the text what its tools announce.
 * @fires note-wanted, link-wanted, text-focus-wanted - as its tools announce them
 */
@customElement('galley-text-tools')
export class GalleyTextTools extends LightElement {
  readonly #workspace = new WorkspaceReader(this, 'mayWrite', 'mayAnnotate', 'editor');

  override render(): TemplateResult {
    const { mayWrite, mayAnnotate, editor } = this.#workspace.state;
    return html`<galley-toolbar
        .mayWrite=${mayWrite}
        .mayAnnotate=${mayAnnotate}
        @command-chosen=${({ detail }: HTMLElementEventMap['command-chosen']) =>
          editor()?.perform(detail.command)}
        @figure-wanted=${() => void this.querySelector('galley-toolbar-figure')?.open()}
      ></galley-toolbar>
      <galley-toolbar-link
        @link-chosen=${({ detail }: HTMLElementEventMap['link-chosen']) =>
          editor()?.perform(setLink(detail.address))}
      ></galley-toolbar-link>
      <galley-toolbar-figure
        @figure-chosen=${({ detail }: HTMLElementEventMap['figure-chosen']) =>
          editor()?.perform(insertFigure(detail))}
      ></galley-toolbar-figure>`;
  }

  /** Opens the dialog for the link at the selection, or for a new one on the selected words. */
  askForLink(): void {
    const editor = this.#workspace.state.editor();
    const range = editor?.selection?.range;
    if (editor === null || range === undefined) return;
    const isEmpty = range.from === range.to;
    if (isEmpty && editor.link === '') toast(t('Select the words that shall be the link.'));
    else void this.querySelector('galley-toolbar-link')?.open(editor.link);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-text-tools': GalleyTextTools;
  }
}
