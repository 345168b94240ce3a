/** The reader's words in German. */
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as Sie, and calls the keys what German keyboards do. */
export const de: ReaderWords = {
  language: 'de',
  report: {
    keys: { control: 'Strg+Enter', command: '⌘+Enter' },
    invitation: 'Fehler entdeckt? Bitte markieren Sie ihn und drücken Sie {key}',
    touchInvitation: 'Fehler entdeckt? Bitte markieren Sie ihn und tippen Sie auf „{report}“',
    needsScript: 'Um einen Fehler zu melden, schalten Sie bitte JavaScript ein.',
    report: 'Fehler melden',
    context: 'Im Text',
    suggestion: 'So müsste es heißen',
    note: 'Hinweis an die Redaktion (freiwillig)',
    send: 'Senden',
    sending: 'Wird gesendet …',
    cancel: 'Abbrechen',
    close: 'Schließen',
    thanks: 'Vielen Dank. Ihr Hinweis ist in der Redaktion angekommen.',
    follow: 'Nachsehen, was daraus wird',
    selectFirst: 'Markieren Sie zuerst die fehlerhaften Wörter und drücken Sie dann {key}.',
    tooLong: 'Diese Stelle ist zu lang. Bitte markieren Sie höchstens {count} Zeichen.',
    tooMany:
      'Aus Ihrem Netz kamen zu viele Hinweise. Bitte versuchen Sie es in einer Stunde wieder.',
    wordsGone:
      'Diese Wörter stehen nicht mehr im Artikel; vielleicht ist der Fehler schon behoben. Bitte laden Sie die Seite neu.',
    wordsChanged:
      'Die Seite zeigt hier andere Wörter als der Artikel; vielleicht ist sie übersetzt. Bitte zeigen Sie das Original an und markieren Sie die Wörter erneut.',
    failed:
      'Ihr Hinweis konnte nicht gesendet werden. Was Sie geschrieben haben, ist noch da; bitte versuchen Sie es noch einmal.',
  },
  receipt: {
    title: 'Ihr Hinweis',
    statuses: {
      open: { title: 'Eingegangen', text: 'Die Redaktion hat Ihren Hinweis und wird ihn prüfen.' },
      accepted: { title: 'Korrigiert', text: 'Sie hatten recht. Der Artikel wurde korrigiert.' },
      declined: {
        title: 'Nicht geändert',
        text: 'Die Redaktion hat Ihren Hinweis geprüft und den Wortlaut belassen.',
      },
      resolved: {
        title: 'Erledigt',
        text: 'Die Redaktion hat Ihren Hinweis geprüft und abgeschlossen.',
      },
    },
    marked: 'Die markierte Stelle',
    proposed: 'Ihre Korrektur',
    received: 'Eingegangen am {date}',
    settled: 'Erledigt am {date}',
    keepLink:
      'Bewahren Sie die Adresse dieser Seite auf: Hier sehen Sie, was aus Ihrem Hinweis wird.',
    back: 'Zurück zum Artikel',
  },
  picture: { from: 'Bild von {host}', show: 'Anzeigen' },
  missing: {
    title: 'Hier ist kein Artikel',
    text: 'Vielleicht wurde er zurückgezogen, oder seine Adresse hat sich geändert.',
  },
};
