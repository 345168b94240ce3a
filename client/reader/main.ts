/** The script of the published page: select words, press Ctrl+Enter or the button, report the mistake. */
import { fill } from '../../shared/reader/reader-words.ts';
import { offerPictures } from './foreign-pictures.ts';
import { makeMessage } from './message.ts';
import { readPage, selectedWords } from './page.ts';
import type { Page } from './page.ts';
import './reader.css';
import { ReportButton } from './report-button.ts';
import { ReportDialog } from './report-dialog.ts';
import { sendsOn } from '../ui/keys/writing-keys.ts';
import { MAX_WORDS_LENGTH } from './reported-words.ts';
import type { ReportedWords } from './reported-words.ts';

const page = readPage();
if (page) start(page);

function start(page: Page): void {
  const { words, key } = page;
  offerPictures(page.article);
  const announce = makeMessage(page);
  const dialog = new ReportDialog(page, announce);
  new ReportButton(page, report);
  document.addEventListener('keydown', (event) => {
    if (!sendsOn(event) || isElsewhere(event.target)) return;
    const selected = selectedWords(page);
    if (selected === null && isLink(event.target)) return; // opens it in a new tab
    event.preventDefault();
    if (selected) report(selected);
    else announce(fill(words.selectFirst, 'key', key));
  });
  nameKey(page);

  function report(selected: ReportedWords | 'changed'): void {
    if (selected === 'changed') return announce(words.wordsChanged);
    if (selected.exact.length > MAX_WORDS_LENGTH) return announce(tooLong(page));
    dialog.open(selected);
  }
}

/** The server wrote the name that the keys have on most machines. */
function nameKey({ words, key }: Page): void {
  const invitation = document.querySelector('.invitation .by-key');
  if (invitation) invitation.textContent = fill(words.invitation, 'key', key);
}

function tooLong({ language, words }: Page): string {
  return fill(words.tooLong, 'count', MAX_WORDS_LENGTH.toLocaleString(language));
}

function isElsewhere(target: EventTarget | null): boolean {
  const places = 'input, textarea, select, [contenteditable], dialog';
  return target instanceof Element && target.closest(places) !== null;
}

function isLink(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a[href]') !== null;
}
