/** Hostile and broken Word files are refused with a sentence, within the time and memory that a worker has. */
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { openFormats } from '../../../../../server/formats/formats.ts';
import { readDocx } from '../../../../../server/formats/import/docx/docx.ts';
import { changed, comment, docx, para, root, run, words } from '../../../../support/docx.ts';
import { randomFrom } from '../../../../support/random.ts';

const formats = openFormats();
afterAll(() => formats.close());

/** What the sender is told, by a worker as in the server. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const result = await formats.read({
    format: 'docx',
    bytes,
    encoding: null,
    title: null,
    language: null,
    cleanUp: false,
  });
  return result.ok ? 'taken' : `${result.problem.type} ${result.problem.detail}`;
}

const SENTENCE = /^\/problems\/(?:invalid-request|too-large) [A-Z].*\.$/;

/** How long this process alone needs for a file, in ms: others may be busy here too. It must be taken. */
function effortOf(bytes: Uint8Array): number {
  const begin = process.cpuUsage();
  expect(readDocx(bytes)).toMatchObject({ ok: true });
  return process.cpuUsage(begin).user / 1000;
}

/** An archive that says less of what is in it than there is. */
function lying(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length - 4; at += 1) {
    const signature = view.getUint32(at, true);
    const isLarge = (field: number): boolean => view.getUint32(at + field, true) > 1_000_000;
    if (signature === 0x02014b50 && isLarge(24)) view.setUint32(at + 24, size, true);
    if (signature === 0x04034b50 && isLarge(22)) view.setUint32(at + 22, size, true);
  }
  return bytes;
}

describe('archives', () => {
  test('I38 what is no archive, an old Word file, a broken one or another kind is refused in words', async () => {
    const old = new Uint8Array(600);
    old.set([0xd0, 0xcf, 0x11, 0xe0]);
    const whole = docx(words('Text'));
    const cases: readonly (readonly [Uint8Array, RegExp])[] = [
      [new Uint8Array(), /no archive/],
      [strToU8('Just some words.'), /no archive/],
      [old, /old Word file, or one with a password/],
      [strToU8('{\\rtf1 x}'), /RTF/],
      [whole.slice(0, whole.length - 30), /no archive/],
      [zipSync({ 'a.txt': strToU8('x') }), /no document is in it/],
      [zipSync({ 'META-INF/manifest.xml': strToU8('<x/>') }), /OpenDocument/],
      [docx('', {}, { document: '<x/>' }), /no Word document/],
      [docx('', {}, { document: root('w:document', '') }), /no body/],
      [docx(''), /empty/],
    ];
    for (const [bytes, sentence] of cases) {
      const told = await refusal(bytes);
      expect(told).toMatch(SENTENCE);
      expect(told).toMatch(sentence);
    }
  });

  test('I38 archives that unpack into too much are refused before anything is unpacked', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 2001 }, (_, at) => [`word/${at}.bin`, new Uint8Array()]),
    );
    const bombs: Uint8Array[] = [
      docx(words('x'), {}, { files: many }),
      docx(words('x'), {}, { document: ' '.repeat((10 << 20) + 1) }),
      docx(words('x'), {}, { files: { 'word/media/a.png': new Uint8Array(51 << 20) } }),
      docx(words('x'), {}, { files: { 'word/media/a.png': new Uint8Array(20 << 20) } }),
      lying(docx(words('x'), {}, { files: { 'word/styles.xml': ' '.repeat(9 << 20) } }), 100),
    ];
    for (const bytes of bombs) {
      const begin = Date.now();
      expect(readDocx(bytes)).toMatchObject({ ok: false, problem: { status: 413 } });
      expect(Date.now() - begin).toBeLessThan(3000);
      expect(await refusal(bytes)).toMatch(SENTENCE);
    }
  });

  test('I38 one that lies about a size is unpacked into no more than it says, and is broken then', async () => {
    const text = `<w:p><w:r><w:t>${'words '.repeat(1_000_000)}</w:t></w:r></w:p>`;
    expect(await refusal(lying(docx(text), 900_000))).toMatch(SENTENCE);
  });

  test('I38 names that lead out of the file lead nowhere', () => {
    const result = readDocx(
      docx(
        words('Text'),
        {},
        {
          relationships: [
            ['s', 'styles', '../../../../etc/passwd'],
            ['n', 'numbering', 'file:///etc/passwd', true],
            ['c', 'comments', 'http://127.0.0.1:1/comments.xml'],
          ],
        },
      ),
    );
    expect(result).toMatchObject({ ok: true });
  });
});

describe('XML', () => {
  const LAUGHS = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(50)}">]>`;

  test('I38 declarations, entities, broken and deep XML and too many parts are refused in words', () => {
    const document = (content: string): Uint8Array => docx('', {}, { document: content });
    const deep =
      '<w:sdt><w:sdtContent>'.repeat(5000) + words('x') + '</w:sdtContent></w:sdt>'.repeat(5000);
    const cases: readonly (readonly [Uint8Array, RegExp])[] = [
      [document(LAUGHS + root('w:document', '&b;').replace(/^.*\?>/, '')), /document type/],
      [document('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), /document type/],
      [document(root('w:document', '<w:body>&unknown;</w:body>')), /broken/],
      [document(root('w:document', '<w:body><w:p></w:body>')), /broken/],
      [document('no XML'), /broken/],
      [document(''), /broken/],
      [docx(deep), /nested deeper/],
      [docx('<w:p/>'.repeat(50_001), {}, { level: 0 }), /50,000 paragraphs/],
      [
        docx('<w:p><w:r/></w:p>'.repeat(10) + '<w:x/>'.repeat(1_000_001), {}, { level: 0 }),
        /1,000,000 elements/,
      ],
      [docx(words('x'), { styles: '<w:style>' }), /styles\.xml/],
    ];
    for (const [bytes, sentence] of cases) {
      const result = readDocx(bytes);
      const told = result.ok ? 'taken' : `${result.problem.type} ${result.problem.detail}`;
      expect(told).toMatch(SENTENCE);
      expect(told).toMatch(sentence);
    }
  }, 60_000);

  test('I38 styles, lists and fields in circles, and spans of millions, end in time', () => {
    const cell = `<w:tc><w:tcPr><w:gridSpan w:val="99999999"/><w:vMerge/></w:tcPr>${words('c')}</w:tc>`;
    const body =
      para(
        run('a', '<w:rStyle w:val="A"/>'),
        'A',
        '<w:numPr><w:ilvl w:val="1e9"/><w:numId w:val="1"/></w:numPr>',
      ) +
      `<w:tbl>${`<w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>${cell.repeat(3)}</w:tr>`.repeat(300)}</w:tbl>` +
      para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(2000) + run('lost?')) +
      words('end');
    const result = readDocx(
      docx(body, {
        styles:
          '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
        numbering:
          '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="A"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="77"><w:startOverride w:val="-5"/></w:lvlOverride></w:num>',
      }),
    );
    if (!result.ok) throw new Error(result.problem.detail);
    result.value.doc.check();
    expect(result.value.doc.textContent).toContain('end');
  });

  test('I38 a single line with tens of thousands of changes, comments and blanks ends in time', () => {
    const many = 10_000;
    const changes =
      changed('ins', 'x').repeat(many) +
      run('word ') +
      (changed('del', 'b') + run(' ')).repeat(many);
    const signs = Array.from(
      { length: many },
      (_, id) => `<w:r><w:commentReference w:id="${id}"/></w:r>`,
    );
    const comments = signs.map((_, id) => comment(String(id), 'A', 'x')).join('');
    const body = para(changes + signs.join('')) + '<w:p/>'.repeat(10_000);
    expect(effortOf(docx(body, { comments }, { level: 0 }))).toBeLessThan(10_000);
  }, 60_000);

  test('I38 nested tables and lists leave a document less than 64 levels deep and keep their words', () => {
    const nested = (depth: number): string =>
      depth === 0
        ? words('core')
        : `<w:tbl><w:tr><w:tc>${nested(depth - 1)}${words(`t${depth}`)}</w:tc></w:tr></w:tbl>`;
    const result = readDocx(docx(nested(50), {}, { level: 0 }));
    if (!result.ok) throw new Error(result.problem.detail);
    expect(result.value.doc.textContent).toContain('core');
    expect(result.value.doc.textContent).toContain('t50');
    let deepest = 0;
    result.value.doc.descendants((_, position) => {
      deepest = Math.max(deepest, result.value.doc.resolve(position).depth);
    });
    expect(deepest).toBeLessThan(60);
  });

  test('I38 a large honest file and one of the most changes and comments are read within the time', () => {
    const paragraphs = words(
      'Plain words of a long text, one line after the other. '.repeat(2),
    ).repeat(20_000);
    expect(effortOf(docx(paragraphs, {}, { level: 0 }))).toBeLessThan(15_000);
    const body = para(run('a ') + changed('del', 'b') + changed('ins', 'c') + run(' d')).repeat(
      10_000,
    );
    const comments = Array.from({ length: 10_000 }, (_, id) => comment(String(id), 'A', 'x'));
    const signs = comments.map((_, id) =>
      para(run('w') + `<w:r><w:commentReference w:id="${id}"/></w:r>`),
    );
    const talk = docx(body + signs.join(''), { comments: comments.join('') }, { level: 0 });
    expect(effortOf(talk)).toBeLessThan(15_000);
  }, 60_000);
});

test('I38 files with bytes changed by chance are taken or refused, and nothing throws', () => {
  const whole = docx(para(run('The ') + changed('del', 'old') + run(' bridge')) + words('Text'), {
    comments: comment('1', 'A', 'x'),
  });
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = randomFrom(seed);
    const bytes = whole.slice(0, random(4) === 0 ? random(whole.length) : whole.length);
    for (let times = random(8); times >= 0; times -= 1) bytes[random(bytes.length)] = random(256);
    const result = readDocx(bytes);
    if (!result.ok) expect(result.problem.detail).toMatch(/^[A-Z].*\.$/);
    else result.value.doc.check();
  }
});
