/** Draws the pictures of the text: those of other hosts as placeholders, until this person asks for them or keeps a copy. */
import { DOMSerializer } from 'prosemirror-model';
import type { Node as ArticleNode } from 'prosemirror-model';
import type { EditorView, NodeView } from 'prosemirror-view';
import { safeImageSource } from '../../../shared/article/addresses.ts';
import { foreignHost } from '../../../shared/article/picture-hosts.ts';
import { fetchForeign } from '../../api/fetch-foreign.ts';
import { HOST_WANTED, makePictureFrame, wantedHosts, wantHost } from '../../ui/foreign-picture.ts';
import '../../ui/foreign-picture.css';
import { sentences } from '../../ui/words/explanation.ts';
import type { KeepPicture } from './pasted-pictures.ts';
import { t } from '../../ui/language/translate.ts';

/** What may be done with a picture here. */
export interface PictureOptions {
  /** Other hosts whose pictures load at once. */
  readonly pictureHosts: readonly string[];
  readonly mayAddPictures: () => boolean;
  readonly keepPicture: KeepPicture;
  /** Is told in a sentence why there is no copy. */
  readonly leftOut: (sentences: readonly string[]) => void;
}

/** For ProseMirror's `nodeViews`. A picture that has another address then is drawn anew. */
export function showPicture(
  node: ArticleNode,
  view: EditorView,
  place: () => number | undefined,
  options: PictureOptions,
): NodeView {
  const address = safeImageSource(node.attrs.src) ?? '';
  const host = foreignHost(address, location.href, options.pictureHosts);
  if (host !== null) return new ForeignPicture(node, address, host, view, options);
  const { dom } = DOMSerializer.renderSpec(document, node.type.spec.toDOM!(node)); // images have one
  return { dom, update: (next) => next.type === node.type && next.eq(node) };
}

class ForeignPicture implements NodeView {
  readonly dom = document.createElement('span');
  readonly #node: ArticleNode;
  readonly #address: string;
  readonly #host: string;
  readonly #view: EditorView;
  readonly #options: PictureOptions;
  #frame: HTMLIFrameElement | null = null;

  constructor(
    node: ArticleNode,
    address: string,
    host: string,
    view: EditorView,
    options: PictureOptions,
  ) {
    this.#node = node;
    this.#address = address;
    this.#host = host;
    this.#view = view;
    this.#options = options;
    this.dom.className = 'foreign-picture';
    this.dom.contentEditable = 'false';
    addEventListener(HOST_WANTED, this.#draw);
    this.#draw();
  }

  update(next: ArticleNode): boolean {
    return next.eq(this.#node);
  }

  /** What happens on the buttons is not about the text. */
  stopEvent({ target }: Event): boolean {
    return target instanceof Element && target.closest('button') !== null;
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    removeEventListener(HOST_WANTED, this.#draw);
  }

  readonly #draw = (): void => {
    const { alt } = this.#node.attrs;
    const from = t('Picture from {host}', { host: this.#host });
    const says = typeof alt === 'string' && alt !== '' ? alt : from;
    const isWanted = wantedHosts().has(this.#host);
    if (isWanted) this.#frame ??= makePictureFrame(this.#address, says);
    const held = made('span', 'held');
    if (!isWanted && says !== from) held.append(made('span', 'alt', says));
    const line = made('span', '');
    line.append(made('span', 'from', from));
    if (!isWanted) line.append(this.#button(t('Show'), () => wantHost(this.#host)));
    if (this.#options.mayAddPictures())
      line.append(this.#button(t('Keep a copy'), () => void this.#keep()));
    held.append(line);
    // A frame that is moved loads again, so it stays where it is.
    this.dom.querySelector('.held')?.remove();
    if (this.#frame !== null && !this.#frame.isConnected) this.dom.prepend(this.#frame);
    this.dom.append(held);
  };

  #button(words: string, press: () => void): HTMLButtonElement {
    const button = made('button', 'button', words);
    button.type = 'button';
    button.addEventListener('click', press);
    return button;
  }

  /** The copy takes the place of each picture with this address. */
  async #keep(): Promise<void> {
    if (!wantedHosts().has(this.#host)) wantHost(this.#host);
    const frame = this.#frame;
    if (frame === null) return;
    if (frame.contentWindow?.location.href === 'about:blank')
      await new Promise((loaded) => frame.addEventListener('load', loaded, { once: true }));
    const file = await fetchForeign(this.#address, frame);
    if (file === null) return this.#options.leftOut([cantCopy(this.#host)]);
    const kept = await this.#options.keepPicture(file);
    if (!kept.ok) return this.#options.leftOut([sentences(kept.problem)]);
    if (!this.#view.isDestroyed) replaceSource(this.#view, this.#node.attrs.src, kept.value.url);
  }
}

function cantCopy(host: string): string {
  return t(
    '{host} doesn’t let other pages copy its pictures. Copy the picture in your browser and paste it here.',
    { host },
  );
}

function replaceSource(view: EditorView, old: unknown, src: string): void {
  const { tr, doc } = view.state;
  doc.descendants((node, place) => {
    if (node.type.name === 'image' && node.attrs.src === old)
      tr.setNodeAttribute(place, 'src', src);
  });
  view.dispatch(tr);
}

function made<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  words = '',
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}
