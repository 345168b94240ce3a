/** Bytes become text, or a sentence on why they can not. */
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../../server/formats/import/decode.ts';
import { fromText } from '../../../../server/formats/import/from-text.ts';
import type { Encoding, ImportedArticle } from '../../../../server/formats/format.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';

const NOTHING: ImportedArticle = {
  doc: articleSchema.node('doc', null, [
    articleSchema.node('paragraph', null, articleSchema.text('words')),
  ]),
  title: '',
  language: 'und',
  direction: 'ltr',
  warnings: [],
  pictures: [],
  threads: [],
  gone: [],
};

const encode = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const swapped = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

describe('bytes', () => {
  const texts: readonly (readonly [string, Uint8Array, string])[] = [
    ['UTF-8', encode('Grüße, 世界 🌉'), 'Grüße, 世界 🌉'],
    ['UTF-8 with a mark', encode('\uFEFFa'), 'a'],
    ['UTF-16 LE', utf16('\uFEFFГрüß 🌉'), 'Грüß 🌉'],
    ['UTF-16 BE', swapped('\uFEFFГрüß 🌉'), 'Грüß 🌉'],
    ['nothing', new Uint8Array(), ''],
  ];
  test.each(texts)('I11 bytes are read as text: %s', (_name, bytes, text) => {
    expect(decodeText(bytes)).toEqual({ ok: true, value: { text, guessed: null } });
  });

  const others: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), /PNG image/],
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), /JPEG image/],
    ['PDF', encode('%PDF-1.7 '), /PDF document/],
    ['ZIP', encode('PK\u0003\u0004'), /ZIP archive/],
    ['zero bytes', encode('ab\0c'), /binary data.*byte 2 is zero/],
    ['zero bytes behind a mark', encode('\uFEFFab\0c'), /byte 5 is zero/],
    ['zeros on both sides', Uint8Array.of(97, 0, 0, 98), /without a byte order mark: byte 1 /],
    ['a zero character in UTF-16', utf16('\uFEFFab\0'), /byte 6 is zero/],
    [
      'damaged UTF-8',
      Uint8Array.of(...encode('Grüße, wie schön, daß'), 0xff, 0xc3),
      /not UTF-8 text: byte 25 /,
    ],
    ['a wrong continuation', Uint8Array.of(0x61, 0xe2, 0x82, 0x61), /byte 3 /],
    ['a character cut off', encode('aé').subarray(0, 2), /byte 2 /],
    ['an encoded surrogate', Uint8Array.of(0x61, 0xed, 0xa0, 0x80), /byte 2 /],
    ['half a pair in UTF-16', utf16('\uFEFFa\uD83Cb'), /not UTF-16 \(LE\) text/],
  ];
  test.each(others)(
    'I11 what is no text is refused with its reason: %s',
    (_name, bytes, sentence) => {
      const result = decodeText(bytes);
      expect(result).toMatchObject({
        ok: false,
        problem: { type: '/problems/not-text', status: 422 },
      });
      expect(result.ok ? '' : result.problem.detail).toMatch(sentence);
    },
  );
});

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
/** Bytes in hexadecimal digits. */
const hex = (digits: string) => new Uint8Array(Buffer.from(digits.replaceAll(' ', ''), 'hex'));

describe('other encodings', () => {
  test.each<readonly [string, Uint8Array, string]>([
    ['Latin-1', latin1('<meta charset="iso-8859-1"><p>Größe'), 'Größe'],
    [
      'windows-1251',
      latin1(
        '<meta http-equiv=Content-Type content="text/html; charset=windows-1251"><p>\xCF\xF0\xFB\xE2\xE5\xF2',
      ),
      'Прывет',
    ],
    [
      'of XML',
      latin1('<?xml version="1.0" encoding="koi8-r"?><p>\xF0\xD2\xC9\xD7\xC5\xD4'),
      'Привет',
    ],
    [
      'UTF-8 in spite of what it says',
      encode('<meta charset="iso-8859-1"><p>Größe über Äpfel'),
      'Größe über Äpfel',
    ],
    ['UTF-16, which it can’t be', encode('<meta charset="utf-16"><p>Größe'), 'Größe'],
    ['a name that nobody knows', encode('<meta charset="x-none"><p>Größe'), 'Größe'],
  ])('I20 an encoding that is declared is taken: %s', (_name, bytes, words) => {
    const result = decodeText(bytes);
    expect(result.ok && result.value.guessed).toBe(null);
    expect(result.ok ? result.value.text : '').toMatch(new RegExp(`${words}$`));
  });

  test.each<readonly [string, Uint8Array, string]>([
    ['windows-1252', latin1('He said \x93hello\x94 \x96 caf\xE9'), 'He said “hello” – café'],
    ['windows-1252', latin1('Gr\xFC\xDFe'), 'Grüße'],
    ['windows-1251', hex('cff0e8e2e5f22c20ece8f021'), 'Привет, мир!'],
    ['koi8-r', hex('f0d2c9d7c5d42c20cdc9d221'), 'Привет, мир!'],
    ['windows-1250', hex('5a61bff3b3e620 67ea9c6cb920 6a619ff1'), 'Zażółć gęślą jaźń'],
    ['windows-1254', hex('61f061e720feeb6b6572 20dd7374616e62756c'), 'ağaç şëker İstanbul'],
    ['shift_jis', hex('82b182f182c982bf82cd90a28a458142'), 'こんにちは世界。'],
    ['euc-jp', hex('b8e3c7da a4cfc7ad a4c7a4a2a4eba1a3'), '吾輩は猫である。'],
    [
      'gb18030',
      hex('c4e3bac3a3acccacbdd4a1a3d5e2cac7d2bbb8f6b2e2cad4'),
      '你好，态皆。这是一个测试',
    ],
    ['euc-kr', hex('bec8b3e7c7cfbcbcbfe4'), '안녕하세요'],
    ['iso-2022-jp', hex('1b2442243324731b2842'), 'こん'],
    ['UTF-16 (LE)', utf16('Hello\r\nWorld'), 'Hello\r\nWorld'],
    ['UTF-16 (BE)', swapped('Прывітанне, свет. Тэкст'), 'Прывітанне, свет. Тэкст'],
  ])('I20 one that nothing tells is guessed: %s', (encoding, bytes, text) => {
    expect(decodeText(bytes)).toEqual({ ok: true, value: { text, guessed: encoding } });
  });

  test('I20 a guess is said', () => {
    const importer = fromText((text) => ({ ...NOTHING, title: text }));
    expect(importer.read(latin1('Gr\xFC\xDFe'), null)).toMatchObject({
      ok: true,
      value: {
        title: 'Grüße',
        warnings: ['The file doesn’t say which encoding it has: it was read as windows-1252.'],
      },
    });
  });
});

describe('texts', () => {
  const read = (bytes: Uint8Array, encoding: Encoding | null) =>
    fromText((text) => ({ ...NOTHING, title: text })).read(bytes, encoding);

  test('I15 bytes of a known encoding are taken as text, whatever they look like', () => {
    for (const text of ['%PDF-1.7 is a format', 'ab\0c', '\uFEFFa', 'PK\u0003\u0004'])
      expect(read(encode(text), 'utf-8')).toMatchObject({ ok: true, value: { title: text } });
    expect(read(encode('%PDF-1.7 is a format'), null)).toMatchObject({ ok: false });
  });

  test.each(['', ' \n\t', '\uFEFF'])('I15 a text without a character is refused: %j', (text) => {
    for (const encoding of ['utf-8', null] as const)
      expect(read(encode(text), encoding)).toMatchObject({
        ok: false,
        problem: { type: '/problems/invalid-request', field: 'content' },
      });
  });
});
