/** Lets people who may not write select words by mouse and keyboard, and nothing else. */
import { Plugin } from 'prosemirror-state';
import { comesFromYjs } from './binding/binding-plugin.ts';

/**
 * The text stays `contenteditable`, since a browser gives a caret to nothing else, and without a caret nobody can
 * choose words by keyboard. Whatever would change it is stopped in two places: input before it reaches the page,
 * and every transaction that doesn't come from Yjs.
 */
export function readingPlugin(mayWrite: () => boolean): Plugin {
  const stop = (_view: unknown, event: Event): boolean => {
    if (mayWrite()) return false;
    event.preventDefault();
    return true;
  };
  return new Plugin({
    filterTransaction: (transaction) =>
      mayWrite() || !transaction.docChanged || comesFromYjs(transaction),
    props: {
      handleDOMEvents: { beforeinput: stop, paste: stop, cut: stop, drop: stop, dragstart: stop },
    },
  });
}
