/** While somebody composes a character, as with an input method, nobody else's change may touch the line: it would end that. */
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { bindingOf } from './binding-plugin.ts';

/** Whoever left a composition standing for so long sees what others write. */
const MAX_WAIT_MS = 3000;

/** What was composed gets into the document a moment after the browser says that it is done. */
const SETTLE_MS = 50;

/** What brings others' changes. */
export interface Incoming {
  /** Keeps back each change of which this says so, and all later ones, until `release`. */
  guard(mustWait: (update: Uint8Array) => boolean): void;
  release(): void;
}

/**
 * Holds others' changes of the line back while one composes in it; what is composed is written all the while. A change that would
 * take the line away, as by making it a heading, isn't even let in: nothing can be written into what is gone.
 */
export function composing(incoming: Incoming): Plugin {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const releaseIn = (view: EditorView, delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      bindingOf(view.state)?.release();
      incoming.release();
    }, delayMs);
  };
  const hold = (view: EditorView): boolean => {
    const binding = bindingOf(view.state);
    binding?.hold(view.state.selection.head);
    incoming.guard((update) => binding?.takesHeld(update) === true);
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
    view: () => ({
      destroy() {
        clearTimeout(timer);
        incoming.release();
      },
    }),
  });
}
