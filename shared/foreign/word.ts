/** What Word writes in its own way: comments, tracked changes and notes, in what it saves and in what it copies. */
import type { LeftOut } from './tally.ts';
import {
  attributeOf,
  foreignElement,
  hasWord,
  isElement,
  isWordless,
  mapTree,
  without,
} from './tree.ts';
import { elementsIn, textIn } from '../tree.ts';
import type { ForeignElement, ForeignNode } from './tree.ts';

const COMMENT_ANCHOR = /^#?_(?:msocom|anchor)_\d+$/;
const COMMENT_CLASS = /^(?:MsoCommentReference|msocomanchor|msocomtxt|msocomoff|msocomhide)$/i;
const NOTE_LIST = /^(?:footnote|endnote)-list$/;

/** Whether a tree was written by Word, in a file or on the clipboard. */
export function isFromWord(root: ForeignElement): boolean {
  return [...elementsIn(root)].some(
    (element) =>
      hasWord(element, 'class', /^Mso[A-Z]/) ||
      (element.tag === 'meta' && /^(?:Microsoft )?Word/.test(attributeOf(element, 'content'))) ||
      [...element.style.keys()].some((property) => property.startsWith('mso-')),
  );
}

/** The tree of a Word document without comments and deleted passages, which are counted; what was inserted is plain text. */
export function withoutWordMarks(root: ForeignElement, left: LeftOut): ForeignElement {
  const elements = [...elementsIn(root)];
  const numbers = new Set(elements.flatMap((element) => commentNumber(element)));
  left.comments += numbers.size;
  left.deletions += elements.filter(isDeletion).length;
  const bare = without(root, (element) => isComment(element) || isDeletion(element));
  return withNotes(
    mapTree(bare, (element) => {
      if (element.tag === 'ins') return element.children;
      if (element.tag === 'p' && hasWord(element, 'class', /^MsoTitle/))
        return [{ ...element, tag: 'h1' }];
      return element.tag === 'o:p' && isWordless(element) ? [] : [element];
    }),
  );
}

function commentNumber(element: ForeignElement): string[] {
  const said = /^#?_(?:msocom|anchor)_(\d+)$/.exec(attributeOf(element, 'href'));
  if (said !== null) return [said[1] ?? ''];
  const style = /^[\p{L}]*_?(\d+)$/u.exec(element.style.get('mso-comment-reference') ?? '');
  return style === null ? [] : [style[1] ?? ''];
}

function isComment(element: ForeignElement): boolean {
  const kind = element.style.get('mso-element') ?? '';
  return (
    /^comment(?:-list)?$/.test(kind) ||
    element.style.get('mso-special-character') === 'comment' ||
    COMMENT_ANCHOR.test(attributeOf(element, 'href')) ||
    (hasWord(element, 'class', COMMENT_CLASS) && element.tag !== 'p')
  );
}

function isDeletion(element: ForeignElement): boolean {
  return element.tag === 'del' || hasWord(element, 'class', /^msoDel$/i);
}

/** Notes below the text become an ordered list, each in an item without its mark; the marks in the text are raised. */
function withNotes(root: ForeignElement): ForeignElement {
  return mapTree(root, (element) => {
    if (NOTE_LIST.test(element.style.get('mso-element') ?? '')) return [listOfNotes(element)];
    const mark = noteMark(element);
    return mark === null ? [element] : [foreignElement('sup', {}, [mark])];
  });
}

/** The text of a mark that refers to a note, in brackets; null where the element is none. */
function noteMark(element: ForeignElement): string | null {
  if (element.tag !== 'a') return null;
  const isMark =
    element.style.has('mso-footnote-id') ||
    element.style.has('mso-endnote-id') ||
    /^#_(?:ftn|edn)\d+$/.test(attributeOf(element, 'href'));
  if (!isMark) return null;
  const text = textIn(element).replace(/\s+/g, '');
  return /^\[.*\]$/.test(text) ? text : `[${text}]`;
}

function listOfNotes(list: ForeignElement): ForeignElement {
  const notes = list.children.flatMap((child): ForeignNode[] => {
    const kind = isElement(child) ? (child.style.get('mso-element') ?? '') : '';
    if (!isElement(child) || !/^(?:footnote|endnote)$/.test(kind)) return [];
    // Its marks have become raised numbers by now.
    const first = [...elementsIn(child)].find(({ tag }) => tag === 'sup');
    return [foreignElement('li', {}, without(child, (each) => each === first).children)];
  });
  return notes.length === 0 ? list : foreignElement('ol', {}, notes);
}
