/** The list of formats: how each is found, and that nothing in it is there twice. */
import { describe, expect, test } from 'vitest';
import {
  COPY_FORMATS,
  copyFormat,
  IMPORT_FORMATS,
  importFormat,
  importFormatOfFile,
} from '../../../shared/article/formats.ts';
import { unknownFormatSentence } from '../../../shared/wire/upload-limits.ts';

const STRANGE_NAMES = ['', 'HTML', 'toString', '__proto__', 'constructor', 'wp'];

describe('what can be imported', () => {
  const files: readonly (readonly [string, string, string | null])[] = [
    ['a.txt', 'text/plain', 'text'],
    ['A.MD', 'text/plain', 'markdown'],
    ['a.html', '', 'html'],
    ['a.htm', 'application/octet-stream', 'html'],
    ['story', 'text/markdown; charset=UTF-8', 'markdown'],
    ['notes.log', 'text/plain', 'text'],
    ['a.jsonld', 'application/json', 'jsonld'],
    ['story', 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', 'jsonld'],
    ['a.DOCX', 'application/octet-stream', 'docx'],
    ['story', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
    ['a.pdf', 'application/pdf', null],
    ['story', '', null],
  ];
  test.each(files)('I12 the file %s (%s) is read as %s', (name, mediaType, format) => {
    expect(importFormatOfFile({ name, mediaType })?.name ?? null).toBe(format);
  });

  test.each(['a.odt', 'A.RTF', 'b.doc', 'c.pages'])(
    'I12 whoever has %s is told to save it as Word',
    (name) => {
      expect(importFormatOfFile({ name, mediaType: '' })).toBeNull();
      expect(unknownFormatSentence(name, ['docx'])).toContain('save it as Word (.docx)');
    },
  );

  test('I12 a format is found by its name only', () => {
    expect(IMPORT_FORMATS.map(({ name }) => name)).toEqual([
      'text',
      'markdown',
      'html',
      'jsonld',
      'json',
      'docx',
    ]);
    expect(IMPORT_FORMATS.map(({ name }) => importFormat(name))).toEqual(IMPORT_FORMATS);
    for (const name of STRANGE_NAMES) expect(importFormat(name)).toBeNull();
  });

  test('I12 no two formats claim the same ending or media type', () => {
    for (const key of ['endings', 'mediaTypes'] as const) {
      const claimed = IMPORT_FORMATS.flatMap((format) => format[key]);
      expect(new Set(claimed).size).toBe(claimed.length);
      expect(claimed).toEqual(claimed.map((one) => one.toLowerCase()));
    }
  });
});

describe('what a copy can be', () => {
  test('X17 each has its own name, ending, label and media type, and is found by its name alone', () => {
    for (const key of ['name', 'ending', 'label', 'mediaType'] as const) {
      expect(new Set(COPY_FORMATS.map((format) => format[key])).size).toBe(COPY_FORMATS.length);
    }
    expect(COPY_FORMATS.map(({ name }) => name)).toEqual([
      'html',
      'docx',
      'md',
      'txt',
      'jsonld',
      'csv',
      'json',
      'pdf',
      'epub',
    ]);
    expect(COPY_FORMATS.map(({ name }) => copyFormat(name))).toEqual(COPY_FORMATS);
    for (const name of STRANGE_NAMES) expect(copyFormat(name)).toBeNull();
  });
});
