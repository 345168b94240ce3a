/** The reader's words in Italian. */
import type { ReaderWords } from '../reader-words.ts';

/** Addresses one reader as tu, and calls the keys what Italian keyboards do. */
export const it: ReaderWords = {
  language: 'it',
  report: {
    keys: { control: 'Ctrl+Invio', command: '⌘+Invio' },
    invitation: 'Hai notato un errore? Selezionalo e premi {key}',
    touchInvitation: 'Hai notato un errore? Selezionalo e tocca «{report}»',
    needsScript: 'Per segnalare un errore, attiva JavaScript nel browser.',
    report: 'Segnala un errore',
    context: 'Nel testo',
    suggestion: 'Come dovrebbe essere',
    note: 'Nota per la redazione (facoltativa)',
    send: 'Invia',
    sending: 'Invio in corso…',
    cancel: 'Annulla',
    close: 'Chiudi',
    thanks: 'Grazie. La tua segnalazione è arrivata in redazione.',
    follow: 'Guarda che cosa ne è stato',
    selectFirst: 'Prima seleziona le parole sbagliate, poi premi {key}.',
    tooLong: 'Il brano è troppo lungo. Seleziona al massimo {count} caratteri.',
    tooMany: 'Dalla tua rete sono arrivate troppe segnalazioni. Riprova tra un’ora.',
    wordsGone:
      'Queste parole non sono più nell’articolo; forse l’errore è già stato corretto. Ricarica la pagina.',
    wordsChanged:
      'Qui la pagina mostra parole diverse da quelle dell’articolo; forse è tradotta. Mostra l’originale e seleziona di nuovo le parole.',
    failed:
      'Non è stato possibile inviare la segnalazione. Ciò che hai scritto è ancora qui; riprova.',
  },
  receipt: {
    title: 'La tua segnalazione',
    statuses: {
      open: { title: 'Ricevuta', text: 'La redazione ha ricevuto la segnalazione e la esaminerà.' },
      accepted: { title: 'Corretto', text: 'Avevi ragione. L’articolo è stato corretto.' },
      declined: {
        title: 'Nessuna modifica',
        text: 'La redazione ha esaminato la segnalazione e ha lasciato il testo com’era.',
      },
      resolved: {
        title: 'Conclusa',
        text: 'La redazione ha esaminato la segnalazione e l’ha chiusa.',
      },
    },
    marked: 'Le parole segnalate',
    proposed: 'La tua correzione',
    received: 'Data di ricezione: {date}',
    settled: 'Data di chiusura: {date}',
    keepLink: 'Conserva l’indirizzo di questa pagina: qui vedrai che cosa ne è della segnalazione.',
    back: 'Torna all’articolo',
  },
  picture: { from: 'Immagine da {host}', show: 'Mostra' },
  missing: {
    title: 'Qui non c’è nessun articolo',
    text: 'Forse è stato ritirato, oppure il suo indirizzo è cambiato.',
  },
};
