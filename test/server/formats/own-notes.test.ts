/**
 * HTML and Markdown copies of ours bring their notes with them: copies by chance are written and read again. More with
 * `GALLEY_FUZZ_SEEDS=1000`; a seed that failed is run again with `GALLEY_FUZZ_SEED=n GALLEY_FUZZ_SEEDS=1`.
 */
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { loadExporter } from '../../../server/formats/export/exporters.ts';
import type { AnnotatedCopy, KeptNotes } from '../../../server/formats/format.ts';
import { isBlank } from '../../../server/formats/import/characters.ts';
import { loadImporter } from '../../../server/formats/import/importers.ts';
import { readMarkdown } from '../../../server/formats/import/markdown.ts';
import { readReturned } from '../../../server/formats/import/read-returned.ts';
import { planReturn } from '../../../server/returns/plan-return.ts';
import type { Step } from '../../../server/returns/plan-return.ts';
import { TextThen } from '../../../server/returns/text-then.ts';
import type { NotePlace } from '../../../shared/article/copy-choices.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import { ALL, copyOf, node, p, reply } from '../../support/copy.ts';
import { randomCopyOfThreads } from '../../support/docx/random-copy.ts';

const SEEDS = Number(process.env['GALLEY_FUZZ_SEEDS'] ?? 40);
const FIRST = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);

const FORMATS = [
  { copy: 'html', article: 'html', notes: 'place' },
  { copy: 'md', article: 'markdown', notes: 'end' },
] as const;
type Pair = (typeof FORMATS)[number];

const CRITIC = { copy: 'md', article: 'markdown', notes: 'critic' } as const;

type Form = Pick<Pair, 'copy' | 'article'> & { readonly notes: NotePlace };

async function fileOf(copy: AnnotatedCopy, { copy: name, notes }: Form): Promise<string> {
  const choices = copy.choices.notes === 'place' ? { ...copy.choices, notes } : copy.choices;
  return new TextDecoder().decode(await (await loadExporter(name)).write({ ...copy, choices }));
}

async function read(file: string, { article: format }: Form) {
  const found = await (await loadImporter(format)).read(new TextEncoder().encode(file), null);
  if (!found.ok) throw new Error(found.problem.detail);
  const { doc, notes, warnings } = found.value;
  return { text: plainText(doc), notes, warnings };
}

/** What came is told by nothing of the server's but the shape in which importers give it. */
function told({ annotations, names }: KeptNotes, text: string) {
  const nameOf = (id: string | null): string | null => names.get(id ?? '') ?? null;
  return annotations.map((note) => ({
    quote: note.quote.exact,
    words: note.range && text.slice(note.range.from, note.range.to),
    from: note.range?.from ?? null,
    author: nameOf(note.author),
    said: [note.kind, note.created, note.body, note.replacement, ...note.tags],
    state: [note.status, nameOf(note.statusBy), note.statusAt],
    layer: note.layer,
    replies: note.replies.map(({ author, created, body }) => [nameOf(author), created, body]),
  }));
}

/** The same as it was in the copy. */
function expected(copy: AnnotatedCopy) {
  return copy.annotations.map((note) => {
    const { from, to } = note.anchoring;
    const has = from !== null && from < to;
    return {
      quote: note.anchor.exact,
      words: has ? copy.text.slice(from, to) : null,
      from: has ? from : null,
      author: copy.nameOf(note.author),
      said: [note.kind, note.created, note.body, note.replacement, ...note.tags],
      state: [note.status, note.statusBy && copy.nameOf(note.statusBy), note.statusAt],
      layer: note.layer,
      replies: note.replies.map(({ author, created, body }) => [copy.nameOf(author), created, body]),
    };
  }); // prettier-ignore
}

const byTime = (one: { said: unknown[] }, other: { said: unknown[] }): number =>
  String(one.said[1]).localeCompare(String(other.said[1]));

describe.each([...FORMATS, CRITIC])('a copy as $copy, notes $notes', (format) => {
  test('I50 comes back with the same words, quotes, authors, replies and states', async () => {
    let notes = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const copy = randomCopyOfThreads(seed);
      if (isBlank(copy.text)) continue; // no article
      const file = await fileOf(copy, format);
      expect(await fileOf(copy, format), `seed ${seed}: the same bytes`).toBe(file);
      const came = await read(file, format);
      // What is no character of a text file is told by another rule.
      if (!copy.text.includes('\u0007'))
        expect(came.text, `seed ${seed}: the text`).toBe(copy.text);
      expect(came.notes, `seed ${seed}`).toBeDefined();
      const found = told(came.notes!, copy.text);
      expect(found.sort(byTime), `seed ${seed}`).toEqual(expected(copy).sort(byTime));
      notes += found.length;
    }
    expect(notes).toBeGreaterThan(SEEDS);
  });

  test('RC19 nothing in one that nobody has touched is new', async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const copy = randomCopyOfThreads(seed);
      const { steps, lost, warnings } = await planned(await fileOf(copy, format), copy, format);
      expect(steps, `seed ${seed}`).toEqual([]);
      expect(lost, `seed ${seed}`).toBe(0);
      expect(warnings, `seed ${seed}`).not.toContainEqual(expect.stringContaining('written anew'));
    }
  });
});

/** Sees no address that is no link. */
const COMMON_MARK = new MarkdownIt('commonmark').enable(['table', 'strikethrough']);

/** By the importer for what others wrote. */
function textOf(markdown: string) {
  return readMarkdown(markdown).doc;
}

async function planned(file: string, copy: AnnotatedCopy, { article: format }: Form) {
  const bytes = new TextEncoder().encode(file);
  const came = await readReturned({ format, bytes, encoding: null, article: 'a1', text: '' });
  if (!came.ok) throw new Error(came.problem.detail);
  const then = new TextThen(came.value.origin ?? { text: '', runs: [] });
  const plan = planReturn(came.value, then, copy.annotations);
  return { ...plan, warnings: came.value.warnings, text: came.value.origin?.text };
}

const COPY = copyOf(
  [node('title', ['The ferry']), p('The ferry sails at nine. Nobody minds the wait.'), p('It was built in 1962.')],
  [
    { words: 'nine', body: 'In winter, too?', replies: [reply('r1', 'bob', 'At **ten** then.')] },
    { words: '1962', body: '- I think\n- 1961', status: 'resolved' },
    { words: 'wait', kind: 'suggestion', replacement: 'delay' },
    { words: 'the old pier', state: 'orphaned', body: '```\n---\n[^1]: **b**\n```' },
  ],
); // prettier-ignore

describe.each(FORMATS)('a copy as $copy that somebody worked on', (format) => {
  test('I50 has notes on the words that still stand, and of others what they quote', async () => {
    const file = await fileOf(COPY, format);
    const changed = file
      .replace('The ferry sails', 'The old white ferry sails')
      .replace(/It was built in (?:<mark[^>]*>)?1962(?:<\/mark>)?/, 'It was built later');
    const { notes, text } = await read(changed, format);
    expect(told(notes!, text).map(({ quote, words }) => [quote, words])).toEqual([
      ['nine', 'nine'],
      ['wait', 'wait'],
      ['1962', null],
      ['the old pier', null],
    ]);
  });

  test('I50 brings nothing of what was deleted from the file', async () => {
    const file = await fileOf(COPY, format);
    const changed =
      format.copy === 'html'
        ? file.replace(/<article class="note [^>]*id="note-1"[^]*?<\/article>\n/, '')
        : file.replace(/\[\^1\]: [^]*?\n\n(?=\[\^2\]: )/, '');
    expect(changed).not.toBe(file);
    const { notes } = await read(changed, format);
    expect(notes?.annotations.map(({ quote }) => quote.exact)).toEqual(['wait', '1962', 'the old pier']); // prettier-ignore
  });

  const reworked = async (): Promise<string> => {
    const file = await fileOf(COPY, format);
    return format.copy === 'html'
      ? file
          .replace('</li>\n</ol>', '</li>\n<li><b>Rita:</b> So <i>be</i> it.</li></ol>')
          .replace('Comment · open', 'Comment · resolved')
          .replace('Comment · resolved</span></p></header>\n<blockquote><p>1962', 'Comment · open</span></p></header>\n<blockquote><p>1962') // prettier-ignore
      : file
          .replace(/( {6}At \*\*ten\*\* then\.\n)/, '$1\n    - **Rita**:\n\n      So *be* it.\n')
          .replace(/(?<=\n\[\^\d\]: .*)Comment · (open|resolved)/g, (_, was: string) => `Comment · ${was === 'open' ? 'resolved' : 'open'}`); // prettier-ignore
  };

  test('I51 RC19 has the replies that were added under the names in the file, and what was settled or reopened', async () => {
    const { steps, warnings, lost } = await planned(await reworked(), COPY, format);
    expect(warnings).toEqual([]);
    expect(lost).toBe(0);
    expect(steps).toEqual<Step[]>([
      { do: 'reply', annotation: 't1', remark: { author: 'Rita', at: null, body: 'So *be* it.' } },
      { do: 'set status', annotation: 't1', status: 'resolved' },
      { do: 'set status', annotation: 't2', status: 'open' },
    ]);
    const { notes } = await read(await reworked(), format);
    const [asked] = notes!.annotations;
    expect(asked?.status).toBe('resolved');
    const added = asked?.replies.at(-1);
    expect([notes!.names.get(added?.author ?? ''), added?.body]).toEqual(['Rita', 'So *be* it.']);
  });

  test.each([
    ['names', { names: 'pseudonyms' }],
    ['names', { names: 'none' }],
    ['notes', { notes: 'none' }],
    ['notes', { notes: 'only' }],
    ['suggestions', { suggestions: 'accepted' }],
    ['suggestions', { suggestions: 'declined' }],
  ] as const)('X70 carries nothing where it was made otherwise: %s', async (_name, choices) => {
    expect(await fileOf(COPY, format)).toContain('galley-copy');
    const file = await fileOf({ ...COPY, choices: { ...ALL, ...choices } }, format);
    expect(file).not.toContain('galley-copy');
  });

  test('X70 is no worse a file for any words in what it carries', async () => {
    const words = '</script> --> <!-- \u2028 \uFEFF \uD800 & é e\u0301 👍';
    const copy = copyOf([p(words)], [{ words: 'é', body: words }]);
    const file = await fileOf(copy, format);
    const carried = /galley-copy"?>? ?(\{.*\})/.exec(file)?.[1] ?? '';
    expect(carried).not.toMatch(/[<>&\u2028\uFEFF]/);
    expect(JSON.parse(carried)).toMatchObject({ text: words, annotations: [{ body: words }] });
    const { notes } = await read(file, format);
    expect(notes?.annotations).toMatchObject([
      { body: words, range: { from: words.indexOf('é') } },
    ]);
  });

  test('I50 what is damaged, or says other things of its text, is as if it were not there', async () => {
    const file = await fileOf(COPY, format);
    const cases: ((file: string) => string)[] = [
      (one) => one.replace('"format":"galley"', '"format":"galley'),
      (one) => one.replace('"version":1', '"version":2'),
      (one) => one.replace(/"length":\d+,"runs"/, '"length":3,"runs"'),
      (one) => one.replace('"kind":"comment"', '"kind":"script"'),
      (one) => one.replace(/"ids":\[\d+,/, '"ids":[-1,'),
    ];
    for (const damage of cases) {
      const damaged = damage(file);
      expect(damaged).not.toBe(file);
      const { notes, text } = await read(damaged, format);
      expect(notes).toBeUndefined();
      expect(text).toBe(COPY.text);
      expect((await planned(damaged, COPY, format)).text).toBeUndefined();
    }
  });
});

test('I51 a note that somebody put into the page is a comment on the words that it quotes', async () => {
  const file = await fileOf(COPY, FORMATS[0]);
  const note = (words: string): string =>
    `<article class="note"><header><b>Rita</b> <time datetime="2026-05-01T10:00:00Z">1 May</time></header><blockquote><p>${words}</p></blockquote><p>Which <b>one</b>?</p></article>`;
  const changed = file.replace(
    '</section>',
    `${note('Nobody minds')}${note('not there')}</section>`,
  );
  const { steps, lost } = await planned(changed, COPY, FORMATS[0]);
  const at = COPY.text.indexOf('Nobody minds');
  expect(steps).toMatchObject([
    { do: 'add', range: { from: at, to: at + 12 }, thread: { author: 'Rita', at: '2026-05-01T10:00:00.000Z', body: 'Which **one**?' } },
  ]); // prettier-ignore
  expect(lost).toBe(1);
  const { notes, text } = await read(changed, FORMATS[0]);
  expect(told(notes!, text).slice(-2)).toMatchObject([
    { quote: 'Nobody minds', words: 'Nobody minds', author: 'Rita' },
    { quote: 'not there', words: null },
  ]);
});

test.each([
  ['a footnote in a Markdown file of others', '# A\n\nOne[^1] two.\n\n[^1]: **Ann**, 2026-03-01 09:12 UTC · Comment · open\n'],
  ['a footnote that somebody added', null],
])('I52 %s is no comment', async (_name, given) => {
  const own = await fileOf(COPY, FORMATS[1]);
  const added = own.replace('It was built', 'It[^x] was built').replace('\n---\n\nAnnotated', '\n[^x]: A remark.\n\n---\n\nAnnotated');
  expect(added).not.toBe(own);
  const { notes } = await read(given ?? added, FORMATS[1]);
  expect(notes?.annotations.length ?? 0).toBe(given === null ? 4 : 0);
}); // prettier-ignore

/** As the specification has it, for all but what is marked: what is proposed is declined. */
function rejected(markdown: string): string {
  return markdown
    .replace(/\{>>[^]*?<<\}/g, '')
    .replace(/\{\+\+[^]*?\+\+\}/g, '')
    .replace(/\{--([^]*?)--\}/g, '$1')
    .replace(/\{==([^]*?)==\}/g, '$1');
}

function accepted(markdown: string): string {
  return markdown
    .replace(/\{>>[^]*?<<\}/g, '')
    .replace(/\{\+\+([^]*?)\+\+\}/g, '$1')
    .replace(/\{--[^]*?--\}/g, '')
    .replace(/\{==([^]*?)==\}/g, '$1');
}

/** What begins and ends its marks, in order. */
function signsIn(markdown: string): string[] {
  return markdown.match(/\{(?:>>|\+\+|--|==)|(?:<<|\+\+|--|==)\}/g) ?? [];
}

/** What is above the notes without a place. */
function bodyOf(file: string): string {
  const parts = /^([^]*?)\n\n---\n\n(?:## Notes without a place\n\n[^]*?\n\n)?---\n\nAnnotated copy/.exec(file); // prettier-ignore
  return parts?.[1] ?? file;
}

describe('CriticMarkup', () => {
  test('X71 leaves the text as it is in whoever takes its marks out, whatever overlaps', async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const copy = randomCopyOfThreads(seed);
      const body = async (one: AnnotatedCopy): Promise<string> => bodyOf(await fileOf(one, CRITIC));
      const clean = await body({ ...copy, annotations: [] });
      // Beside what is put in, addresses and blanks are written otherwise: it is the words that count.
      const words = (markdown: string): string =>
        COMMON_MARK.render(rejected(markdown))
          .replace(/<!--[^]*?-->|<[^>]*>/g, '')
          .replace(/[^\p{L}\p{N}]/gu, '');
      const marked = await body(copy);
      expect(words(marked), `seed ${seed}:\n${marked}`).toBe(words(clean));
      expect(signsIn(marked).join(''), `seed ${seed}`).toMatch(
        /^(?:\{>><<\}|\{\+\+\+\+\}|\{----\}|\{====\})*$/,
      );
    }
  });

  test('X71 says at the words what is said, and marks what is proposed so that it can be taken', async () => {
    const file = await fileOf(COPY, CRITIC);
    expect(file).toContain('sails at {==nine==}{>>Ann Kowalska, 2026-03-01 09:10 UTC: In winter, too? Layer: Comments<<}{>>Bob \\<b>Öz\\</b> & "Co", 2026-03-01 12:30 UTC: At \\*\\*ten\\*\\* then.<<}. '); // prettier-ignore
    expect(file).toContain(
      'minds the {--wait--}{++delay++}{>>Ann Kowalska, 2026-03-01 09:12 UTC: Layer: Comments<<}.',
    );
    expect(file).toMatch(
      /\{==1962==\}\{>>Ann Kowalska, 2026-03-01 09:11 UTC: - I think - 1961 \(resolved\) Layer: Comments<<\}/,
    );
    expect(file).toContain('## Notes without a place\n\n**4.** **Ann Kowalska**');
    expect(file).toContain('\\\nNotes as CriticMarkup.\\\n');
    expect(accepted(file)).toContain('Nobody minds the delay.');
  });

  test('X71 words that look like it are words, also beside it', async () => {
    const words = '{==a==} {--b--} {++c++} {>>d<<} {~~e~>f~~} { == } --} x{';
    for (const exact of ['a', '{==a==}', '{', 'b--} {+', '} x{']) {
      const from = words.indexOf(exact);
      const copy = copyOf([p(words)], [{ words: exact, range: [from, from + exact.length], body: '<<} {++ | ` --}' }]); // prettier-ignore
      const file = await fileOf(copy, CRITIC);
      const { text, notes } = await read(file, CRITIC);
      expect([exact, text]).toEqual([exact, words]);
      expect(notes?.annotations).toMatchObject([{ range: { from } }]);
      expect(plainText(textOf(rejected(file.split('\n\n---')[0] ?? '')))).toBe(words);
    }
  });
});

const HEAD = new Set(['title', 'standfirst', 'byline']);

describe('front matter', () => {
  const withHead = { frontMatter: true };

  test('X72 says title, byline, language and slug, and the text is as without it', async () => {
    const copy = copyOf([node('title', ['A: "cat" # 1']), node('standfirst', ['In short.']), node('byline', ['By Ann']), p('Words.')], [{ words: 'Words', body: 'Sure?' }], 'be'); // prettier-ignore
    const head = '---\ntitle: "A: \\"cat\\" # 1"\nsubtitle: "In short."\nauthor: "By Ann"\nlang: "be"\nslug: "drafts"\n---\n\n'; // prettier-ignore
    for (const notes of ['end', 'critic', 'none'] as const) {
      const plain = await fileOf({ ...copy, choices: { ...ALL, notes } }, CRITIC);
      const file = await fileOf({ ...copy, choices: { ...ALL, ...withHead, notes } }, CRITIC);
      expect(file).toBe(head + plain);
      const [one, other] = [await read(plain, CRITIC), await read(file, CRITIC)];
      expect(other.text).toBe(one.text);
      expect(other.notes).toEqual(one.notes);
    }
  });

  test('X72 random texts come back with it as without it', async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const made = randomCopyOfThreads(seed);
      const rest = made.doc.children.filter(({ type }) => !HEAD.has(type.name));
      const head = [node('title', ['The “title”: 1']), node('byline', ['By Ann Lee'])];
      const copy = { ...copyOf([...head, ...rest]), annotations: seed % 2 === 0 ? [] : made.annotations }; // prettier-ignore
      const notes = seed % 2 === 0 ? 'none' : 'end';
      const plain = await fileOf({ ...copy, choices: { ...ALL, notes } }, CRITIC);
      const file = await fileOf({ ...copy, choices: { ...ALL, ...withHead, notes } }, CRITIC);
      expect((await read(file, CRITIC)).text, `seed ${seed}`).toBe((await read(plain, CRITIC)).text); // prettier-ignore
    }
  });
});

test('I53 RC19 what somebody has added as CriticMarkup are comments and edits, and what was in it stays', async () => {
  const file = await fileOf(COPY, CRITIC);
  const worked = file
    .replace('Nobody minds', 'Nobody{>>Really? *Nobody*?<<} minds')
    .replace(
      'The ferry sails',
      'The {==ferry sails==}{>>Rita, 2026-05-01 10:00 UTC: Since when?<<}',
    )
    .replace('was built in', '{--was built--}{++stood ready++} in');
  expect(worked).not.toBe(file);
  const source = { format: 'markdown', bytes: new TextEncoder().encode(worked), encoding: null, article: 'a1', text: '' } as const; // prettier-ignore
  const came = await readReturned(source);
  if (!came.ok) throw new Error(came.problem.detail);
  const then = new TextThen(came.value.origin ?? { text: '', runs: [] });
  const { steps, lost } = planReturn(came.value, then, COPY.annotations);
  expect(lost).toBe(0);
  const said = steps.map((step) => {
    if (step.do === 'add') return [step.thread.author, step.thread.at, step.thread.body, COPY.text.slice(step.range.from, step.range.to)]; // prettier-ignore
    return step.do === 'propose' ? [COPY.text.slice(step.range.from, step.range.to), step.replacement] : step; // prettier-ignore
  });
  expect(said).toEqual([
    ['Rita', '2026-05-01T10:00:00.000Z', 'Since when?', 'ferry sails'],
    ['', null, 'Really? *Nobody*?', 'Nobody'],
    ['was built', 'stood ready'],
  ]);
});

test.each(['{>>', '{++', '{--', '{==', '{>>x<<}{', '==}'])(
  'I53 three hundred thousand characters of %s are read in time',
  async (sign) => {
    const file = await fileOf(COPY, CRITIC);
    const hostile = file.replace('Nobody', sign.repeat(3e5 / sign.length));
    const { text } = await read(hostile, CRITIC);
    expect(text).toContain('It was built');
  },
);
