/** Cut words keep who they are on the clipboard, so that notes on them follow to where they are pasted. A copy is new words. */
import { DOMSerializer } from 'prosemirror-model';
import type { Fragment } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { bindingOf } from './binding-plugin.ts';
import type { CutWords } from './told-moves.ts';

/** On the first element of what was cut: what `writtenCut` makes. */
const ATTRIBUTE = 'data-galley-cut';

/** Where more than these are cut, nothing is noted: the attribute would be longer than the words. */
const MAX_RUNS = 5000;

/** Notes the ids of what is cut in the clipboard's HTML, and hands them to the binding when that is pasted. */
export function clipboard(): Plugin {
  const serializer = new CutSerializer();
  return new Plugin({
    props: {
      clipboardSerializer: serializer,
      handleDOMEvents: {
        cut: (view) => {
          const { from, to } = view.state.selection;
          serializer.cut = bindingOf(view.state)?.cut(from, to) ?? null;
          return false;
        },
        copy: () => {
          serializer.cut = null;
          return false;
        },
        dragstart: () => {
          serializer.cut = null;
          return false;
        },
        paste: (view) => {
          bindingOf(view.state)?.expectPaste(null);
          return false;
        },
      },
      // Comes between the event and the change.
      transformPastedHTML: (html, view) => {
        bindingOf(view.state)?.expectPaste(cutIn(html));
        return html;
      },
    },
  });
}

/** A cut as it goes along in the clipboard’s HTML: ids and words as JSON, percent-encoded. */
export function writtenCut(cut: CutWords): string {
  const runs = cut.runs.map(({ client, clock, length }) => [client, clock, length]);
  return encodeURIComponent(JSON.stringify({ runs, words: cut.words }));
}

/** What was cut, by the clipboard's HTML; null where it was copied or comes from elsewhere. Anybody may have written that. */
export function cutIn(html: string): CutWords | null {
  const [, written] = new RegExp(`\\s${ATTRIBUTE}="([^"<>]*)"`).exec(html) ?? [];
  if (written === undefined) return null;
  try {
    return asCut(JSON.parse(decodeURIComponent(written)));
  } catch {
    return null;
  }
}

function asCut(read: unknown): CutWords | null {
  if (typeof read !== 'object' || read === null || !('runs' in read) || !('words' in read))
    return null;
  const { runs, words } = read;
  if (!Array.isArray(runs) || runs.length > MAX_RUNS || typeof words !== 'string') return null;
  if (!runs.every(isRun)) return null;
  const cut = runs.map(([client, clock, length]) => ({ client, clock, length }));
  const total = cut.reduce((sum, { length }) => sum + length, 0);
  return total === words.length ? { runs: cut, words } : null;
}

function isRun(read: unknown): read is [number, number, number] {
  if (!Array.isArray(read) || read.length !== 3) return false;
  const isCount = (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= 0; // is a number
  return read.every(isCount) && read[2] > 0;
}

/** ProseMirror serializes within the very event that says whether it is a cut. */
class CutSerializer extends DOMSerializer {
  cut: CutWords | null = null;

  constructor() {
    super(
      DOMSerializer.nodesFromSchema(articleSchema),
      DOMSerializer.marksFromSchema(articleSchema),
    );
  }

  override serializeFragment(
    fragment: Fragment,
    options?: { document?: Document },
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const made = super.serializeFragment(fragment, options, target);
    // It calls itself for what is inside.
    if (target !== undefined || this.cut === null) return made;
    const { cut } = this;
    this.cut = null;
    if (cut.runs.length > 0 && cut.runs.length <= MAX_RUNS)
      made.firstElementChild?.setAttribute(ATTRIBUTE, writtenCut(cut));
    return made;
  }
}
