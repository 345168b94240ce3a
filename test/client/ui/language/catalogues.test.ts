/** The catalogues have exactly what the interface says, whole in each language, and the interface says nothing past them. */
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { po } from 'gettext-parser';
import { categoriesOf, compileCatalogue } from '../../../../client/locales/compile.ts';
import { LANGUAGES, SOURCE_LANGUAGE } from '../../../../client/ui/language/languages.ts';
import { heard, speak } from '../../../../client/ui/language/translate.ts';
import { sentencesOf } from '../../../../server/formats/import/docx/sentences.ts';
import { leftOutSentences } from '../../../../shared/foreign/tally.ts';
import { keyOf, SERVER_CONTEXT } from '../../../../client/ui/language/catalogue.ts';
import { slotsIn } from '../../../../client/ui/language/fill.ts';
import { bareIn } from '../../../strings/bare.ts';
import { entriesIn, readCatalogue, TRANSLATED, updated } from '../../../strings/catalogue-file.ts';
import { isOfApi, messagesIn } from '../../../strings/messages.ts';
import { parseSource, sourcesIn } from '../../../support/source-tree.ts';

const client = sourcesIn('client');
const { messages, hidden } = messagesIn(client, sourcesIn('server', 'shared'));

/** For us alone. */
const OURS = /^client\/styleguide\//;

test('LA5 each text is a literal, so that translators get it', () => {
  expect(hidden).toEqual([]);
  expect(messages.length).toBeGreaterThan(400);
});

describe.each(TRANSLATED)('the catalogue of %s', (tag) => {
  const file = readCatalogue(tag);
  const entries = entriesIn(file);

  test('LA6 has what the interface says and nothing else, and “npm run strings” has nothing to do', () => {
    const said = messages.map(({ context, text }) => keyOf(context, text));
    const had = entries.map(({ msgctxt, msgid }) => keyOf(msgctxt ?? null, msgid));
    expect(said.filter((key) => !had.includes(key))).toEqual([]);
    expect(had.filter((key) => !said.includes(key))).toEqual([]);
    expect(updated(file, messages)).toBe(file);
  });

  test('LA7 is translated whole, with a form for each category of numbers that the language has', () => {
    const categories = categoriesOf(tag);
    const isWhole = ({ msgid_plural: plural, msgstr }: (typeof entries)[number]): boolean =>
      msgstr.length === (plural === undefined ? 1 : categories.length) &&
      msgstr.every((text) => text.trim() !== '');
    expect(entries.filter((entry) => !isWhole(entry)).map(({ msgid }) => msgid)).toEqual([]);
    const header = po.parse(file).headers['Plural-Forms'] ?? '';
    expect(header).toMatch(new RegExp(`^nplurals=${categories.length};`));
    expect(formsByHeader(header)).toEqual(formsByRules(tag));
    expect(po.parse(file).headers['Language']).toBe(tag);
  });

  test('LA7 nothing is left to be looked at again', () => {
    expect(entries.filter(({ comments }) => comments?.flag?.includes('fuzzy'))).toEqual([]);
  });

  test('LA8 has the same slots in a translation as in its text', () => {
    // What the server fills in may be English, and is left out then.
    const own = entries.filter(({ msgctxt }) => msgctxt !== SERVER_CONTEXT);
    const strange = own.filter(({ msgid, msgid_plural: plural, msgstr }) => {
      const wanted = slotsIn(plural ?? msgid).join();
      // “Used once” says no number in English; another language may need it for 21.
      const mayLeave = slotsIn(msgid).join();
      return msgstr.some((text) => ![wanted, mayLeave].includes(slotsIn(text).join()));
    });
    expect(strange.map(({ msgid, msgstr }) => [msgid, ...msgstr])).toEqual([]);
  });

  test('LA9 ends as its text ends, and begins with a capital where that does', () => {
    const strange = entries.filter(({ msgid, msgstr }) =>
      msgstr.some((text) => endOf(text) !== endOf(msgid) || !isCasedAs(text, msgid)),
    );
    expect(strange.map(({ msgid, msgstr }) => [msgid, ...msgstr])).toEqual([]);
  });

  test('LA9 quotes as the language does, and has letters of no other alphabet in its words', () => {
    const texts = entries.flatMap(({ msgstr }) => msgstr);
    expect(texts.filter((text) => /["“”„]/.test(text))).toEqual([]);
    expect(
      texts.filter((text) => /\p{Script=Cyrillic}[A-Za-z]|[A-Za-z]\p{Script=Cyrillic}/u.test(text)),
    ).toEqual([]);
    const foreign = tag === 'be' ? /[ищъ]/i : /[ўі’]/i;
    expect(texts.filter((text) => foreign.test(text))).toEqual([]);
  });
});

test('LA10 what an import left out is said in each language, whatever the number', () => {
  const left = { pictures: 3, hidden: 1, accepted: 5, otherChanges: 2 };
  const reading = { left } as Parameters<typeof sentencesOf>[0]; // counts no more than these
  const said = [
    ...leftOutSentences({ comments: 1, deletions: 2, pictures: 21 }),
    ...sentencesOf(reading, 4, 1),
  ];
  for (const language of LANGUAGES.filter(({ tag }) => tag !== 'en')) {
    speak(language, compileCatalogue(readCatalogue(language.tag), language.tag));
    expect(said.map((sentence) => heard(sentence)).filter((words) => /[a-z]/i.test(words))).toEqual(
      [],
    );
  }
  expect(heard('3 pictures were not taken along.')).toBe('3 малюнкі не ўзятыя.');
  speak(SOURCE_LANGUAGE, {});
});

describe('what is said past the mechanism', () => {
  test('LA4 no English stands bare in the client', () => {
    const own = client.filter((source) => !isOfApi(source) && !OURS.test(source.path));
    expect(own.flatMap(bareIn)).toEqual([]);
  });

  test.each<[string, number]>([
    ['html`<p>Hello there</p>`', 1],
    ['html`<p>${t("Hello there")}</p>`', 0],
    ['html`<p>${x} and <b>more</b></p>`', 2],
    ['html`<input aria-label="Name" placeholder="${x} words" class="name" />`', 2],
    ['html`<input aria-label=${t("Name")} />`', 0],
    ['html`<code>npx galley</code> · Galley`', 0],
    ['html`<option>One</option>`', 1],
    ['svg`<title>A mark</title>`', 1],
    ['toast("It is done.")', 1],
    ['toast(`${name} is here now.`)', 1],
    ['toast(t("It is done."))', 0],
    ['toast(t("{name} is here.", { name: x ? "Somebody" : y }))', 0],
    ['const words = { accepted: "Accepted" };', 1],
    ['const words = { Accepted: "accepted" };', 0],
    ['throw new Error("There is no format.");', 0],
    ['event.key === "Enter"', 0],
    ['import a from "Some module.ts";', 0],
    ['type A = "Accepted";', 0],
  ])('LA4 in %j there are %i', (text, count) => {
    expect(bareIn(parseSource('client/x.ts', text))).toHaveLength(count);
  });
});

/** The form that a PO header's C expression chooses for the numbers up to 200. */
function formsByHeader(header: string): number[] {
  const [, expression = ''] = /plural=(.*);/.exec(header) ?? [];
  return NUMBERS.map((number) => Number(runInNewContext(expression, { n: number })));
}

/** The same by CLDR's rules, as the page chooses. */
function formsByRules(tag: string): number[] {
  const rules = new Intl.PluralRules(tag);
  const categories = categoriesOf(tag);
  return NUMBERS.map((number) => categories.indexOf(rules.select(number)));
}

const NUMBERS = Array.from({ length: 201 }, (_, at) => at);

function endOf(text: string): string {
  return /[.…?!:]$/.exec(text.replace(/[”»)]$/, ''))?.[0] ?? '';
}

/** Where one begins with a slot, it may be a name, and there is nothing to compare. */
function isCasedAs(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => /^[“«(]?(\p{L})/u.exec(text)?.[1]);
  return first === undefined || second === undefined || isCapital(first) === isCapital(second);
}

function isCapital(letter: string): boolean {
  return letter !== letter.toLowerCase();
}
