/** Sends pictures that are pasted to the server before they stand in the text, in which others could not see their data. */
import { Plugin, PluginKey } from 'prosemirror-state';
import type { SelectionBookmark } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { embeddedBytes } from '../../../shared/foreign/embedded.ts';
import type { KeepEmbedded } from '../../../shared/foreign/embedded.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { KnownPicture, PictureAnswer } from '../../../shared/wire/routes/pictures.ts';
import { sentences } from '../../ui/words/explanation.ts';
import { embeddedIn, isWithoutWords } from './pasted.ts';

/** Has the article have a picture: one that is sent, or one that the server has already. */
export type KeepPicture = (picture: File | KnownPicture) => Promise<Result<PictureAnswer>>;

/** `leftOut` is told in a sentence why a picture isn't there. */
export interface PastedPicturesOptions {
  readonly keepPicture: KeepPicture;
  readonly leftOut: (sentences: readonly string[]) => void;
}

/** What is pasted once its pictures are kept: these by the addresses that they have in the HTML. */
interface Waiting {
  readonly html: string;
  readonly files: ReadonlyMap<string, File>;
}

/** Places in the text that wait, each by a name of its own; they move with what is written before them. */
type Places = ReadonlyMap<symbol, SelectionBookmark>;
type PlaceChange = { readonly name: symbol; readonly place: SelectionBookmark | null };

const PLACES = new PluginKey<Places>('pasted-pictures');

/** Of one editor. */
export class PastedPictures {
  readonly plugin: Plugin<Places>;
  readonly #options: PastedPicturesOptions;
  /** Where those are kept that are just being pasted, by the addresses that they have in what is pasted. */
  readonly #kept = new Map<string, string>();

  constructor(options: PastedPicturesOptions) {
    this.#options = options;
    this.plugin = new Plugin<Places>({
      key: PLACES,
      state: {
        init: () => new Map(),
        apply: (transaction, places) => {
          const moved = new Map(
            [...places].map(([name, place]) => [name, place.map(transaction.mapping)] as const),
          );
          const change = transaction.getMeta(PLACES) as PlaceChange | undefined; // set by `mark` alone
          if (change?.place) moved.set(change.name, change.place);
          else if (change) moved.delete(change.name);
          return moved;
        },
      },
      props: { handleDOMEvents: { paste: (view, event) => this.#pasted(view, event) } },
    });
  }

  /** For `mendPasted`: null for a picture that the server doesn't have. */
  readonly keep: KeepEmbedded = (address) => this.#kept.get(address) ?? null;

  #pasted(view: EditorView, event: ClipboardEvent): boolean {
    const data = event.clipboardData;
    if (data === null) return false;
    for (const hash of keptIn(data.getData('text/html'))) void this.#share(hash);
    const waiting = waitingIn(data);
    if (waiting.files.size === 0) return false;
    event.preventDefault();
    void this.#keepAndPaste(view, waiting);
    return true;
  }

  /** A picture that came from another article has to be seen by whoever reads this one. */
  async #share(hash: string): Promise<void> {
    const shared = await this.#options.keepPicture({ hash });
    if (!shared.ok) this.#options.leftOut([sentences(shared.problem)]);
  }

  async #keepAndPaste(view: EditorView, { html, files }: Waiting): Promise<void> {
    const place = mark(view);
    let said: string | null = null;
    // One after the other: a long document has many, and the server looks at each.
    for (const [address, file] of files) {
      const kept = await this.#options.keepPicture(file);
      if (kept.ok) this.#kept.set(address, kept.value.url);
      else said ??= sentences(kept.problem);
    }
    if (!view.isDestroyed) pasteAt(view, place, html);
    for (const address of files.keys()) this.#kept.delete(address);
    if (said !== null) this.#options.leftOut([said]);
  }
}

/** The hashes of pictures that are kept by the server already. */
function keptIn(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\/pictures\/([0-9a-f]{64})/g)].map(([, hash = '']) => hash));
}

function waitingIn(data: DataTransfer): Waiting {
  const html = data.getData('text/html');
  const pictures = [...data.files].filter(({ type }) => type.startsWith('image/'));
  // Office programs add a picture of the words that are copied; a browser adds the picture to its address.
  const isWordless = html === '' ? data.getData('text/plain') === '' : isWithoutWords(html);
  if (pictures.length > 0 && isWordless) {
    const files = new Map(pictures.map((file, at) => [`data:image/png,${at}`, file]));
    return { html: [...files.keys()].map((address) => `<img src="${address}">`).join(''), files };
  }
  return { html, files: new Map(embeddedIn(html).flatMap(fileOf)) };
}

function fileOf(address: string): [string, File][] {
  const bytes = embeddedBytes(address);
  return bytes === null ? [] : [[address, new File([bytes], 'picture')]];
}

function mark(view: EditorView): symbol {
  const name = Symbol('place');
  setPlace(view, { name, place: view.state.selection.getBookmark() });
  return name;
}

function setPlace(view: EditorView, change: PlaceChange): void {
  view.dispatch(view.state.tr.setMeta(PLACES, change).setMeta('addToHistory', false));
}

/** Whoever has gone on to write elsewhere stays there. */
function pasteAt(view: EditorView, name: symbol, html: string): void {
  const place = PLACES.getState(view.state)?.get(name)?.resolve(view.state.doc);
  if (place === undefined) return;
  setPlace(view, { name, place: null });
  const own = place.eq(view.state.selection) ? null : mark(view);
  if (own !== null) view.dispatch(view.state.tr.setSelection(place));
  view.pasteHTML(html);
  const back = own && PLACES.getState(view.state)?.get(own)?.resolve(view.state.doc);
  if (own !== null) setPlace(view, { name: own, place: null });
  if (back) view.dispatch(view.state.tr.setSelection(back));
}
