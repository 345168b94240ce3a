/** Languages are told from words, and directions from languages. */
import { describe, expect, test } from 'vitest';
import { detectLanguage, directionOfText } from '../../../../server/formats/import/language.ts';
import { readHtml } from '../../../../server/formats/import/html.ts';
import { readMarkdown } from '../../../../server/formats/import/markdown.ts';
import { readText } from '../../../../server/formats/import/text.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { bare, declarations } from './corpora.ts';

const EXPECTED: Readonly<Record<string, readonly [string, 'ltr' | 'rtl']>> = {
  arb: ['ar', 'rtl'],
  cmn_hans: ['zh-Hans', 'ltr'],
  cmn_hant: ['zh-Hant', 'ltr'],
  eng: ['en', 'ltr'],
  heb: ['he', 'rtl'],
  hin: ['hi', 'ltr'],
  jpn: ['ja', 'ltr'],
  kor: ['ko', 'ltr'],
  mya: ['my', 'ltr'],
  pes_1: ['fa', 'rtl'],
  rus: ['ru', 'ltr'],
  tha: ['th', 'ltr'],
  urd: ['ur', 'rtl'],
  ydd: ['yi', 'rtl'],
};

describe('fourteen languages', () => {
  test.each(declarations())(
    'I6 the language of $name is told from its words, in each format',
    (file) => {
      const [language, direction] = EXPECTED[file.name] ?? [];
      const [title = '', ...rest] = file.lines;
      const undeclared = file.html.replace(/ lang="[^"]*"| dir="[^"]*"/g, '');
      const markdown = `# ${title}\n\n${rest.join('\n\n').replace(/^(\d+)\./gm, '$1\\.')}`;
      for (const article of [
        readText(file.lines.join('\n\n')),
        readMarkdown(markdown),
        readHtml(undeclared),
      ]) {
        article.doc.check();
        expect(article).toMatchObject({ language, direction, title });
        expect(bare(plainText(article.doc))).toBe(bare(file.lines.join('')));
        expect(article.doc.firstChild?.type.name).toBe('title');
      }
      // A page's own word on it stands, less exact as it may be.
      const declared = readHtml(file.html);
      expect(declared.direction).toBe(direction);
      expect(language?.startsWith(declared.language)).toBe(true);
    },
  );
});

const SENTENCES: Readonly<Record<string, string>> = {
  be: 'Кожны вечар а дзясятай гадзіне трое людзей зачыняюць стары мост для аўтамабіляў і адкрываюць яго для караблёў.',
  uk: 'Щовечора о десятій годині троє людей закривають старий міст для автомобілів і відкривають його для кораблів.',
  pl: 'Każdego wieczoru o dziesiątej troje ludzi zamyka stary most dla samochodów i otwiera go dla statków.',
  de: 'Jeden Abend um zehn schließen drei Menschen die alte Brücke für Autos und öffnen sie für Schiffe.',
  fr: 'Chaque soir à dix heures, trois personnes ferment le vieux pont aux voitures et l’ouvrent aux bateaux.',
  es: 'Cada noche a las diez, tres personas cierran el viejo puente a los coches y lo abren a los barcos.',
  el: 'Κάθε βράδυ στις δέκα τρεις άνθρωποι κλείνουν την παλιά γέφυρα για τα αυτοκίνητα.',
  ka: 'ყოველ საღამოს ათ საათზე სამი ადამიანი ხურავს ძველ ხიდს.',
  hy: 'Ամեն երեկո ժամը տասին երեք մարդ փակում է հին կամուրջը։',
  ja: '毎晩十時、三人が古い橋を閉じる。東京国際空港建設計画委員会。',
  'sr-Latn':
    'Svake večeri u deset sati troje ljudi zatvara stari most za automobile i otvara ga za brodove, a onda čekaju do jutra.',
};

describe('sentences', () => {
  test.each(Object.entries(SENTENCES))(
    'I6 one sentence is enough to tell %s',
    (language, sentence) => {
      expect(detectLanguage(sentence)).toBe(language);
    },
  );

  test('I6 what is too little to tell is und', () => {
    for (const text of ['', '12345 67890', 'Hm, ok then.', 'Да, да.'])
      expect(detectLanguage(text)).toBe('und');
  });

  const directions: readonly (readonly [string, string, string])[] = [
    ['und', '12 «שלום» ok', 'rtl'],
    ['und', '12 ok שלום', 'ltr'],
    ['und', '123', 'ltr'],
    ['en', 'שלום', 'ltr'],
    ['az-Arab', 'ok', 'rtl'],
  ];
  test.each(directions)('I6 the direction of %s with "%s" is %s', (language, text, direction) => {
    expect(directionOfText(language, text)).toBe(direction);
  });
});
