/** While somebody composes a character, as with an input method, nobody else's change may touch the line: it would end that. */
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { bindingOf } from './binding-plugin.ts';

/** Whoever left a composition standing for so long sees what others write. */
const MAX_WAIT_MS = 3000;

/** What was composed gets into the document a moment after the browser says that it is done. */
const SETTLE_MS = 50;

/** Holds others' changes of the line back while one composes in it; what is composed is written all the while. */
export function composing(): Plugin {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const releaseIn = (view: EditorView, delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => bindingOf(view.state)?.release(), delayMs);
  };
  const hold = (view: EditorView): boolean => {
    bindingOf(view.state)?.hold(view.state.selection.head);
    releaseIn(view, MAX_WAIT_MS);
    return false;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionstart: hold,
        compositionupdate: hold,
        compositionend: (view) => {
          releaseIn(view, SETTLE_MS);
          return false;
        },
      },
    },
    view: () => ({ destroy: () => clearTimeout(timer) }),
  });
}
