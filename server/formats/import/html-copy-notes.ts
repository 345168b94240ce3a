/** Reads the notes of our HTML copies: what these carry, and what somebody has added to them where they are shown. */
import { blocksIn } from '../../../shared/foreign/blocks.ts';
import { mendTree } from '../../../shared/foreign/read-foreign.ts';
import { noneLeftOut } from '../../../shared/foreign/tally.ts';
import {
  attributeOf,
  findIn,
  foreignElement,
  hasWord,
  isElement,
} from '../../../shared/foreign/tree.ts';
import type { ForeignElement, ForeignNode } from '../../../shared/foreign/tree.ts';
import { elementsIn, textIn } from '../../../shared/tree.ts';
import { CARRIED_ID, parseCarried } from '../carried-copy.ts';
import type { ImportedRemark } from '../format.ts';
import { momentIn } from '../moment.ts';
import { MOST_ADDED } from './carried-notes.ts';
import type { AddedNote, FoundNotes, ShownNote } from './carried-notes.ts';
import { parseTree } from './html-tree.ts';
import { isOwnHtml } from './own-copy.ts';
import { remarkMarkdown } from './remark-markdown.ts';

const CARRIED = new RegExp(`<script\\b[^>]*\\bid="?${CARRIED_ID}"?[^>]*>([^<]*)</script>`, 'i');
const STATUS = /^[^·]*·\s*(\w+)/;

/** Null where the page is no copy of ours, or carries nothing. */
export function notesInHtml(html: string): FoundNotes | null {
  const json = isOwnHtml(html) ? CARRIED.exec(html)?.[1] : undefined;
  const carried = json === undefined ? null : parseCarried(json);
  const page = carried === null ? null : parseTree(html);
  if (carried === null || page === null) return null;
  const shown = new Map<number, ShownNote>();
  const added: AddedNote[] = [];
  for (const element of elementsIn(page)) {
    if (element.tag !== 'article' || !hasWord(element, 'class', /^note$/)) continue;
    const number = Number(/^note-(\d{1,6})$/.exec(attributeOf(element, 'id'))?.[1] ?? 0);
    const note = carried.notes.annotations[number - 1];
    // One that was copied and written in is another one.
    if (note === undefined || shown.has(number)) {
      if (added.length < MOST_ADDED) added.push(...addedNote(element));
    } else shown.set(number, shownNote(element, number));
  }
  return { carried, shown, added, rewritten: 0 };
}

function shownNote(element: ForeignElement, number: number): ShownNote {
  const state = findIn(element, (one) => hasWord(one, 'class', /^state$/));
  const list = findIn(element, (one) => one.tag === 'ol' && hasWord(one, 'class', /^replies$/));
  const items = list?.children.filter(isElement).filter(({ tag }) => tag === 'li') ?? [];
  const known = new Set<string>();
  const isOurs = (item: ForeignElement): boolean => {
    const id = attributeOf(item, 'id');
    if (!id.startsWith(`note-${number}-`) || known.has(id)) return false;
    known.add(id);
    return true;
  };
  const added = items
    .filter((item) => !isOurs(item))
    .slice(0, MOST_ADDED)
    .map(remarkIn);
  return {
    status: STATUS.exec(state === null ? '' : textIn(state))?.[1] ?? '',
    added: added.filter(({ body }) => body !== ''),
  };
}

/** A note that somebody has put into the file; none where it quotes or says nothing. */
function addedNote(element: ForeignElement): AddedNote[] {
  const quote = findIn(element, ({ tag }) => tag === 'blockquote');
  const words = quote === null ? '' : textIn(quote).trim();
  const rest = { ...element, children: element.children.filter((child) => child !== quote) };
  const remark = remarkIn(rest);
  return words === '' || remark.body === '' ? [] : [{ ...remark, quote: words }];
}

/** Who says it is in bold at its beginning, and when in a `time`; all else is what is said. */
function remarkIn(item: ForeignElement): ImportedRemark {
  const author = leading(item.children);
  const time = findIn(item, ({ tag }) => tag === 'time');
  const isHead = (node: ForeignNode): boolean =>
    isElement(node) && (node === author || node === time || hasWord(node, 'class', /^(?:number|state)$/)); // prettier-ignore
  return {
    author: author === null ? '' : textIn(author).trim().replace(/:$/, ''),
    at: time === null ? null : momentIn(attributeOf(time, 'datetime')),
    body: markdownOf(unheaded(item.children, isHead)).replace(/^:\s*/, ''),
  };
}

/** The bold words before any others, in whatever they are. */
function leading(nodes: readonly ForeignNode[]): ForeignElement | null {
  for (const node of nodes) {
    if (!isElement(node)) {
      if (node.trim() !== '') return null;
    } else if (node.tag === 'b' || node.tag === 'strong') return node;
    else if (!/^(?:a|blockquote)$/.test(node.tag)) return leading(node.children);
  }
  return null;
}

function unheaded(
  nodes: readonly ForeignNode[],
  isHead: (node: ForeignNode) => boolean,
): ForeignNode[] {
  return nodes.flatMap((node): ForeignNode[] => {
    if (isHead(node)) return [];
    return isElement(node) ? [{ ...node, children: unheaded(node.children, isHead) }] : [node];
  });
}

function markdownOf(nodes: readonly ForeignNode[]): string {
  return remarkMarkdown(blocksIn(mendTree(foreignElement('body', {}, nodes), noneLeftOut())));
}
