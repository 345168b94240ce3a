/** Names that look like others though they have other letters (Unicode TR39), by what matters for names of people. */

/** Alphabets with letters that look like those of another one. Han, Kana and Hangul mix with Latin in honest names. */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Lisu}/u,
  /\p{Script=Deseret}/u,
];

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Whether letters of several such alphabets stand in one word, as in “Bоss” with a Cyrillic о. */
export function mixesAlphabets(name: string): boolean {
  return name.match(WORD)?.some((word) => alphabetsIn(word) > 1) ?? false;
}

/** The name with a space wherever a word goes over into another alphabet, which shows that it does. */
export function withAlphabetsApart(name: string): string {
  return name.replace(WORD, (word) => {
    let last = -1;
    let apart = '';
    for (const letter of word) {
      const alphabet = ALPHABETS.findIndex((one) => one.test(letter));
      if (alphabet !== -1 && last !== -1 && alphabet !== last) apart += ' ';
      if (alphabet !== -1) last = alphabet;
      apart += letter;
    }
    return apart;
  });
}

function alphabetsIn(word: string): number {
  return ALPHABETS.filter((alphabet) => alphabet.test(word)).length;
}

/** Letters and signs, and behind them what each of them looks like. The tables of TR39 have thousands, few of them in names. */
const LOOKS: readonly (readonly [string, string])[] = [
  ['АВЕЅІЈКМНОРСТУХԌԚԜѴӀаеѕіјорсухһԁԛԝѵӏ', 'ABESIJKMHOPCTYXGQWVIaesijopcyxhdqwvl'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχγ', 'ABEZHIKMNOPTYXaivopuxy'],
  ['ՕՍՏոօսհցզ', 'OUSnouhgq'],
  ['ᎪᏴᏟᎬᎻᎫᏦᏞᎷᏢᏚᎢᏙᎳᏃ', 'ABCEHJKLMPSTVWZ'],
  ['ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ', 'ABCDEFGHIJKLMNOPRSTUVWXYZ'],
  ['01|ıɑɡ', 'Olliag'],
];

const LOOK = new Map(
  LOOKS.flatMap(([letters, looks]) => {
    const all = Array.from(looks);
    return Array.from(letters, (letter, at) => [letter, all[at] ?? letter] as const);
  }),
);

/**
 * What is the same for names that look the same: with the letters that each looks like, and without what doesn't show. Never to be
 * shown itself.
 */
export function skeleton(name: string): string {
  const shown = name
    .normalize('NFKD')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{C}]/gu, '')
    .replace(/[\p{Z}\u2800]+/gu, ' ')
    .trim();
  const alike = Array.from(shown, (letter) => LOOK.get(letter) ?? letter).join('');
  // Large I and small l are one stroke, and rn is an m.
  return alike.replaceAll('I', 'l').toLowerCase().replaceAll('rn', 'm');
}
