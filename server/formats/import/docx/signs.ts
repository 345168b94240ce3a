/** Signs of fonts that have pictures in the place of letters, as the characters that they look like. */
import { attributeOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

const SYMBOL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz';
const GREEK = 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ';
/** Of Wingdings and Symbol, by the last two hex digits. */
const PICTURES: Readonly<Record<string, string>> = {
  '6c': '●',
  '6e': '■',
  '6f': '□',
  '71': '❑',
  '76': '❖',
  a7: '▪',
  a8: '☐',
  b7: '•',
  d8: '➢',
  df: '←',
  e0: '→',
  e8: '➔',
  f0: '⇨',
  fb: '✗',
  fc: '✓',
  fd: '☒',
  fe: '☑',
  '4a': '☺',
};
const SYMBOL_PICTURES: Readonly<Record<string, string>> = {
  a3: '≤',
  a5: '∞',
  ab: '↔',
  ac: '←',
  ad: '↑',
  ae: '→',
  af: '↓',
  b0: '°',
  b1: '±',
  b3: '≥',
  b4: '×',
  b7: '•',
  b9: '≠',
  bb: '≈',
  d2: '®',
  d3: '©',
  d4: '™',
  d6: '√',
};

/** The character of a `w:sym`; a white square where it is a picture that no character looks like. */
export function signOf(element: XmlElement): string {
  const code = attributeOf(element, 'w:char') ?? '';
  if (!/^[0-9a-f]{2,5}$/i.test(code)) return '';
  const value = Number.parseInt(code, 16);
  const isPrivate = value >= 0xe000 && value <= 0xf8ff;
  if (!isPrivate)
    return value < 0x20 || value > 0xffff ? '' : String.fromCharCode(value).toWellFormed();
  const low = (value & 0xff).toString(16).padStart(2, '0');
  if (!/^symbol$/i.test(attributeOf(element, 'w:font') ?? '')) return PICTURES[low] ?? '□';
  const letter = SYMBOL.indexOf(String.fromCharCode(value & 0xff));
  return SYMBOL_PICTURES[low] ?? GREEK[letter] ?? '□';
}
