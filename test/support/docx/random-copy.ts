/** Copies by chance with threads of every kind: for formats that keep ranges, threads and proposals as such. */
import type { AnnotatedCopy } from '../../../server/formats/format.ts';
import { STATUSES } from '../../../shared/annotation/annotation.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import { copyOf, reply } from '../copy.ts';
import type { Thread } from '../copy.ts';
import { randomArticle } from '../markdown/random-article.ts';
import { randomFrom } from '../random.ts';

const BODIES = [
  '',
  'Is it so?',
  '---\n\n# a\n\n```\nc',
  '- a\n\n  > b <b>\n\n1. c',
  '![x](y) **z** [l](https://e.org/)',
  'נכון',
  '\u0007 ]]>',
];
const REPLACEMENTS = ['', 'x', 'two words', 'a\nb', '\n', 'שלום', '渡轮', '</w:t>\t&'] as const; // prettier-ignore

/** Its authors are called by their ids, and each thread has its own: `s1` for the first suggestion and so on. */
export function randomCopyOfThreads(seed: number, most = 8): AnnotatedCopy {
  const article = randomArticle(seed, { isGfm: true, isWhole: true });
  const random = randomFrom(seed + 2e6);
  const text = plainText(article);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!;
  const threads = Array.from({ length: random(most + 1) }, (_, index): Thread => {
    const from = whole(text, random(text.length + 1));
    const to = whole(text, Math.min(text.length, from + random(random(2) === 0 ? 8 : 40)));
    const kind = pick(['highlight', 'comment', 'question', 'suggestion', 'suggestion', 'report'] as const); // prettier-ignore
    const isProposal = kind === 'suggestion' || (kind === 'report' && random(2) === 0);
    const thread: Thread = {
      words: text.slice(from, to),
      range: [from, to],
      kind,
      author: `s${index + 1}`,
      body: pick(BODIES),
      status: random(4) === 0 ? pick(STATUSES) : 'open',
      replacement: isProposal ? pick(REPLACEMENTS) : null,
      tags: random(4) === 0 ? ['<tag>'] : [],
      replies: Array.from({ length: random(3) }, (_unused, at) =>
        reply(`r${at}`, `r${at}`, pick(BODIES)),
      ),
    };
    if (random(8) === 0) return { ...thread, words: 'gone', state: pick(['orphaned', 'ambiguous'] as const) }; // prettier-ignore
    if (random(8) === 0) return { ...thread, state: 'changed', quoted: 'other words' };
    return thread;
  });
  const copy = copyOf(article.children, threads, pick(['en', 'ar', 'und', 'zh-Hant', 'ja']));
  return { ...copy, nameOf: (author) => author };
}

/** The offset, or the one after it where it is within a character: no anchor begins or ends in one. */
function whole(text: string, offset: number): number {
  return offset > 0 && (text.codePointAt(offset - 1) ?? 0) > 0xffff ? offset + 1 : offset;
}
