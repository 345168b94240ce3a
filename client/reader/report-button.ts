/** The button that appears at selected words of the article; on touch screens it stands at the lower edge. */
import { directionOf } from '../../shared/article/language.ts';
import { makeElement } from './make-element.ts';
import { selectedWords } from './page.ts';
import type { Page } from './page.ts';
import type { ReportedWords } from './reported-words.ts';

const GAP_PX = 8;

/**
 * Adds the button after the article, and follows the selection by itself as long as the page lives. `onReport` gets the words
 * that are selected when it is pressed, or `changed` where the article has others there.
 */
export class ReportButton {
  readonly #button: HTMLButtonElement;
  readonly #page: Page;
  #words: ReportedWords | 'changed' | null = null;
  /** The pointer is down: on the page a selection is being made, on the button it must not be lost. */
  #pressed = false;

  constructor(page: Page, onReport: (words: ReportedWords | 'changed') => void) {
    const { article, language, words } = page;
    this.#page = page;
    this.#button = makeElement('button', {
      type: 'button',
      className: 'button primary report-button',
      lang: language,
      dir: directionOf(language),
      textContent: words.report,
      hidden: true,
      onclick: () => this.#words && onReport(this.#words),
      // Pressing a button would clear the selection, and with it take the button away.
      onmousedown: (event) => event.preventDefault(),
    });
    article.after(this.#button); // next in the order of the Tab key
    this.#watch();
  }

  #watch(): void {
    const update = () => requestAnimationFrame(() => this.#update());
    const press = (pressed: boolean) => () => {
      this.#pressed = pressed;
      update();
    };
    document.addEventListener('selectionchange', update);
    document.addEventListener('pointerdown', press(true));
    document.addEventListener('pointerup', press(false));
    document.addEventListener('pointercancel', press(false));
    window.addEventListener('resize', update);
  }

  #update(): void {
    if (this.#pressed || document.querySelector('dialog[open]')) return;
    this.#words = selectedWords(this.#page);
    this.#button.hidden = this.#words === null;
    if (this.#words) this.#place();
  }

  /** Below the end of the selection, or above the window's lower edge where that is out of sight. */
  #place(): void {
    const rects = document.getSelection()?.getRangeAt(0).getClientRects() ?? [];
    const last = Array.from(rects).findLast((rect) => rect.width > 0);
    if (!last) return;
    const { offsetWidth: width, offsetHeight: height, style } = this.#button;
    const end = getComputedStyle(this.#button).direction === 'rtl' ? last.left : last.right;
    const x = Math.min(end - width / 2, document.documentElement.clientWidth - width - GAP_PX);
    const y = Math.min(last.bottom + GAP_PX, window.innerHeight - height - GAP_PX);
    style.setProperty('--x', `${Math.max(GAP_PX, x) + window.scrollX}px`);
    style.setProperty('--y', `${Math.max(GAP_PX, y) + window.scrollY}px`);
  }
}
