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
    expect(decodeText(bytes)).toEqual({ ok: true, value: text });
  });

  const others: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), /PNG image/],
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), /JPEG image/],
    ['PDF', encode('%PDF-1.7 '), /PDF document/],
    ['ZIP', encode('PK\u0003\u0004'), /ZIP archive/],
    ['zero bytes', encode('ab\0c'), /binary data.*byte 2 is zero/],
    ['zero bytes behind a mark', encode('\uFEFFab\0c'), /byte 5 is zero/],
    ['UTF-16 without a mark', utf16('abc'), /without a byte order mark: byte 1 /],
    ['a zero character in UTF-16', utf16('\uFEFFab\0'), /byte 6 is zero/],
    ['Latin-1', Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65), /not UTF-8 text: byte 2 /],
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
