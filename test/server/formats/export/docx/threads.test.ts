/**
 * The threads of a Word file: comments on their words, shades, and tracked changes. More copies by chance with
 * `GALLEY_FUZZ_SEEDS=1000`; a seed that failed is run again with `GALLEY_FUZZ_SEED=n GALLEY_FUZZ_SEEDS=1`.
 */
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import { beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { replaceWords } from '../../../../../server/words/replace-words.ts';
import { docxExporter } from '../../../../../server/formats/export/docx/docx.ts';
import type { AnnotatedCopy } from '../../../../../server/formats/format.ts';
import { cleanText } from '../../../../../server/html/escape.ts';
import { textIndex } from '../../../../../shared/anchor/text-index.ts';
import type { PlacedAnnotation } from '../../../../../shared/annotation/annotation.ts';
import { textBlocks } from '../../../../../shared/article/plain-text.ts';
import { copyOf, marked, node, p, reply } from '../../../../support/copy.ts';
import type { Thread } from '../../../../support/copy.ts';
import { randomCopyOfThreads } from '../../../../support/docx/random-copy.ts';
import { readDocx } from '../../../../support/docx/read-docx.ts';
import type { ReadComment, ReadDocx } from '../../../../support/docx/read-docx.ts';
import { all, children, textOf } from '../../../../support/docx/read-xml.ts';
import type { XmlElement } from '../../../../support/docx/read-xml.ts';
import { richCopy } from '../../../../support/rich-copy.ts';

const SEEDS = Number(process.env['GALLEY_FUZZ_SEEDS'] ?? 40);
const FIRST = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);
/** Each copy is written in some milliseconds, on a machine that has nothing else to do. */
const PATIENCE = 20_000 + SEEDS * 500;
const OBJECT = /\uFFFC/g;

async function read(copy: AnnotatedCopy): Promise<ReadDocx> {
  return readDocx(await docxExporter.write(copy));
}

/** Roots with the comments that answer them. */
function threadsIn({ comments }: ReadDocx): { root: ReadComment; replies: ReadComment[] }[] {
  return comments.flatMap((root, index) =>
    root.parent === null
      ? [{ root, replies: comments.filter(({ parent }) => parent === index) }]
      : [],
  );
}

/** The words as they stand, without the end of a line at which the range ends: that is between two paragraphs. */
function wordsOf({ anchoring }: PlacedAnnotation, copy: AnnotatedCopy): string | null {
  if (anchoring.from === null) return null;
  const blocks = textBlocks(copy.doc);
  const isBetween = (at: number) => !blocks.some(({ from, to }) => from <= at && at < to);
  const { from } = anchoring;
  const to = anchoring.to > from && isBetween(anchoring.to - 1) ? anchoring.to - 1 : anchoring.to;
  return cleanText(copy.text.slice(from, to));
}

describe('copies by chance', () => {
  let files: readonly {
    readonly copy: AnnotatedCopy;
    readonly file: ReadDocx;
    readonly seed: number;
  }[];
  beforeAll(async () => {
    const seeds = Array.from({ length: SEEDS }, (_, index) => FIRST + index);
    const copies = seeds.map((seed) => ({ seed, copy: randomCopyOfThreads(seed) }));
    files = await Promise.all(copies.map(async (one) => ({ ...one, file: await read(one.copy) })));
  }, PATIENCE);

  test('X36 have the words of the plain text where no change is taken', () => {
    for (const { copy, file, seed } of files)
      expect(file.text, `seed ${seed}`).toBe(cleanText(copy.text));
  });

  test('X35 have each thread as a comment on its words, and its replies in it', () => {
    for (const { copy, file, seed } of files) {
      const found = new Map(threadsIn(file).map((thread) => [thread.root.author, thread]));
      for (const annotation of copy.annotations) {
        const { author, kind, status, body, tags, replies } = annotation;
        const label = `seed ${seed}, ${author}`;
        const thread = found.get(author);
        if (thread === undefined) {
          // A bare highlight, or a suggestion that is tracked.
          const isShown = kind === 'highlight' || file.changes.has(author);
          expect([isShown, status, body, tags, replies], label).toEqual([true, 'open', '', [], []]);
          continue;
        }
        const quote = wordsOf(annotation, copy)?.replace(OBJECT, '') ?? null;
        for (const comment of [thread.root, ...thread.replies]) {
          expect(comment.quote?.replace(OBJECT, '') ?? null, label).toBe(quote);
          expect(comment.done, label).toBe(status !== 'open');
        }
        const answers = thread.replies.map((reply) => reply.author);
        expect(answers, label).toEqual(replies.map((reply) => reply.author));
        found.delete(author);
      }
      expect(found.size, `seed ${seed}`).toBe(0);
    }
  });

  test(
    'X37 have a suggestion as the change that accepting it makes, or else as a comment',
    async () => {
      let tracked = 0;
      for (const { copy, file, seed } of files) {
        for (const annotation of copy.annotations.filter(({ kind }) => kind === 'suggestion')) {
          const label = `seed ${seed}, ${annotation.author}`;
          if (!file.changes.has(annotation.author)) {
            const comment = file.comments.find(({ author }) => author === annotation.author);
            expect(comment?.text, label).toMatch(/Suggestion · .*\n(Replace|Delete): /);
            continue;
          }
          tracked += 1;
          expect([annotation.status, annotation.anchoring.state], label).toEqual(['open', 'exact']);
          const alone = { ...copy, annotations: [annotation] };
          expect((await read(alone)).accepted, label).toBe(cleanText(accepted(alone, annotation)));
        }
      }
      expect(tracked).toBeGreaterThan(SEEDS / 4);
    },
    PATIENCE,
  );
});

/** The text as it is when the server has accepted the proposal. */
function accepted(copy: AnnotatedCopy, { anchoring, replacement }: PlacedAnnotation): string {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment('article');
  prosemirrorToYXmlFragment(copy.doc, fragment);
  doc.transact(() => {
    if (anchoring.from !== null) replaceWords(textIndex(fragment), anchoring, replacement ?? '');
  });
  return textIndex(fragment).text;
}

describe('the threads', () => {
  const settled = {
    status: 'accepted',
    statusBy: 'bob',
    statusAt: '2026-03-02T08:15:00Z',
  } as const;
  const rows: [name: string, thread: Thread, says: string][] = [
    ['a comment', { words: 'two', body: 'Is **it** [so](https://e.org/)?\n\n- a\n- b' }, 'Is it so?\n\u2022 a\n\u2022 b\nLayer: Comments'],
    ['a question', { words: 'two', kind: 'question', body: 'So?' }, 'Question · open, waits for an answer\nSo?\nLayer: Comments'],
    ['a report', { words: 'two', kind: 'report', author: 'reader', replacement: '2' }, 'Report · open\nReplace: two \u2192 2\nLayer: Comments'],
    ['a suggestion that was accepted', { words: 'two', kind: 'suggestion', replacement: '2', ...settled }, 'Suggestion · accepted by Bob <b>Öz</b> & "Co", 2026-03-02 08:15 UTC\nReplace: two \u2192 2\nLayer: Comments'],
    ['a suggestion whose words have changed', { words: 'two', quoted: 'too', state: 'changed', kind: 'suggestion', replacement: '' }, 'Suggestion · open\nDelete: too\nThe words were edited since; now: “two”\nLayer: Comments'],
    ['a highlight with a tag', { words: 'two', kind: 'highlight', tags: ['a', '<b>'] }, 'Highlight · open\nLayer: Comments · Tags: a, <b>'],
    ['a comment that is resolved', { words: 'two', body: 'Done.', status: 'resolved' }, 'Comment · resolved\nDone.\nLayer: Comments'],
    ['a suggestion with a reason', { words: 'two', kind: 'suggestion', replacement: '2', body: 'Shorter.' }, 'Suggestion · open\nShorter.\nLayer: Comments'],
  ]; // prettier-ignore
  test.each(rows)('X35 %s says what it is', async (_name, thread, says) => {
    const { comments } = await read(copyOf([p('One two three.')], [thread]));
    expect(comments.map(({ text, quote }) => [text, quote])).toEqual([[says, 'two']]);
  });

  test('X35 are by whom and when, and replies are under what they answer', async () => {
    const replies = [reply('r1', 'yulia', 'Да.'), reply('r2', 'nobody', '')];
    const threads: Thread[] = [
      { words: 'two', body: 'a', author: 'bob', created: '2026-03-01T09:12:13.456Z', replies },
      { words: 'three', body: 'b', created: 'no time', status: 'resolved' },
    ];
    const { comments } = await read(copyOf([p('One two three.')], threads));
    expect(comments.map(({ author, initials, date, parent, done }) => [author, initials, date, parent, done])).toEqual([
      ['Bob <b>Öz</b> & "Co"', 'BC', '2026-03-01T09:12:13Z', null, false],
      ['Юля Мороз', 'ЮМ', '2026-03-01T12:30:00Z', 0, false],
      ['Somebody', 'S', '2026-03-01T12:30:00Z', 0, false],
      ['Ann Kowalska', 'AK', undefined, null, true],
    ]);
  }); // prettier-ignore

  test('X35 without a place stand below the article with their old words', async () => {
    const threads: Thread[] = [
      { words: 'gone away', state: 'orphaned', body: 'Where?', replies: [reply('r1', 'bob', 'Cut.')] },
      { words: 'e', state: 'ambiguous', kind: 'highlight', color: 'pink' },
    ]; // prettier-ignore
    const { comments, closing, parts } = await read(copyOf([p('One two three.')], threads));
    expect(comments.map(({ text, quote, parent }) => [text, quote, parent])).toEqual([
      ['Where?\nThe words are no longer in the text.\nLayer: Comments', null, null],
      ['Cut.', null, 0],
    ]);
    expect(closing).toMatch(
      /^Notes without a place\n.*\n…before gone away after…\n…before e after…\n/,
    );
    expect(shades(parts)).toEqual([['e', 'F9D8E5']]);
  });

  test('X35 a bare highlight and a bare suggestion need no comment', async () => {
    const threads: Thread[] = [
      { words: 'two', kind: 'highlight' },
      { words: 'three', kind: 'suggestion', replacement: '3' },
    ];
    const { parts, changes } = await read(copyOf([p('One two three.')], threads));
    expect([...parts.keys()].filter((path) => /comments|people/.test(path))).toEqual([]);
    expect([...changes]).toEqual([['Ann Kowalska', { deleted: 'three', inserted: '3' }]]);
  });

  test('X37 a change keeps the look of what it replaces, links too, and stands in its comment alone', async () => {
    const link = { href: 'https://e.org/', title: 'T' };
    const words = p('One ', marked('two', 'strong', link), ' three');
    const threads: Thread[] = [
      { words: 'two', kind: 'suggestion', replacement: '2', body: 'a' },
      { words: ' three', body: 'b' },
    ];
    const { parts } = await read(copyOf([words], threads));
    const [first] = all(parts.get('word/document.xml')!, 'w:p');
    expect(shape(first!)).toBe('One [0 link(del(b:two) ins(b:2)) 0] [1 three 1]');
  });

  test('X37 of overlapping suggestions the first is tracked, and what touches is no overlap', async () => {
    const threads: Thread[] = [
      { words: 'two three', kind: 'suggestion', replacement: 'x', author: 'bob' },
      { words: 'three four', kind: 'suggestion', replacement: 'y', author: 'yulia' },
      { words: ' five', kind: 'suggestion', replacement: '', author: 'ann' },
      { words: 'four', range: [14, 18], kind: 'suggestion', replacement: 'vier', author: 'reader' },
    ]; // prettier-ignore
    const { changes, comments, text } = await read(
      copyOf([p('One two three four five.')], threads),
    );
    expect(text).toBe('One two three four five.');
    expect([...changes.values()]).toEqual([
      { deleted: 'two three', inserted: 'x' },
      { deleted: 'four', inserted: 'vier' },
      { deleted: ' five', inserted: '' },
    ]);
    expect(comments.map(({ text: says }) => says)).toEqual([
      'Suggestion · open\nReplace: three four \u2192 y\nLayer: Comments',
    ]);
  });

  test('X37 several blocks keep what parts them', async () => {
    const blocks = [p('One two'), node('rule'), p('three four'), p('five')];
    const over: Thread = { words: 'two\n\uFFFC\nthree', kind: 'suggestion', replacement: 'a\nb' };
    const { accepted: all } = await read(copyOf(blocks, [over]));
    expect(all).toBe('One a\nb\n\uFFFC\n four\nfive');
    const lines: Thread = { words: 'four\nfive', kind: 'suggestion', replacement: 'vier\nfünf' };
    expect((await read(copyOf(blocks, [lines]))).accepted).toBe(
      'One two\n\uFFFC\nthree vier\nfünf',
    );
  });

  test('X38 highlights are shades, the last that began above the others', async () => {
    const threads: Thread[] = [
      { words: 'One two three', kind: 'highlight', color: 'green' },
      { words: 'two', kind: 'highlight', color: 'blue' },
      { words: 'three four\nfive', kind: 'highlight', layer: 'reports' },
    ];
    const { parts } = await read(copyOf([p('One two three four'), p('five six')], threads));
    expect(shades(parts)).toEqual([
      ['One ', 'D4EED8'],
      ['two', 'D3E5F9'],
      [' ', 'D4EED8'],
      ['three', 'F9D8E5'],
      [' four', 'F9D8E5'],
      ['five', 'F9D8E5'],
    ]);
  });

  test('X35 all of a rich copy are there', async () => {
    const copy = richCopy();
    const file = await read(copy);
    expect(file.text).toBe(copy.text);
    expect(threadsIn(file).length).toBe(19);
    expect(file.comments.filter(({ done }) => done).length).toBe(2);
  });
});

/** The shaded words with their colours. */
function shades(parts: ReadDocx['parts']): [string, string][] {
  return all(parts.get('word/document.xml')!, 'w:r').flatMap((run): [string, string][] => {
    const fill = all(run, 'w:shd')[0]?.attributes.get('w:fill');
    return fill === undefined ? [] : [[textOf(run), fill]];
  });
}

/** What is in a paragraph, in short: `[0` and `0]` for a comment's range, `b:` before bold words. */
function shape(element: XmlElement): string {
  const parts = children(element).map((one) => {
    const id = one.attributes.get('w:id') ?? '';
    switch (one.name) {
      case 'w:commentRangeStart':
        return `[${id}`;
      case 'w:commentRangeEnd':
        return `${id}]`;
      case 'w:hyperlink':
        return `link(${shape(one)})`;
      case 'w:ins':
      case 'w:del':
        return `${one.name.slice(2)}(${shape(one)})`;
      case 'w:r':
        return `${all(one, 'w:b').length > 0 ? 'b:' : ''}${textOf(one).trim()}`;
      default:
        return '';
    }
  });
  return parts.filter((part) => part !== '').join(' ');
}
