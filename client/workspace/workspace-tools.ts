/** The toolbar with the two dialogs that it opens, working on the editor. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { insertFigure, setLink } from './editor/formats.ts';
import type { GalleyEditor } from './editor/galley-editor.ts';
import { toast } from '../ui/galley-toast.ts';
import './editor/galley-toolbar.ts';
import './editor/galley-toolbar-figure.ts';
import './editor/galley-toolbar-link.ts';

/** `editor` is asked at each use, since it comes after the tools. */
export function tools(
  rights: { readonly mayWrite: boolean; readonly mayAnnotate: boolean },
  editor: () => GalleyEditor | null,
): TemplateResult {
  return html`<galley-toolbar
      .mayWrite=${rights.mayWrite}
      .mayAnnotate=${rights.mayAnnotate}
      @command-chosen=${({ detail }: HTMLElementEventMap['command-chosen']) =>
        editor()?.perform(detail.command)}
      @link-wanted=${() => askForLink(editor())}
      @figure-wanted=${() => document.querySelector('galley-toolbar-figure')?.open()}
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
export function askForLink(editor: GalleyEditor | null): void {
  const range = editor?.selection?.range;
  if (editor === null || range === undefined) return;
  const isEmpty = range.from === range.to;
  if (isEmpty && editor.link === '') toast('Select the words that shall be the link.');
  else document.querySelector('galley-toolbar-link')?.open(editor.link);
}
