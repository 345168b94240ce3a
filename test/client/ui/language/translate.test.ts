/** The mechanism by itself: slots, plurals, contexts, the server's sentences, and which language somebody gets. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { compileCatalogue } from '../../../../client/locales/compile.ts';
import { takeFacts } from '../../../../client/locales/take-facts.ts';
import { UNITS } from '../../../../client/ui/language/facts.ts';
import {
  formatDate,
  formatList,
  formatRelative,
  nameOfLanguage,
} from '../../../../client/ui/language/formats.ts';
import {
  directionIn,
  keepLanguage,
  keptLanguage,
  LANGUAGES,
  PSEUDO_LANGUAGE,
  SOURCE_LANGUAGE,
  spokenLanguage,
} from '../../../../client/ui/language/languages.ts';
import { mirrored } from '../../../../client/ui/language/pseudo.ts';
import {
  formatNumber,
  heard,
  n,
  speak,
  t,
  tIn,
  told,
} from '../../../../client/ui/language/translate.ts';
import { parseSource, sourcesIn } from '../../../support/source-tree.ts';
import { isTranslation } from '../../../strings/messages.ts';
import type { Source } from '../../../support/source-tree.ts';

const RUSSIAN = { tag: 'ru', name: 'Русский' } as const;

const FILE = `msgid ""
msgstr ""
"Language: ru\\n"

msgid "{name} is back."
msgstr "Снова здесь: {name}."

msgctxt "verb"
msgid "Comment"
msgstr "Комментировать"

msgctxt "kind"
msgid "Comment"
msgstr "Комментарий"

msgid "{count} reply"
msgid_plural "{count} replies"
msgstr[0] "{count} ответ"
msgstr[1] "{count} ответа"
msgstr[2] "{count} ответов"
msgstr[3] "{count} ответа"

msgctxt "server"
msgid "Another article has the address “{0}”."
msgstr "Адрес «{0}» занят."

msgctxt "server"
msgid "Please sign in."
msgstr "Войдите, пожалуйста."

msgid "Not yet"
msgstr ""
`;

function speakRussian(): void {
  speak(RUSSIAN, compileCatalogue(FILE, 'ru'));
}

afterEach(() => speak(SOURCE_LANGUAGE, {}));

describe('words', () => {
  test('LA1 without a catalogue the English of the sources is said', () => {
    expect(t('Resolve')).toBe('Resolve');
    expect(t('{name} is back.', { name: 'Ann' })).toBe('Ann is back.');
    expect(n('{count} reply', '{count} replies', 1)).toBe('1 reply');
    expect(n('{count} reply', '{count} replies', 1234)).toBe('1,234 replies');
  });

  test('LA1 with one its translation is said, and English where there is none', () => {
    speakRussian();
    expect(t('{name} is back.', { name: 'Анна' })).toBe('Снова здесь: Анна.');
    expect(t('Not yet')).toBe('Not yet');
    expect(t('Resolve')).toBe('Resolve');
  });

  test('LA1 words of two senses have a translation for each', () => {
    speakRussian();
    expect(tIn('verb', 'Comment')).toBe('Комментировать');
    expect(told('Comment', 'kind')).toBe('Комментарий');
    expect(told('Comment')).toBe('Comment');
  });

  test('LA1 a value may be a template, and then what comes is for a template', () => {
    speakRussian();
    const template = { strings: [] };
    expect(t('{name} is back.', { name: template })).toEqual(['Снова здесь: ', template, '.']);
  });

  test('LA1 a value is never read as a slot or a pattern', () => {
    expect(t('{a} and {b}', { a: '{b} $&', b: 'x' })).toBe('{b} $& and x');
  });
});

describe('numbers', () => {
  test.each([
    [0, '0 ответов'],
    [1, '1 ответ'],
    [2, '2 ответа'],
    [5, '5 ответов'],
    [11, '11 ответов'],
    [21, '21 ответ'],
    [22, '22 ответа'],
    [112, '112 ответов'],
    [1.5, '1,5 ответа'],
  ])('LA2 the form for %d is that of CLDR', (count, expected) => {
    speakRussian();
    expect(n('{count} reply', '{count} replies', count)).toBe(expected);
  });

  test('LA3 numbers, dates and lists are written as the language writes them', () => {
    speakRussian();
    expect(formatNumber(1234567.5).replace(/\s/g, ' ')).toBe('1 234 567,5');
    expect(formatDate('2026-12-01T12:00:00Z', { dateStyle: 'long' })).toBe('1 декабря 2026 г.');
    expect(formatList(['а', 'б', 'в']).join('')).toBe('а, б и в');
    expect(formatRelative(-2, 'hour', true)).toBe('2 часа назад');
    const item = { of: 'a template' };
    expect(formatList([item, item])).toEqual([item, ' и ', item]);
  });
});

describe('where the browser knows nothing of the language', () => {
  const BELARUSIAN = { tag: 'be', name: 'Беларуская' } as const;
  const facts = takeFacts('be');

  beforeEach(() => {
    const unknown = vi.spyOn(Intl.DateTimeFormat, 'supportedLocalesOf').mockReturnValue([]);
    speak(BELARUSIAN, {}, { facts });
    unknown.mockRestore();
  });

  test.each([0, 7, 999, 1234, 12_345, 1_234_567.5, -20_000])(
    'LA18 the number %d is written as CLDR says',
    (value) => {
      expect(formatNumber(value)).toBe(new Intl.NumberFormat('be').format(value));
    },
  );

  test('LA18 so are dates', () => {
    for (let month = 0; month < 12; month += 1) {
      const date = new Date(2026, month, 1 + 2 * month, 16, 5, 7);
      const day = { dateStyle: 'long' } as const;
      expect(spaced(formatDate(date, day))).toBe(
        spaced(new Intl.DateTimeFormat('be', day).format(date)),
      );
      const both = { ...day, timeStyle: 'short' } as const;
      expect(spaced(formatDate(date, both))).toBe(
        spaced(new Intl.DateTimeFormat('be', both).format(date)),
      );
    }
  });

  test('LA18 so are times that are near', () => {
    const numerics = [
      [false, new Intl.RelativeTimeFormat('be')],
      [true, new Intl.RelativeTimeFormat('be', { numeric: 'auto' })],
    ] as const;
    for (const [named, format] of numerics)
      for (const unit of UNITS)
        for (const count of [-40, -21, -5, -2, -1, 1, 2, 3, 5, 11, 21, 22, 100])
          expect(formatRelative(count, unit, named)).toBe(format.format(count, unit));
  });

  test('LA18 so are lists and names of languages', () => {
    for (const names of [[], ['а'], ['а', 'б'], ['а', 'б', 'в', 'г']]) {
      expect(formatList(names).join('')).toBe(new Intl.ListFormat('be').format(names));
      const unit = new Intl.ListFormat('be', { type: 'unit', style: 'short' });
      expect(formatList(names, 'unit').join('')).toBe(unit.format(names));
    }
    expect(nameOfLanguage('fr')).toBe('французская');
    expect(nameOfLanguage('be')).toBe('беларуская');
  });

  test('LA18 where it knows the language it is asked itself', () => {
    speak(BELARUSIAN, {}, { facts: { ...takeFacts('be')!, decimal: 'x' } });
    expect(formatNumber(1.5)).toBe('1,5');
  });
});

describe('what the server says', () => {
  test('LA10 its sentences are translated, with what stands in their slots', () => {
    speakRussian();
    expect(heard('Please sign in.')).toBe('Войдите, пожалуйста.');
    expect(heard('Another article has the address “a-b (c)”.')).toBe('Адрес «a-b (c)» занят.');
  });

  test('LA10 one that nobody has translated is said as it came', () => {
    speakRussian();
    expect(heard('Something else.')).toBe('Something else.');
  });
});

describe('which language', () => {
  test.each([
    [['be-BY', 'ru'], 'be'],
    [['uk', 'ru-RU', 'en'], 'ru'],
    [['en-GB', 'be'], 'en'],
    [['de', 'fr'], 'en'],
    [[], 'en'],
    [['be-tarask'], 'be'],
  ])('LA11 a browser that asks for %j gets %s', (wanted, expected) => {
    expect(spokenLanguage(wanted).tag).toBe(expected);
  });

  test('LA11 what somebody chose on the device goes before that, until they leave it to the browser again', () => {
    const storage = storageOf({});
    expect(keptLanguage(storage)).toBeNull();
    keepLanguage(storage, 'be');
    expect(keptLanguage(storage)?.tag).toBe('be');
    keepLanguage(storage, null);
    expect(keptLanguage(storage)).toBeNull();
  });

  test('LA11 a choice that isn’t one of today’s, and a storage that is forbidden, leave it to the browser', () => {
    expect(keptLanguage(storageOf({ 'galley:language': 'tlh' }))).toBeNull();
    const forbidden = {
      ...storageOf({}),
      getItem: () => {
        throw new DOMException('No.', 'SecurityError');
      },
    };
    expect(keptLanguage(forbidden)).toBeNull();
  });

  test('LA12 each language has its own name, and the pseudo-language is offered to nobody', () => {
    expect(LANGUAGES.map(({ name }) => name)).toEqual(['English', 'Русский', 'Беларуская']);
    expect(LANGUAGES).not.toContain(PSEUDO_LANGUAGE);
    expect(keptLanguage(storageOf({ 'galley:language': 'ar-XB' }))).toBe(PSEUDO_LANGUAGE);
  });

  test('LA13 the pseudo-language is written from right to left, and keeps slots', () => {
    expect(directionIn(PSEUDO_LANGUAGE)).toBe('rtl');
    speak(PSEUDO_LANGUAGE, {}, { disguise: mirrored });
    expect(t('{name} is back.', { name: 'Ann' })).toBe(
      '\u200FAnn \u202Eis\u202C \u202Eback\u202C.',
    );
  });
});

describe('when words are asked for', () => {
  test('LA14 what the first file of a page brings along asks for no words before their language is there', () => {
    const sources = new Map(sourcesIn('client').map((source) => [source.path, source]));
    for (const entry of ['client/main.ts', 'client/reader/main.ts']) {
      const early = [...reached(entry, sources)].flatMap(asksAtOnce);
      expect(early).toEqual([]);
    }
  });

  test.each<[string, number]>([
    ['const a = t("A");', 1],
    ['const a = { b: [n("a", "b", 1)] };', 1],
    ['const a = () => t("A");', 0],
    ['function a() { return t("A"); }', 0],
    ['class A { b = t("A"); c() { return t("B"); } }', 0],
    ['class A { static b = t("A"); }', 1],
  ])('LA14 in %j there are %i', (text, count) => {
    expect(asksAtOnce(parseSource('client/x.ts', text))).toHaveLength(count);
  });
});

/** Which blank stands before a “г.” is not asked. */
function spaced(text: string): string {
  return text.replace(/\s/g, ' ');
}

/** The files that a page runs before anything that it loads later. */
function reached(entry: string, sources: ReadonlyMap<string, Source>): Set<Source> {
  const found = new Set<Source>();
  const visit = (path: string | null): void => {
    const source = sources.get(path ?? '');
    if (source === undefined || found.has(source)) return;
    found.add(source);
    for (const one of source.imports) if (one.kind === 'value') visit(one.path);
  };
  visit(entry);
  return found;
}

/** Calls that are made as soon as the file is loaded. */
function asksAtOnce({ path, places }: Source): string[] {
  const later = places.filter(
    ({ node }) =>
      /Function/.test(node.type) || (node.type === 'PropertyDefinition' && node['static'] !== true),
  );
  return places.flatMap(({ node, line }) =>
    isTranslation(node) &&
    !later.some(({ node: outer }) => outer.start <= node.start && outer.end >= node.end)
      ? [`${path}:${line}`]
      : [],
  );
}

function storageOf(kept: Record<string, string>) {
  const values = new Map(Object.entries(kept));
  return {
    length: 0,
    key: () => null,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}
