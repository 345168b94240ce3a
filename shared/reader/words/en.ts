/** The reader's words in English. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Also for every language that has no words of its own. */
export const en: ReaderWords = {
  language: 'en',
  report: {
    keys: KEYS,
    invitation: 'Noticed a mistake? Select it and press {key}',
    touchInvitation: 'Noticed a mistake? Select it and tap “{report}”',
    needsScript: 'To report a mistake from this page, please turn on JavaScript.',
    report: 'Report a mistake',
    context: 'In the text',
    suggestion: 'How it should read',
    note: 'Note to the editors (optional)',
    send: 'Send',
    sending: 'Sending…',
    cancel: 'Cancel',
    close: 'Close',
    thanks: 'Thank you. Your report has reached the editors.',
    follow: 'See what becomes of it',
    selectFirst: 'First select the words that are wrong, then press {key}.',
    tooLong: 'That is a long passage. Please select {count} characters at most.',
    tooMany: 'Too many reports have come from your network. Please try again in an hour.',
    wordsGone:
      'These words are no longer in the article; it may have been corrected already. Please reload the page.',
    wordsChanged:
      'The page shows other words here than the article has; it may be translated. Please show the original and select the words again.',
    failed: 'Your report could not be sent. What you wrote is still here; please try again.',
  },
  receipt: {
    title: 'Your report',
    statuses: {
      open: { title: 'Received', text: 'The editors have your report and will look at it.' },
      accepted: { title: 'Corrected', text: 'You were right. The article has been corrected.' },
      declined: {
        title: 'Not changed',
        text: 'The editors have looked at your report and left the words as they are.',
      },
      resolved: {
        title: 'Settled',
        text: 'The editors have looked at your report and settled it.',
      },
    },
    marked: 'The words you marked',
    proposed: 'Your correction',
    received: 'Received on {date}',
    settled: 'Settled on {date}',
    keepLink: 'Keep the address of this page: here you can see what becomes of your report.',
    back: 'Back to the article',
  },
  picture: { from: 'Picture from {host}', show: 'Show' },
  missing: {
    title: 'There is no article here',
    text: 'It may have been withdrawn, or its address may have changed.',
  },
};
