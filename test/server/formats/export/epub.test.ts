/** The e-book: valid by EPUBCheck's rules, whole, and the same each time. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { epubExporter } from '../../../../server/formats/export/epub/epub.ts';
import type { AnnotatedCopy } from '../../../../server/formats/format.ts';
import { ALL, copyOf, node, p } from '../../../support/copy.ts';
import { randomCopyOfThreads } from '../../../support/docx/random-copy.ts';
import { richCopy } from '../../../support/rich-copy.ts';
import { rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';

const SEEDS = Number(process.env['GALLEY_FUZZ_SEEDS'] ?? 10);
const FIRST = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64'); // prettier-ignore
const HASH = 'a'.repeat(64);

const written = async (copy: AnnotatedCopy): Promise<Uint8Array> => epubExporter.write(copy);

/** Sentences on what is wrong with the file. */
async function faults(book: Uint8Array): Promise<string[]> {
  const { messages } = await EpubCheck.validate(book);
  return messages
    .filter(({ severity }) => severity !== 'info' && severity !== 'usage')
    .map(({ id, message, location }) => `${id} ${message} ${JSON.stringify(location)}`);
}

/** The words of an XML file but its title and what stands for pictures; throws where it is none. */
function textOf(xml: string): string {
  const parser = new SaxesParser({ xmlns: true });
  let text = '';
  /** How deep it is in what doesn't count. */
  let within = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const isOut = name === 'title' || /^(?:no-image|foreign-picture)$/.test(attributes['class']?.value ?? ''); // prettier-ignore
    if (within > 0 || isOut) within += 1;
  });
  parser.on('closetag', () => {
    if (within > 0) within -= 1;
  });
  parser.on('text', (words) => {
    if (within === 0) text += words;
  });
  parser.write(xml).close();
  return text;
}

const pageOf = (book: Uint8Array): string => strFromU8(unzipSync(book)['OEBPS/article.xhtml']!);

describe.each([
  ['a rich one', richCopy()],
  ['the sample', sampleCopy()],
  ['one from right to left', rightToLeftCopy()],
  ['one without notes', copyOf([node('title', ['A']), p('Words.')], [], 'und')],
  ['one without a title', copyOf([p()])],
])('%s', (_name, copy) => {
  test.each(['end', 'only', 'none'] as const)('X80 is valid, with notes %s', async (notes) => {
    const book = await written({ ...copy, choices: { ...ALL, notes } });
    expect(await faults(book)).toEqual([]);
    expect(await written({ ...copy, choices: { ...ALL, notes } })).toEqual(book);
    // First, and as it is.
    expect(strFromU8(book.subarray(30, 58))).toBe('mimetypeapplication/epub+zip');
    const files = unzipSync(book);
    for (const [name, bytes] of Object.entries(files))
      if (/\.(?:xhtml|opf|xml)$/.test(name))
        expect(() => textOf(strFromU8(bytes)), name).not.toThrow();
    expect(pageOf(book)).not.toMatch(/<(?:script|iframe|form)| on\w+="| style="/);
  });
});

test('X80 is valid whatever is in it, and X81 has all words of the text in order', async () => {
  const bare = (words: string): string => words.replace(/[^\p{L}]/gu, '');
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    const copy = randomCopyOfThreads(seed);
    const book = await written({ ...copy, choices: { ...ALL, notes: 'end' } });
    expect(await faults(book), `seed ${seed}`).toEqual([]);
    const clean = await written({ ...copy, choices: { ...ALL, notes: 'none' } });
    expect(bare(textOf(pageOf(clean))), `seed ${seed}`).toBe(bare(copy.text));
  }
});

test('X81 each note is behind the text, number and note lead to one another, and the contents lead to headings and notes', async () => {
  const copy = copyOf([node('title', ['A & B']), p('One two.'), node('heading', ['C'], { level: 2 }), p('three')], [{ words: 'two', body: 'Sure? [x](/y)' }]); // prettier-ignore
  const book = await written({ ...copy, choices: { ...ALL, notes: 'end' } });
  const page = pageOf(book);
  expect(page).toContain('<mark class="yellow">two</mark><sup class="ref"><a epub:type="noteref" role="doc-noteref" href="#note-1" id="ref-1">1</a></sup>.'); // prettier-ignore
  expect(page).toMatch(
    /<article class="note yellow" id="note-1"[^>]*>\n<header id="by-1"><a class="number" href="#ref-1"/,
  );
  expect(page).toContain(
    '<a href="https://desk.example/y" rel="noopener noreferrer nofollow">x</a>',
  );
  const contents = strFromU8(unzipSync(book)['OEBPS/contents.xhtml']!);
  expect([...contents.matchAll(/<a href="([^"]*)">([^<]*)/g)].map(([, to, words]) => [to, words])).toEqual([
    ['article.xhtml#at-0', 'A &amp; B'],
    ['article.xhtml#at-15', 'C'],
    ['article.xhtml#notes', 'Notes'],
  ]); // prettier-ignore
  expect(page).toContain('<h2 id="at-15">C</h2>');
});

test('X80 X46 has its own pictures in it, and links to those of other hosts', async () => {
  const image = (src: string, alt: string) => node('figure', [node('image', [], { src, alt })]);
  const made = copyOf([p('Words.'), image(`/pictures/${HASH}`, 'Ours'), image('https://other.example/a b.png?x=1&y=2', 'Theirs')]); // prettier-ignore
  const copy: AnnotatedCopy = {
    ...made,
    pictureAt: (address) =>
      String(address).endsWith(HASH) ? { hash: HASH, mediaType: 'image/png', bytes: PNG } : null,
  };
  const book = await written({ ...copy, choices: { ...ALL, notes: 'none' } });
  expect(await faults(book)).toEqual([]);
  expect(Buffer.from(unzipSync(book)[`OEBPS/pictures/${HASH}.png`]!)).toEqual(PNG);
  expect(pageOf(book)).toContain(`<img src="pictures/${HASH}.png" alt="Ours"/>`);
  expect(pageOf(book)).toContain(
    '<a href="https://other.example/a%20b.png?x=1&amp;y=2">Theirs</a>',
  );
});

test('X80 the checker finds what is wrong', async () => {
  const files = unzipSync(await written({ ...sampleCopy(), choices: { ...ALL, notes: 'end' } }));
  const page = strFromU8(files['OEBPS/article.xhtml']!);
  const mimetype: [Uint8Array, { level: 0 }] = [files['mimetype']!, { level: 0 }];
  for (const [wrong, says] of [
    [page.replace('<h2 id="notes"', '<h2 id="ref-1"'), 'RSC'],
    [page.replace('href="#note-1"', 'href="#nowhere"'), 'RSC-012'],
  ] as const) {
    const broken = zipSync({ ...files, mimetype, 'OEBPS/article.xhtml': strToU8(wrong) });
    expect((await faults(broken)).join()).toContain(says);
  }
});
