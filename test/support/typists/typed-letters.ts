/** In the page of somebody who types: notes of each letter, which of a kind, the characters beside the caret; runs in the browser. */

/** A letter that was typed, and what stood on both sides of the caret in its block; null at the ends of the block. */
export interface TypedLetter {
  readonly letter: string;
  readonly behind: string | null;
  readonly before: string | null;
}

/** What a page has noted, for the test to read. */
export interface TypedLetters {
  readonly typed: TypedLetter[];
  /** Characters that the person deleted or took back. */
  readonly deleted: string[];
  /** The blocks of the text, as they are shown. */
  blocks(): string[];
  /** Puts the caret into a block, at an offset between 0 and 1 of its text. */
  putCaret(block: number, offset: number): void;
  /** The number of the block in which the caret is; -1 for none. */
  caretBlock(): number;
}

declare global {
  var typedLetters: TypedLetters;
}

/** To be given to the page before its own scripts; it uses nothing from outside. */
export function installTypedLetters(): void {
  const root = (): HTMLElement => {
    const found = document.querySelector<HTMLElement>('[aria-label="Article text"]');
    if (!found) throw new Error('There is no text.');
    return found;
  };
  const textblocks = (): HTMLElement[] =>
    [...root().querySelectorAll<HTMLElement>('h1, h2, h3, h4, p, pre')].filter(
      (block) => !block.closest('.ProseMirror-widget'),
    );
  const textsOf = (block: HTMLElement): Text[] => {
    const texts: Text[] = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest('.ProseMirror-widget')) texts.push(node as Text);
    return texts;
  };
  const wordsOf = (block: HTMLElement): string =>
    textsOf(block)
      .map(({ data }) => data)
      .join('');
  const all = (): string => textblocks().map(wordsOf).join('\n');
  const caret = (): { block: HTMLElement; offset: number } | null => {
    const selection = getSelection();
    if (!selection?.anchorNode) return null;
    const range = selection.getRangeAt(0);
    const block = textblocks().find((one) => one.contains(range.startContainer));
    if (!block) return null;
    let offset = 0;
    for (const text of textsOf(block)) {
      const end = document.createRange();
      end.selectNodeContents(text);
      if (text === range.startContainer) return { block, offset: offset + range.startOffset };
      if (range.comparePoint(text, 0) >= 0) break;
      offset += text.length;
    }
    return { block, offset };
  };
  const typed: TypedLetter[] = [];
  const deleted: string[] = [];
  const note = (before: string, event: Event): void => {
    // What the editor does at a key is done before anything else comes.
    setTimeout(() => {
      const after = new Set(all());
      for (const char of before)
        if (char !== '\n' && !after.has(char) && event.isTrusted) deleted.push(char);
    });
  };
  addEventListener(
    'beforeinput',
    (event) => {
      const at = caret();
      if (event.data !== null && event.inputType.startsWith('insert') && at) {
        const words = wordsOf(at.block);
        typed.push({
          letter: event.data,
          behind: words.charAt(at.offset - 1) || null,
          before: words.charAt(at.offset) || null,
        });
      } else note(all(), event);
    },
    true,
  );
  addEventListener(
    'keydown',
    (event) => {
      const takes = event.key === 'Backspace' || event.key === 'Delete' || event.key === 'z';
      if (takes) note(all(), event);
    },
    true,
  );
  globalThis.typedLetters = {
    typed,
    deleted,
    blocks: () => textblocks().map(wordsOf),
    putCaret(number, share) {
      const block = textblocks()[number];
      if (!block) return;
      const texts = textsOf(block);
      let left = Math.round(share * wordsOf(block).length);
      root().focus();
      for (const text of texts) {
        if (left <= text.length) {
          getSelection()?.collapse(text, left);
          return;
        }
        left -= text.length;
      }
      getSelection()?.collapse(block, 0);
    },
    caretBlock() {
      const at = caret();
      return at === null ? -1 : textblocks().indexOf(at.block);
    },
  };
}
