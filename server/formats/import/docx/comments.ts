/** The comments of a Word file as threads: who said what of which words, what was answered, and whether it is settled. */
import type { ImportedRemark, ReturnedThread } from '../../format.ts';
import { remarkMarkdown } from '../remark-markdown.ts';
import { blocksIn } from './blocks.ts';
import { momentOf } from './moment.ts';
import type { Package, Part } from './package.ts';
import type { Places } from './places.ts';
import { Reading } from './reading.ts';
import { attributeOf, childrenOf } from './xml.ts';
import { elementsIn } from '../../../../shared/tree.ts';
import type { XmlElement } from './xml.ts';

/** As many as a layer takes at most; what is more is counted, and never read. */
const MAX_COMMENTS = 20_000;
const MAX_ANCESTORS = 100;

/** What was found of comments. */
export interface FoundComments {
  /** Without a range where the article has no place for one. */
  readonly threads: readonly ReturnedThread[];
  /** How many comments were not read: there are too many. */
  readonly lost: number;
}

interface Comment extends ImportedRemark {
  readonly id: string;
  readonly paragraph: string;
}

interface Extension {
  readonly parent: string;
  readonly isDone: boolean;
}

/** The comments of a file, tied to the words of the article that was made of it. */
export function commentsOf(file: Package, reading: Reading, places: Places): FoundComments {
  const part = file.related('comments');
  if (part === null) return { threads: [], lost: 0 };
  const all = childrenOf(part.root, 'w:comment');
  const comments = read(file, part, all.slice(0, MAX_COMMENTS), reading);
  const extensions = extensionsOf(file);
  // LibreOffice gives the ids only to what is settled or answered.
  const byParagraph = new Map(
    comments.filter(({ paragraph }) => paragraph !== '').map((one) => [one.paragraph, one]),
  );
  const roots = new Map<Comment, Comment[]>();
  for (const comment of comments) {
    const root = rootOf(comment, extensions, byParagraph);
    const thread = roots.get(root) ?? [];
    roots.set(root, thread);
    if (root !== comment) thread.push(comment);
  }
  const threads: ReturnedThread[] = [];
  for (const [root, replies] of roots) {
    const { id, paragraph, ...said } = root;
    const range = places.rangeOf(
      reading.comments.get(id) ?? { start: null, end: null, sign: null },
    );
    if (said.body !== '' || replies.length > 0)
      threads.push({
        ...said,
        id: null,
        range,
        replacement: null,
        isResolved: extensions.get(paragraph)?.isDone === true,
        replies: replies
          .filter(({ body }) => body !== '')
          .map(({ author, at, body }) => ({ author, at, body })),
      });
  }
  return { threads, lost: all.length - comments.length };
}

function read(
  file: Package,
  part: Part,
  comments: readonly XmlElement[],
  { styles, numbering }: Reading,
): Comment[] {
  const moments = exactMoments(file);
  // What is said in them is no part of the text, and counts for nothing there.
  const aside = new Reading(file, {
    styles,
    numbering,
    head: new Map(),
    takesInsertions: true,
    takesLoneInsertions: true,
  });
  return comments.map((element) => {
    const paragraph = lastParagraph(element);
    return {
      id: attributeOf(element, 'w:id') ?? '',
      author: attributeOf(element, 'w:author') ?? '',
      at: moments.get(paragraph) ?? momentOf(attributeOf(element, 'w:date') ?? ''),
      body: remarkMarkdown(aside.within(part, () => blocksIn(element, aside))),
      paragraph,
    };
  });
}

/** Word knows a comment by its last paragraph, in capitals or not. */
function lastParagraph(comment: XmlElement): string {
  let last = '';
  for (const element of elementsIn(comment))
    if (element.name === 'w:p') last = attributeOf(element, 'w14:paraId') ?? last;
  return last.toUpperCase();
}

function extensionsOf(file: Package): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>();
  for (const one of childrenOf(file.related('commentsExtended')?.root ?? null, 'w15:commentEx')) {
    const [own, parent, isDone] = ['w15:paraId', 'w15:paraIdParent', 'w15:done'].map((name) =>
      attributeOf(one, name),
    );
    if (own)
      found.set(own.toUpperCase(), {
        parent: parent?.toUpperCase() ?? '',
        isDone: /^(?:1|true|on)$/.test(isDone ?? ''),
      });
  }
  return found;
}

/** When comments were made, in UTC: what they say themselves is the clock of whoever wrote them. */
function exactMoments(file: Package): ReadonlyMap<string, string> {
  const byId = new Map<string, string>();
  const more = file.related('commentsExtensible')?.root ?? null;
  for (const one of childrenOf(more, 'w16cex:commentExtensible')) {
    const at = momentOf(attributeOf(one, 'w16cex:dateUtc') ?? '');
    if (at !== null) byId.set(attributeOf(one, 'w16cex:durableId') ?? '', at);
  }
  const found = new Map<string, string>();
  for (const one of childrenOf(file.related('commentsIds')?.root ?? null, 'w16cid:commentId')) {
    const at = byId.get(attributeOf(one, 'w16cid:durableId') ?? '');
    if (at !== undefined) found.set((attributeOf(one, 'w16cid:paraId') ?? '').toUpperCase(), at);
  }
  return found;
}

/** A thread has one level: what answers an answer is in the thread of that. */
function rootOf(
  comment: Comment,
  extensions: ReadonlyMap<string, Extension>,
  byParagraph: ReadonlyMap<string, Comment>,
): Comment {
  let root = comment;
  for (let steps = 0; steps < MAX_ANCESTORS; steps += 1) {
    const parent = byParagraph.get(extensions.get(root.paragraph)?.parent ?? '');
    if (parent === undefined) return root;
    if (parent === comment) break;
    root = parent;
  }
  return comment;
}
