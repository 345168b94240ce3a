/** The reader's words in Dutch. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as u. */
export const nl: ReaderWords = {
  language: 'nl',
  report: {
    keys: KEYS,
    invitation: 'Fout gezien? Selecteer de woorden en druk op {key}',
    touchInvitation: 'Fout gezien? Selecteer de woorden en tik op ‘{report}’',
    needsScript: 'Zet JavaScript aan om een fout te melden.',
    report: 'Fout melden',
    context: 'In de tekst',
    suggestion: 'Zo hoort het te zijn',
    note: 'Opmerking voor de redactie (niet verplicht)',
    send: 'Versturen',
    sending: 'Wordt verstuurd…',
    cancel: 'Annuleren',
    close: 'Sluiten',
    thanks: 'Dank u wel. Uw melding is bij de redactie aangekomen.',
    follow: 'Bekijk wat ermee gebeurt',
    selectFirst: 'Selecteer eerst de woorden met de fout en druk dan op {key}.',
    tooLong: 'Dit fragment is te lang. Selecteer hooguit {count} tekens.',
    tooMany: 'Er kwamen te veel meldingen van uw netwerk. Probeer het over een uur opnieuw.',
    wordsGone:
      'Deze woorden staan niet meer in het artikel; misschien is de fout al hersteld. Laad de pagina opnieuw.',
    wordsChanged:
      'De pagina toont hier andere woorden dan het artikel; misschien is ze vertaald. Toon het origineel en selecteer de woorden opnieuw.',
    failed:
      'Uw melding kon niet worden verstuurd. Wat u schreef staat er nog; probeer het opnieuw.',
  },
  receipt: {
    title: 'Uw melding',
    statuses: {
      open: { title: 'Ontvangen', text: 'De redactie heeft uw melding en gaat ernaar kijken.' },
      accepted: { title: 'Verbeterd', text: 'U had gelijk. Het artikel is verbeterd.' },
      declined: {
        title: 'Niet gewijzigd',
        text: 'De redactie heeft uw melding bekeken en de tekst gelaten zoals hij was.',
      },
      resolved: {
        title: 'Afgehandeld',
        text: 'De redactie heeft uw melding bekeken en afgesloten.',
      },
    },
    marked: 'De woorden die u aanwees',
    proposed: 'Uw verbetering',
    received: 'Ontvangen op {date}',
    settled: 'Afgehandeld op {date}',
    keepLink: 'Bewaar het adres van deze pagina: hier ziet u wat er met uw melding gebeurt.',
    back: 'Terug naar het artikel',
  },
  picture: { from: 'Afbeelding van {host}', show: 'Tonen' },
  missing: {
    title: 'Hier staat geen artikel',
    text: 'Misschien is het ingetrokken of is het adres veranderd.',
  },
};
