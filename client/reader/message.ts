/** A line at the lower edge of the page that says what can't wait for a dialog. */
import { directionOf } from '../../shared/article/language.ts';
import { makeElement } from './make-element.ts';
import type { Page } from './page.ts';

const SHOWN_MS = 8000;

/** Gives the function that shows a sentence and has it read aloud; it goes away by itself. */
export function makeMessage({ language }: Page): (sentence: string) => void {
  // A live region is only heard where it was there before its text; empty, it is invisible.
  const line = makeElement('p', { className: 'message', role: 'status', lang: language });
  line.dir = directionOf(language);
  document.body.append(line);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (sentence) => {
    clearTimeout(timer);
    line.textContent = sentence;
    timer = setTimeout(() => line.replaceChildren(), SHOWN_MS);
  };
}
