/** The dialog in which a reader corrects selected words; it sends the report and gives the receipt. */
import { directionOf } from '../../shared/article/language.ts';
import type { ReportAnswer } from '../../shared/wire/routes/reports.ts';
import { sendsOn } from '../ui/keys/writing-keys.ts';
import { makeElement } from './make-element.ts';
import type { Page } from './page.ts';
import { ReportForm } from './report-form.ts';
import type { ReportedWords } from './reported-words.ts';
import { sendReport } from './send-report.ts';

const TITLE_ID = 'report-title';

/** One dialog for the whole page: what was typed and not sent is still there when the same words are opened again. */
export class ReportDialog {
  readonly #page: Page;
  readonly #announce: (sentence: string) => void;
  readonly #form: ReportForm;
  readonly #thanks = makeElement('div', { className: 'thanks', role: 'status' });
  readonly #dialog: HTMLDialogElement;
  /** What the form is about, with all that was typed; null once it is sent. */
  #words: ReportedWords | null = null;
  #selection: Range | null = null;
  #sending = false;

  /** `announce` says what becomes of a report whose dialog was closed while it was being sent. */
  constructor(page: Page, announce: (sentence: string) => void) {
    const { language, words } = page;
    this.#page = page;
    this.#announce = announce;
    this.#form = new ReportForm(
      page,
      () => void this.#submit(),
      () => this.#close(),
    );
    this.#dialog = makeElement(
      'dialog',
      { className: 'report', lang: language, dir: directionOf(language) },
      makeElement('h2', { id: TITLE_ID }, words.report),
      this.#form.element,
      this.#thanks,
    );
    this.#dialog.setAttribute('aria-labelledby', TITLE_ID);
    this.#dialog.oncancel = () => this.#close();
    this.#dialog.onclose = () => this.#returnToText();
    this.#dialog.onkeydown = (event) => this.#onKey(event);
    document.body.append(this.#dialog);
  }

  /** What was typed about the same words and isn't sent yet is still there. */
  open(words: ReportedWords): void {
    const selection = document.getSelection();
    this.#selection = selection?.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
    if (this.#words?.from !== words.from || this.#words.exact !== words.exact) {
      this.#words = words;
      this.#form.begin(words);
    }
    this.#form.element.hidden = false;
    this.#thanks.replaceChildren();
    this.#dialog.showModal();
    this.#form.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (!sendsOn(event) || this.#form.element.hidden) return;
    event.preventDefault();
    this.#form.element.requestSubmit();
  }

  async #submit(): Promise<void> {
    const words = this.#words;
    if (words === null || this.#sending) return;
    this.#sending = true;
    this.#form.show('', true);
    const sent = await sendReport(this.#page, words, this.#form.typed(words));
    this.#sending = false;
    const sentence = sent.ok ? this.#page.words.thanks : sent.sentence;
    // Meanwhile the reader may have gone back to the text, or on to other words.
    const isShown = this.#dialog.open && this.#words === words;
    if (this.#words === words) this.#form.show(sent.ok ? '' : sentence, false);
    if (sent.ok && this.#words === words) this.#words = null;
    if (!isShown) this.#announce(sentence);
    else if (sent.ok) this.#showThanks(sent.receipt);
  }

  /** Stays until it is closed, so that the reader can take the link. */
  #showThanks({ url }: ReportAnswer): void {
    const { thanks, follow, close } = this.#page.words;
    const button = makeElement('button', { type: 'button', className: 'button primary' }, close);
    button.onclick = () => this.#close();
    this.#form.element.hidden = true;
    this.#thanks.append(
      makeElement('p', {}, thanks),
      makeElement('p', {}, makeElement('a', { href: url }, follow)),
      makeElement('div', { className: 'buttons' }, button),
    );
    button.focus();
  }

  #close(): void {
    this.#dialog.close();
    this.#returnToText();
  }

  /**
   * The browser gives the focus back; the place in the text is ours to restore. At once where we close the dialog;
   * `close` comes late, when the reader may be on to something else, but there are ways to close without us.
   */
  #returnToText(): void {
    const selection = document.getSelection();
    const place = this.#selection;
    if (this.#dialog.open || !selection || !place) return;
    this.#selection = null;
    // Where nothing had the focus before, Chromium leaves it in the hidden field for a while, and keys go there.
    const focused = this.#dialog.querySelector<HTMLElement>(':focus');
    focused?.blur();
    if (this.#words === null) place.collapse(false);
    selection.removeAllRanges();
    selection.addRange(place);
  }
}
