/** Makes the editor of an article's text: all its plugins, in their order. */
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { EditorState } from 'prosemirror-state';
import type { Plugin, Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Direction } from '../../../shared/article/language.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { bindingPlugin } from './binding/binding-plugin.ts';
import { clipboard } from './binding/clipboard.ts';
import { composing } from './binding/composing.ts';
import type { Incoming } from './binding/composing.ts';
import { blockDirections } from './block-directions.ts';
import { blankText } from './blank-text.ts';
import { breaks } from './breaks.ts';
import { caretNames } from './carets.ts';
import { promptSelection } from './dom-selection.ts';
import { foreignNodes } from './foreign-nodes.ts';
import { showPicture } from './foreign-pictures.ts';
import { highlightsPlugin } from './highlights.ts';
import { keys } from './keys.ts';
import { noteNumbers } from './note-numbers.ts';
import { othersCarets } from './others-carets.ts';
import { mendPasted } from './pasted.ts';
import { PastedPictures } from './pasted-pictures.ts';
import type { KeepPicture } from './pasted-pictures.ts';
import { readingPlugin } from './reading.ts';
import { tables } from './tables.ts';
import { typingRules } from './typing-rules.ts';
import { t } from '../../ui/language/translate.ts';

/** What the editor asks while it lives; the answers may change. */
export interface ArticleViewOptions {
  readonly article: Y.XmlFragment;
  readonly awareness: Awareness;
  readonly incoming: Incoming;
  readonly mayWrite: () => boolean;
  /** BCP 47 tag. */
  readonly language: () => string;
  readonly direction: () => Direction;
  /** Called after each transaction. */
  readonly changed: (transaction: Transaction) => void;
  /** A click or tap on the text, with the position under it and what was hit. */
  readonly clicked: (position: number, target: EventTarget | null) => void;
  readonly askForLink: () => void;
  /** Called after a paste of which something was left out on purpose, with sentences for people. */
  readonly leftOut: (sentences: readonly string[]) => void;
  readonly keepPicture: KeepPicture;
  /** Other hosts whose pictures load at once. */
  readonly pictureHosts: readonly string[];
  readonly mayAddPictures: () => boolean;
}

/** The bars at the top of the window cover the text; a caret under them is not seen. */
const EDGES_PX = { top: 110, bottom: 40, left: 0, right: 0 };

/** Puts the editor into an element; `destroy()` it in the end. */
export function createArticleView(host: HTMLElement, options: ArticleViewOptions): EditorView {
  const pictures = new PastedPictures(options);
  const state = EditorState.create({
    schema: articleSchema,
    plugins: plugins(options, pictures.plugin),
  });
  const clicked = (_view: EditorView, position: number, event: MouseEvent): boolean => {
    options.clicked(position, event.target);
    return false;
  };
  return new EditorView(host, {
    state,
    attributes: () => attributes(options),
    nodeViews: { image: (node, view, place) => showPicture(node, view, place, options) },
    transformPastedHTML: (html) => mendPasted(html, options.leftOut, pictures.keep),
    scrollThreshold: EDGES_PX,
    scrollMargin: EDGES_PX,
    // `this`, since the Yjs binding dispatches its first text while the view is being made.
    dispatchTransaction(this: EditorView, transaction) {
      this.updateState(this.state.apply(transaction));
      options.changed(transaction);
    },
    handleClick: clicked,
    // Whoever clicks on quickly is led on quickly, too; the words are selected besides.
    handleDoubleClick: clicked,
    handleTripleClick: clicked,
  });
}

function plugins(options: ArticleViewOptions, pastedPictures: Plugin) {
  return [
    bindingPlugin(options.article, reportError),
    promptSelection(),
    foreignNodes(),
    blockDirections(options.direction),
    clipboard(),
    composing(options.incoming),
    othersCarets(options.awareness),
    caretNames(options.awareness),
    readingPlugin(options.mayWrite),
    pastedPictures,
    highlightsPlugin(),
    noteNumbers(),
    typingRules(),
    ...keys(options.askForLink),
    dropCursor({ class: 'drop-cursor', color: false }),
    gapCursor(),
    tables(),
    breaks(),
    blankText(),
  ];
}

function attributes({ mayWrite, language, direction }: ArticleViewOptions): Record<string, string> {
  return {
    class: 'article-text',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': t('Article text'),
    'aria-readonly': String(!mayWrite()),
    lang: language(),
    dir: direction(),
    spellcheck: String(mayWrite()),
    // No keyboard slides over the text of a person who can't type.
    inputmode: mayWrite() ? 'text' : 'none',
    translate: 'no',
  };
}
