/** The PDF copy, as pdf.js and, where they are there, qpdf and mutool read it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawSheet } from '../../../../server/formats/export/pdf/draw-sheet.ts';
import { pdfExporter } from '../../../../server/formats/export/pdf/pdf.ts';
import { sheetPictures } from '../../../../server/formats/export/pdf/pictures.ts';
import { openTypesetter } from '../../../../server/formats/export/pdf/typesetter.ts';
import { writeWith } from '../../../../server/formats/export/write-copy.ts';
import type { AnnotatedCopy, KeptPicture } from '../../../../server/formats/format.ts';
import type { CopySource } from '../../../../server/formats/jobs.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { copyOf, marked, node, p, reply } from '../../../support/copy.ts';
import type { Thread } from '../../../support/copy.ts';
import { randomFrom } from '../../../support/random.ts';
import { readPdf, textOfPdf } from '../../../support/read-pdf.ts';
import type { ReadAnnotation, ReadPdf } from '../../../support/read-pdf.ts';
import { HOSTILE_TEXT, rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';

const write = async (copy: AnnotatedCopy) => pdfExporter.write(copy);
const read = async (copy: AnnotatedCopy): Promise<ReadPdf> => readPdf(await write(copy));
/** A number stands between words, and a line ends where there is room no more: blanks say nothing. */
const bare = (words: string) => words.replaceAll(/[\s\u200B\uFFFC]/g, '');
const fixture = (name: string) =>
  new URL(`../../../fixtures/export/${name}`, import.meta.url).pathname;
const marksOf = ({ annotations }: ReadPdf) =>
  annotations.filter(({ subtype, replyType }) => subtype === 'Highlight' && replyType === null);
const has = (program: string) => spawnSync(program, ['--version']).error === undefined;

describe('the PDF export', () => {
  it('X54 each thread is an annotation on its very words, with its colour, author, time and what is said', async () => {
    const copy = sampleCopy();
    const marks = marksOf(await read(copy));
    const words = (start: string) => marks.find((mark) => bare(mark.words).startsWith(bare(start)));
    expect(words('most of what its readers know')).toMatchObject({ author: 'Ann Kowalska', color: [246, 201, 69], created: 'D:20260301091000Z' }); // prettier-ignore
    expect(words('readers know never')).toMatchObject({ contents: '', color: [125, 180, 240] });
    expect(words('two readers mark')?.contents).toBe('Replace by “two people mark”');
    expect(words('a && b')?.contents).toBe('Delete these words.\n\nIn code.');
    expect(bare(words('Cell one')?.words ?? '')).toBe('CelloneCelltwo');
    expect(words('Image:')).toMatchObject({ contents: 'An image.' });
    expect(marks).toHaveLength(14);
  });

  it('X54 replies answer their thread, and what became of it is a state of it', async () => {
    const { annotations } = await read(sampleCopy());
    const to = (words: string) => annotations.find((one) => bare(one.words) === bare(words))?.id;
    const answers = (words: string) => annotations.filter(({ replyTo }) => replyTo === to(words));
    expect(answers('most of what its readers know')).toMatchObject([
      { replyType: 'R', author: 'Bob <b>Öz</b> & "Co"', contents: 'Yes: *that* is the point.' },
      { replyType: 'R', author: 'Ann Kowalska', contents: '</li></ol>' },
    ]);
    expect(answers('two readers mark')).toMatchObject([{ state: 'Accepted', created: 'D:20260302081500Z' }]); // prettier-ignore
  });

  it('X54 what has no words in the text has a sign: at its number, or in the list', async () => {
    const threads: Thread[] = [
      { words: '', range: [3, 3], body: 'At a place.' },
      { words: 'gone', state: 'orphaned', body: 'Nowhere.' },
    ];
    const { annotations } = await read(copyOf([p('Some words.')], threads));
    const signs = annotations.filter(({ subtype }) => subtype === 'Text');
    expect(signs.map(({ contents }) => contents)).toEqual(['At a place.', 'Nowhere.\n\nThe words are no longer in the text.']); // prettier-ignore
  });

  it('X54 words over two pages have a mark on each, of which the second belongs to the first', async () => {
    const text = 'word '.repeat(1500).trim();
    const { annotations } = await read(copyOf([p(text)], [{ words: text, body: 'All of it.' }]));
    const marks = annotations.filter(({ subtype }) => subtype === 'Highlight');
    expect(marks.map(({ page }) => page)).toEqual([...new Set(marks.map(({ page }) => page))]);
    expect(marks.length).toBeGreaterThan(1);
    expect(marks.slice(1).every(({ replyTo, replyType }) => replyTo === marks[0]?.id && replyType === 'Group')).toBe(true); // prettier-ignore
    expect(bare(marks.map(({ words }) => words).join(''))).toBe(bare(text));
  });

  for (const [name, copies] of Object.entries(generatedCopies())) {
    it(`X54 the words of each mark are those that were annotated: ${name}`, async () => {
      for (const copy of copies) {
        const { annotations } = await read(copy);
        const marks = annotations.filter(({ subtype }) => subtype === 'Highlight');
        for (const { body, anchor } of copy.annotations) {
          const first = marks.find(({ contents, replyType }) => contents === body && replyType === null); // prettier-ignore
          const all = marks.filter(({ id, replyTo }) => first !== undefined && [id, replyTo].includes(first.id)); // prettier-ignore
          expect([body, sorted(all)]).toEqual([body, sortedLetters(anchor.exact)]);
        }
      }
    });
  }

  it('X55 all threads are in a list behind the text, in their numbers, which stand after the words', async () => {
    const copy = sampleCopy();
    const { pages, annotations } = await read(copy);
    const text = pages.join('\n');
    const list = text.slice(text.indexOf('\nNotes\n'));
    for (const { body } of copy.annotations.filter((one) => /^[\w ?.]+$/.test(one.body))) expect(list).toContain(body); // prettier-ignore
    expect(bare(text)).toContain(bare('such knowledge could live. A shared margin4 changes'));
    expect(list).toMatch(
      /Ann Kowalska.+Suggestion · accepted by Bob <b>Öz<\/b> & "Co", 2026-03-02 08:15 UTC/,
    );
    expect(list.indexOf('Notes without a place')).toBeLessThan(
      list.indexOf('words that *went* <away>'),
    );
    const within = annotations.filter(({ leadsWithin }) => leadsWithin);
    expect(within).toHaveLength(2 * 14);
    expect(annotations.filter(({ url }) => url !== null).map(({ url }) => url)).toContain(
      'https://a.example/b?c=1&d=%222%22',
    );
  });

  it('X56 it is tagged, has title and language, and promises PDF/UA-1', async () => {
    const copy = copyOf([node('title', ['Harbour notes']), node('heading', ['Low tide'], { level: 4 }), p('Some words.'), node('bullet_list', [node('list_item', [p('One')])])], [{ words: 'words' }], 'pt-BR'); // prettier-ignore
    const { title, language, metadata, roles } = await read(copy);
    expect([title, language]).toEqual(['Harbour notes', 'pt-BR']);
    expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(roles).toEqual(
      expect.arrayContaining(['Document', 'H1', 'P', 'L', 'LI', 'Link', 'Annot']),
    );
  });

  it('X56 letters for which there is no font are named on the last page', async () => {
    const { pages } = await read(copyOf([p('A \u{10FFFE}\u{F1234} sign.')], [{ words: 'sign' }]));
    expect(bare(pages.join(''))).toContain(
      bare('no font for some characters, which are drawn as boxes: U+F1234'),
    );
  });

  it('X57 the same copy is the same file, in which nothing is of the moment', async () => {
    const [one, other] = [await write(sampleCopy()), await write(sampleCopy())];
    expect(Buffer.compare(one, other)).toBe(0);
    const { metadata } = await readPdf(one);
    expect(metadata).toContain('2026-03-01T08:00:00');
  });

  it('X58 no text is code of the typesetter', async () => {
    const nasty = [HOSTILE_TEXT, '#panic("x") $x$ [y] \\ #{1+1} <label> @ref = head\n- item', '"\\"; #read("/etc/passwd")', '\u0000\u0001\uD800x\uDFFF\u2028']; // prettier-ignore
    const blocks = nasty.flatMap((text) => [p(text), node('code_block', [text]), node('heading', [text]), p(marked(text, 'code', 'strong'))]); // prettier-ignore
    const threads = nasty.map((text): Thread => ({ words: text, state: 'orphaned', body: text, replacement: text, tags: [text], author: text, replies: [reply(text, text, text)] })); // prettier-ignore
    const copy = copyOf([node('title', [nasty[1]!]), ...blocks], threads, '#"x');
    const text = bare(
      await textOfPdf(await write({ ...copy, nameOf: (author) => author, url: nasty[1]! })),
    );
    for (const words of ['#panic("x")$x$[y]\\#{1+1}<label>@ref=head-item', '"\\";#read("/etc/passwd")', '<script>alert("x")</script>]]>']) expect(text).toContain(words); // prettier-ignore
  });

  it('X59 what is too deep for the typesetter, or lies over another, is made simpler and not left out', async () => {
    const deep = (name: string, inner: string) => {
      let block = p('Innermost words');
      for (let depth = 0; depth < 60; depth += 1)
        block = node(name, [inner === '' ? block : node(inner, [block])]);
      return block;
    };
    const cell = (text: string, attrs = {}) => node('table_cell', [p(text)], attrs);
    const table = node('table', [
      node('table_row', [node('table_header', [p('H')], { rowspan: 9 })]),
      node('table_row', [cell('a', { colspan: 100, rowspan: 100 }), cell('b', { rowspan: -1 })]),
      node('table_row', [cell('c', { colspan: 'x' })]),
      node('table_row', []),
    ]);
    const nested = node('table', [node('table_row', [node('table_cell', [node('table', [node('table_row', [node('table_cell', [table])])])])])]); // prettier-ignore
    const blocks = [
      node('title', ['Deep']),
      deep('blockquote', ''),
      deep('bullet_list', 'list_item'),
      nested,
      table,
      p('x'.repeat(5000)),
    ];
    const text = bare(await textOfPdf(await write(copyOf(blocks))));
    expect(text.match(/Innermostwords/g)).toHaveLength(2);
    expect(text).toContain('x'.repeat(500));
  });

  it('X60 where the machine has no typesetter that is a problem in words', async () => {
    expect(await openTypesetter(() => Promise.reject(new Error('no binary')))).toBeNull();
    const result = await writeWith(
      { ...pdfExporter, wants: async () => 'No typesetter.' },
      {} as CopySource,
    );
    expect(result).toMatchObject({ ok: false, problem: { type: '/problems/not-available', status: 501, detail: 'No typesetter.' } }); // prettier-ignore
    expect(await pdfExporter.wants?.()).toBeNull();
  });

  // What letters look like depends on the machine's fonts, and so do the bytes; what is drawn doesn't.
  it('X18 what is drawn of the sample copies is in the kept files', async () => {
    for (const [name, copy] of [
      ['sample', sampleCopy()],
      ['right-to-left', rightToLeftCopy()],
    ] as const) {
      // prettier-ignore
      const { sheet } = drawSheet(copy);
      await expect(`${JSON.stringify(sheet, null, 1)}\n`).toMatchFileSnapshot(
        fixture(`${name}.pdf.json`),
      );
    }
  });

  it.skipIf(!has('qpdf'))('X61 qpdf finds nothing wrong', async () => {
    for (const copy of [sampleCopy(), rightToLeftCopy(), copyOf([p()])]) {
      await withFile(await write(copy), (path) => {
        const { status, stdout } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
        expect([status, stdout]).toEqual([
          0,
          expect.stringContaining('No syntax or stream encoding errors'),
        ]);
      });
    }
  });

  it.skipIf(!has('mutool'))(
    'X61 mutool reads the words in the order in which they are written',
    async () => {
      await withFile(await write(rightToLeftCopy()), (path) => {
        const { stdout } = spawnSync('mutool', ['draw', '-F', 'text', path], { encoding: 'utf8' });
        expect(stdout.normalize('NFKC')).toContain('An answer in English.');
        expect(stdout).toContain('UDHR 1948');
      });
    },
  );
});

function sorted(marks: readonly ReadAnnotation[]): string {
  // A reader gives the words of a line from the left, whichever way they are read: which letters there are is what counts.
  return sortedLetters(marks.map(({ words }) => words).join(''));
}

function sortedLetters(words: string): string {
  return Array.from(bare(words)).toSorted().join('');
}

async function withFile(bytes: Uint8Array, look: (path: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'galley-pdf-'));
  try {
    writeFileSync(join(folder, 'copy.pdf'), bytes);
    look(join(folder, 'copy.pdf'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Articles of chance: words with all marks, lists, tables and code, and threads over any of their words. */
function generatedCopies(): Record<string, AnnotatedCopy[]> {
  const scripts = {
    latin: [
      'harbour',
      'tide',
      'of',
      'a',
      'long—day,',
      'keeps',
      '“secrets”',
      'naïve',
      'fluffy',
      'don’t',
    ],
    cyrillic: ['гавань', 'прилив', 'долгий', 'день', 'хранит', 'ў', 'свои', 'тайны'],
    hebrew: ['שלום', 'עולם', 'ספר', 'גדול', 'ים', 'אור'],
  };
  return Object.fromEntries(
    Object.entries(scripts).map(([name, words], at) => [
      name,
      [1, 2].map((seed) => generatedCopy(words, seed * 10 + at, name === 'hebrew' ? 'he' : 'en')),
    ]),
  );
}

function generatedCopy(words: readonly string[], seed: number, language: string): AnnotatedCopy {
  const below = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const some = (count: number) => Array.from({ length: 1 + below(count) }, () => pick(words)).join(' '); // prettier-ignore
  const marks = ['strong', 'em', 'underline', 'strike', 'code', { href: 'https://a.example/x' }];
  const line = (count: number) =>
    p(`${some(count)} `, marked(`${some(9)} `, pick(marks)), some(count));
  const cell = () => node('table_cell', [line(3)]);
  const blocks = Array.from({ length: 14 }, () =>
    pick([
      () => line(70),
      () => line(30),
      () => node('heading', [some(9)], { level: 3 }),
      () => node('bullet_list', [node('list_item', [line(20)]), node('list_item', [line(9)])]),
      () => node('blockquote', [line(25)]),
      () => node('code_block', [`${some(5)}\n  ${some(5)}`]),
      () =>
        node('table', [node('table_row', [cell(), cell()]), node('table_row', [cell(), cell()])]),
    ])(),
  );
  const { text } = copyOf(blocks);
  const edges = [...text.matchAll(/(?<=^|\s)\S/g)].map(({ index }) => index);
  const threads = Array.from({ length: 25 }, (_, index): Thread => {
    const from = pick(edges);
    const rest = text.slice(from, from + 1 + below(300));
    const to = from + (/^[^]*\S(?=\s)/.exec(rest)?.[0] ?? rest.trimEnd()).length;
    return { words: text.slice(from, to), range: [from, to], body: `Note of chance ${index}.` };
  });
  return copyOf(blocks, threads, language);
}

it('X46 pictures of more pixels than there is memory for are words', () => {
  /** The head of a PNG, which is all that is asked. */
  const picture = (name: string, side: number): KeptPicture => {
    const bytes = Buffer.alloc(40);
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
    bytes.writeUInt32BE(side, 16);
    bytes.writeUInt32BE(side, 20);
    return { hash: name, mediaType: 'image/png', bytes };
  };
  const all = new Map([...['a', 'b', 'c'].map((name) => picture(name, 10_000)), picture('d', 100)].map((one) => [one.hash, one])); // prettier-ignore
  const pictures = sheetPictures({ pictureAt: (address) => all.get(String(address)) ?? null });
  const shown = ['a', 'a', 'b', 'c', 'd'].map(
    (src) => pictures.shown(articleSchema.node('image', { src })) !== null,
  );
  expect(shown).toEqual([true, true, true, false, true]);
  expect(pictures.files()).toHaveLength(3);
});
