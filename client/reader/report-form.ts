/** The form of the reader's dialog: the words in their sentence, the right wording, a note. */
import { sentenceAround } from '../../shared/anchor/sentence.ts';
import { makeElement } from './make-element.ts';
import type { Page } from './page.ts';
import { textOf } from './page-text.ts';
import type { ReportedWords } from './reported-words.ts';

/** The server takes no longer suggestion or note. */
const MAX_FIELD_LENGTH = 1000;

/** `element` is put where it is to be shown. What was typed stays until `begin` shows other words; sending is the dialog's. */
export class ReportForm {
  readonly element: HTMLFormElement;
  readonly #page: Page;
  readonly #context: HTMLQuoteElement;
  readonly #suggestion: HTMLTextAreaElement;
  readonly #note: HTMLTextAreaElement;
  readonly #status = makeElement('p', { className: 'status', role: 'status' });
  readonly #send: HTMLButtonElement;

  constructor(page: Page, onSubmit: () => void, onCancel: () => void) {
    const { words } = page;
    const { lang, dir } = document.documentElement; // the article's own; the dialog's may differ
    const inArticle = { lang, dir };
    this.#page = page;
    this.#context = makeElement('blockquote', inArticle);
    const maxLength = MAX_FIELD_LENGTH;
    this.#suggestion = makeElement('textarea', { ...inArticle, maxLength, rows: 2 });
    this.#note = makeElement('textarea', { maxLength, rows: 2 });
    this.#send = makeElement('button', { className: 'button primary' }, words.send);
    const cancel = { type: 'button', className: 'button', onclick: onCancel } as const;
    const onsubmit = (event: Event) => {
      event.preventDefault();
      onSubmit();
    };
    this.element = makeElement(
      'form',
      { onsubmit },
      makeElement('div', { className: 'field' }, words.context, this.#context),
      makeElement('label', { className: 'field' }, words.suggestion, this.#suggestion),
      makeElement('label', { className: 'field' }, words.note, this.#note),
      this.#status,
      makeElement(
        'div',
        { className: 'buttons' },
        makeElement('button', cancel, words.cancel),
        this.#send,
      ),
    );
  }

  /** Shows words of the article, to be corrected; takes away what was typed about others. */
  begin(reported: ReportedWords): void {
    const { lang } = document.documentElement;
    const text = textOf(this.#page.blocks);
    const { before, words, after } = sentenceAround(text, reported, lang || 'und');
    this.#context.replaceChildren(before, makeElement('mark', {}, words), after);
    this.#suggestion.value = reported.exact;
    this.#note.value = '';
    this.show('', false);
  }

  /** What the reader typed; a suggestion that is nothing but the old words is none. */
  typed(reported: ReportedWords): { suggestion?: string; note?: string } {
    const suggestion = this.#suggestion.value.trim();
    const note = this.#note.value.trim();
    return {
      ...(suggestion === reported.exact ? {} : { suggestion }),
      ...(note === '' ? {} : { note }),
    };
  }

  /** Says how the sending goes. */
  show(sentence: string, isSending: boolean): void {
    const { send, sending } = this.#page.words;
    this.#status.textContent = sentence;
    this.#send.textContent = isSending ? sending : send;
    // Not `disabled`, which would take the focus away.
    this.#send.setAttribute('aria-disabled', String(isSending));
  }

  /** Puts the caret after the suggested words, since few readers retype them all. */
  focus(): void {
    const end = this.#suggestion.value.length;
    this.#suggestion.focus();
    this.#suggestion.setSelectionRange(end, end);
  }
}
