/** The reader's words in Czech. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as vy. */
export const cs: ReaderWords = {
  language: 'cs',
  report: {
    keys: KEYS,
    invitation: 'Všimli jste si chyby? Označte ji a stiskněte {key}',
    touchInvitation: 'Všimli jste si chyby? Označte ji a klepněte na „{report}“',
    needsScript: 'Chcete-li nahlásit chybu, zapněte v prohlížeči JavaScript.',
    report: 'Nahlásit chybu',
    context: 'V textu',
    suggestion: 'Jak to má být správně',
    note: 'Poznámka pro redakci (nepovinná)',
    send: 'Odeslat',
    sending: 'Odesíláme…',
    cancel: 'Zrušit',
    close: 'Zavřít',
    thanks: 'Děkujeme. Vaše upozornění dorazilo do redakce.',
    follow: 'Podívat se, jak to dopadlo',
    selectFirst: 'Nejprve označte slova s chybou a potom stiskněte {key}.',
    tooLong: 'Úryvek je příliš dlouhý. Označte prosím nejvýše {count} znaků.',
    tooMany: 'Z vaší sítě přišlo příliš mnoho upozornění. Zkuste to prosím za hodinu.',
    wordsGone:
      'Tato slova už v článku nejsou; chyba je možná opravená. Načtěte prosím stránku znovu.',
    wordsChanged:
      'Stránka tu ukazuje jiná slova než článek; možná je přeložená. Zobrazte prosím originál a označte slova znovu.',
    failed:
      'Upozornění se nepodařilo odeslat. Co jste napsali, zůstalo zachováno; zkuste to znovu.',
  },
  receipt: {
    title: 'Vaše upozornění',
    statuses: {
      open: { title: 'Přijato', text: 'Redakce vaše upozornění obdržela a podívá se na ně.' },
      accepted: { title: 'Opraveno', text: 'Měli jste pravdu. Článek jsme opravili.' },
      declined: {
        title: 'Beze změny',
        text: 'Redakce vaše upozornění posoudila a text ponechala, jak je.',
      },
      resolved: { title: 'Vyřízeno', text: 'Redakce vaše upozornění posoudila a uzavřela.' },
    },
    marked: 'Slova, která jste označili',
    proposed: 'Vaše oprava',
    received: 'Přijato: {date}',
    settled: 'Vyřízeno: {date}',
    keepLink: 'Adresu této stránky si uložte: uvidíte tu, jak vaše upozornění dopadlo.',
    back: 'Zpět k článku',
  },
  picture: { from: 'Obrázek z {host}', show: 'Zobrazit' },
  missing: {
    title: 'Žádný článek tu není',
    text: 'Mohl být stažen, nebo se změnila jeho adresa.',
  },
};
