/** The comments: what each thread and each reply says, by whom, and whether it is settled. Word wants this in five files. */
import { KIND_FACTS } from '../../../../shared/annotation/kinds.ts';
import type { Reply } from '../../../../shared/annotation/annotation.ts';
import type { AnnotatedCopy } from '../../format.ts';
import { furtherFacts, kindName, placeSentence, quotedWords, statusSentence } from '../facts.ts';
import { commentBody, factParagraph } from './comment-body.ts';
import type { CommentParagraph } from './comment-body.ts';
import type { Links } from './links.ts';
import { SPACES } from './namespaces.ts';
import { properties } from './properties.ts';
import { OUR_OWN, run, runs, specialRun } from './runs.ts';
import type { Thread } from './threads.ts';
import { authorName, initialsOf, madeBy, wordTime } from './who.ts';
import { element, joined } from './xml.ts';
import type { Xml } from './xml.ts';

/** The roots of the parts. */
export interface CommentParts {
  readonly comments: Xml;
  /** Which is whose reply, and which are settled. */
  readonly extended: Xml;
  /** Names that outlast the saving of a file. */
  readonly ids: Xml;
  /** The times in UTC: those beside the words are taken for local. */
  readonly extensible: Xml;
  readonly people: Xml;
}

/** All comments of all threads; null where there is none. */
export function commentParts(
  copy: AnnotatedCopy,
  threads: readonly Thread[],
  links: Links,
): CommentParts | null {
  let [paragraphs, written] = [0, 0];
  const comments: Xml[] = [];
  const extended: Xml[] = [];
  const ids: Xml[] = [];
  const extensible: Xml[] = [];
  const people = new Set<string>();
  for (const thread of threads) {
    if (thread.comment === null) continue;
    const { annotation } = thread;
    const root = take(annotation, threadSays(thread, copy, links));
    const done = annotation.status === 'open' ? 0 : 1;
    extended.push(extendedComment(root, null, done));
    for (const reply of annotation.replies) {
      extended.push(extendedComment(take(reply, commentBody(reply.body, links)), root, done));
    }
  }
  if (written === 0) return null;
  return {
    comments: element('w:comments', SPACES.comments, ...comments),
    extended: element('w15:commentsEx', SPACES.extended, ...extended),
    ids: element('w16cid:commentsIds', SPACES.ids, ...ids),
    extensible: element('w16cex:commentsExtensible', SPACES.extensible, ...extensible),
    people: element('w15:people', SPACES.extended, ...[...people].map(person)),
  };

  /** Gives the id of its last paragraph. */
  function take(
    made: Pick<Reply, 'author' | 'created'>,
    says: readonly CommentParagraph[],
  ): string {
    const name = authorName(made.author, copy);
    const attributes = { 'w:id': written, ...madeBy(made, copy), 'w:initials': initialsOf(name) };
    const all = says.length === 0 ? [{ properties: {}, content: run('') }] : says;
    const content = all.map((one, at) => paragraph(one, hex(paragraphs + at + 1), at === 0));
    comments.push(element('w:comment', attributes, ...content));
    [paragraphs, written] = [paragraphs + all.length, written + 1];
    const [last, durable] = [hex(paragraphs), hex(written)];
    const time = wordTime(made.created);
    ids.push(element('w16cid:commentId', { 'w16cid:paraId': last, 'w16cid:durableId': durable }));
    extensible.push(
      element('w16cex:commentExtensible', { 'w16cex:durableId': durable, 'w16cex:dateUtc': time }),
    );
    people.add(name);
    return last;
  }
}

/** What the words under it, their shade and a tracked change don't say already. */
function threadSays(
  { annotation, changes }: Thread,
  copy: AnnotatedCopy,
  links: Links,
): CommentParagraph[] {
  const { kind, status, body, replacement } = annotation;
  const place = placeSentence(annotation);
  const facts = furtherFacts(annotation, copy).join(' · ');
  const head =
    KIND_FACTS[kind].badge === 'none' && status === 'open'
      ? []
      : [kindName(kind), statusSentence(annotation, copy)];
  const isTold = replacement !== null && changes.length === 0;
  return [
    ...(head.length === 0 ? [] : [factParagraph(head.join(' · '))]),
    ...(isTold ? [proposal(annotation.anchor.exact, replacement)] : []),
    ...commentBody(body, links),
    ...[place ?? '', facts].filter((fact) => fact !== '').map(factParagraph),
  ];
}

/** A proposal in words. */
function proposal(exact: string, replacement: string): CommentParagraph {
  const old = runs(quotedWords(exact), { strike: true }, 'ltr');
  const fresh =
    replacement === '' ? [] : [run(' \u2192 ', OUR_OWN), runs(replacement, { u: 'single' }, 'ltr')];
  const verb = replacement === '' ? 'Delete: ' : 'Replace: ';
  return { properties: {}, content: joined([run(verb, OUR_OWN), old, ...fresh]) };
}

function paragraph(
  { properties: own, content }: CommentParagraph,
  id: string,
  isFirst: boolean,
): Xml {
  const style = properties('pPr', { ...own, pStyle: 'CommentText' });
  const sign = isFirst
    ? [specialRun(element('w:annotationRef'), { rStyle: 'CommentReference' })]
    : [];
  return element('w:p', { 'w14:paraId': id }, style, ...sign, content);
}

function extendedComment(paragraph: string, parent: string | null, done: number): Xml {
  const attributes = { 'w15:paraId': paragraph, 'w15:paraIdParent': parent, 'w15:done': done };
  return element('w15:commentEx', attributes);
}

function person(name: string): Xml {
  const presence = { 'w15:providerId': 'None', 'w15:userId': name };
  return element('w15:person', { 'w15:author': name }, element('w15:presenceInfo', presence));
}

/** Ids have eight hex digits and are below 80000000. */
function hex(number: number): string {
  return number.toString(16).toUpperCase().padStart(8, '0');
}
