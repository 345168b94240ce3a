/** The reader's words in Polish. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses one reader in the second person, as programs do in Polish. */
export const pl: ReaderWords = {
  language: 'pl',
  report: {
    keys: KEYS,
    invitation: 'Widzisz błąd? Zaznacz go i naciśnij {key}',
    touchInvitation: 'Widzisz błąd? Zaznacz go i dotknij „{report}”',
    needsScript: 'Aby zgłosić błąd, włącz w przeglądarce JavaScript.',
    report: 'Zgłoś błąd',
    context: 'W tekście',
    suggestion: 'Jak powinno być',
    note: 'Uwaga dla redakcji (nieobowiązkowo)',
    send: 'Wyślij',
    sending: 'Wysyłanie…',
    cancel: 'Anuluj',
    close: 'Zamknij',
    thanks: 'Dziękujemy. Zgłoszenie dotarło do redakcji.',
    follow: 'Sprawdź, co się z nim dzieje',
    selectFirst: 'Najpierw zaznacz słowa z błędem, a potem naciśnij {key}.',
    tooLong: 'Ten fragment jest za długi. Zaznacz najwyżej {count} znaków.',
    tooMany: 'Z tej sieci przyszło zbyt wiele zgłoszeń. Spróbuj ponownie za godzinę.',
    wordsGone: 'Tych słów nie ma już w artykule; być może błąd został poprawiony. Odśwież stronę.',
    wordsChanged:
      'Strona pokazuje tu inne słowa niż artykuł; być może jest przetłumaczona. Wyświetl oryginał i zaznacz słowa ponownie.',
    failed: 'Nie udało się wysłać zgłoszenia. Wpisany tekst został zachowany; spróbuj ponownie.',
  },
  receipt: {
    title: 'Twoje zgłoszenie',
    statuses: {
      open: { title: 'Przyjęte', text: 'Redakcja otrzymała zgłoszenie i je rozpatrzy.' },
      accepted: { title: 'Poprawione', text: 'Uwaga była słuszna. Artykuł został poprawiony.' },
      declined: {
        title: 'Bez zmian',
        text: 'Redakcja rozpatrzyła zgłoszenie i pozostawiła tekst bez zmian.',
      },
      resolved: { title: 'Zamknięte', text: 'Redakcja rozpatrzyła i zamknęła zgłoszenie.' },
    },
    marked: 'Zaznaczone słowa',
    proposed: 'Twoja poprawka',
    received: 'Przyjęto: {date}',
    settled: 'Zamknięto: {date}',
    keepLink: 'Zachowaj adres tej strony: tu zobaczysz, co się dzieje ze zgłoszeniem.',
    back: 'Wróć do artykułu',
  },
  picture: { from: 'Obraz z {host}', show: 'Pokaż' },
  missing: {
    title: 'Nie ma tu artykułu',
    text: 'Mógł zostać wycofany albo zmienił się jego adres.',
  },
};
