/** The reader's words in Lithuanian. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as jūs. */
export const lt: ReaderWords = {
  language: 'lt',
  report: {
    keys: KEYS,
    invitation: 'Pastebėjote klaidą? Pažymėkite ją ir paspauskite {key}',
    touchInvitation: 'Pastebėjote klaidą? Pažymėkite ją ir palieskite „{report}“',
    needsScript: 'Norėdami pranešti apie klaidą, naršyklėje įjunkite „JavaScript“.',
    report: 'Pranešti apie klaidą',
    context: 'Tekste',
    suggestion: 'Kaip turėtų būti',
    note: 'Pastaba redakcijai (neprivaloma)',
    send: 'Siųsti',
    sending: 'Siunčiama…',
    cancel: 'Atšaukti',
    close: 'Uždaryti',
    thanks: 'Ačiū. Jūsų pranešimas pasiekė redakciją.',
    follow: 'Sužinoti, kas su juo vyksta',
    selectFirst: 'Pirmiausia pažymėkite žodžius, kuriuose yra klaida, tada paspauskite {key}.',
    tooLong: 'Ištrauka per ilga. Prašome pažymėti ne daugiau kaip {count} ženklų.',
    tooMany: 'Iš jūsų tinklo gauta per daug pranešimų. Pabandykite dar kartą po valandos.',
    wordsGone:
      'Šių žodžių straipsnyje nebėra; galbūt klaida jau ištaisyta. Įkelkite puslapį iš naujo.',
    wordsChanged:
      'Puslapyje čia rodomi kiti žodžiai nei straipsnyje; galbūt jis išverstas. Parodykite originalą ir pažymėkite žodžius iš naujo.',
    failed: 'Pranešimo išsiųsti nepavyko. Tai, ką parašėte, išliko; pabandykite dar kartą.',
  },
  receipt: {
    title: 'Jūsų pranešimas',
    statuses: {
      open: { title: 'Gauta', text: 'Redakcija gavo jūsų pranešimą ir jį peržiūrės.' },
      accepted: { title: 'Ištaisyta', text: 'Buvote teisūs. Straipsnis ištaisytas.' },
      declined: {
        title: 'Nepakeista',
        text: 'Redakcija peržiūrėjo jūsų pranešimą ir tekstą paliko tokį, koks buvo.',
      },
      resolved: { title: 'Išspręsta', text: 'Redakcija peržiūrėjo jūsų pranešimą ir jį užbaigė.' },
    },
    marked: 'Jūsų pažymėti žodžiai',
    proposed: 'Jūsų pataisymas',
    received: 'Gauta: {date}',
    settled: 'Išspręsta: {date}',
    keepLink: 'Išsaugokite šio puslapio adresą: čia matysite, kas vyksta su jūsų pranešimu.',
    back: 'Grįžti prie straipsnio',
  },
  picture: { from: 'Paveikslėlis iš {host}', show: 'Rodyti' },
  missing: {
    title: 'Čia straipsnio nėra',
    text: 'Galbūt jis pašalintas arba pasikeitė jo adresas.',
  },
};
