/** The sheet with the text, and the adder over it. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import type { Article } from '../../shared/article/article.ts';
import type { LiveText } from './connection/text-connection.ts';
import type { Highlight } from './editor/highlights.ts';
import './editor/galley-adder.ts';
import type { Place } from './editor/galley-adder.ts';
import './editor/galley-editor.ts';
import type { EditorSelection } from './editor/galley-editor.ts';
import { LINES } from './workspace-frame.ts';

/** What the sheet shows, and what it tells. */
export interface Paper {
  readonly article: Article;
  /** Null as long as the text hasn't come. */
  readonly text: LiveText | null;
  readonly mayWrite: boolean;
  readonly highlightsIn: (range: TextRange) => readonly Highlight[];
  readonly active: string | null;
  readonly adderPlace: Place | null;
  readonly selected: (selection: EditorSelection) => void;
  readonly drawn: () => void;
  readonly linkWanted: () => void;
  readonly pressed: () => void;
  readonly entered: () => void;
  readonly left: () => void;
}

export function paper(parts: Paper): TemplateResult {
  const { article, text } = parts;
  return html`<div class="paper" id="article" @pointerdown=${parts.pressed}>
    ${
      text === null
        ? LINES
        : html`<galley-editor
              .text=${text}
              .mayWrite=${parts.mayWrite}
              .language=${article.language}
              .direction=${article.direction}
              .highlightsIn=${parts.highlightsIn}
              .active=${parts.active}
              @selection-changed=${({ detail }: CustomEvent<EditorSelection>) =>
                parts.selected(detail)}
              @text-drawn=${parts.drawn}
              @link-wanted=${parts.linkWanted}
              @focusin=${parts.entered}
              @focusout=${parts.left}
            ></galley-editor>
            <galley-adder .place=${parts.adderPlace}></galley-adder>`
    }
  </div>`;
}
