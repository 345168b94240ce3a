/** A thread as annotations that readers of PDF list, filter and answer: a highlight on the words, its replies, and what became of it. */
import { PDFName, PDFString } from '@cantoo/pdf-lib';
import type { PDFContext, PDFObject, PDFPage, PDFRef } from '@cantoo/pdf-lib';
import type { PlacedAnnotation, Status } from '../../../../shared/annotation/annotation.ts';
import type { AnnotatedCopy } from '../../format.ts';
import { kindName, placeSentence, quotedWords, statusSentence } from '../facts.ts';
import type { Note } from '../notes.ts';
import { bubble, nothing, wash } from './appearances.ts';
import { channels, WASH_OPACITY, WASHES } from './colors.ts';
import { pdfText, pdfTime } from './pdf-values.ts';
import { around } from './places.ts';
import type { Box } from './places.ts';
import type { TagTree } from './tags.ts';

/** Where a note is on one page. */
export interface Spot {
  readonly page: PDFPage;
  /** The tag in which that is; null where it is in none. */
  readonly element: PDFRef | null;
  readonly boxes: readonly Box[];
  /** Whether its words are there, or else only its number. */
  readonly isOfWords: boolean;
}

/** What the threads of one file go into. */
export interface Desk {
  readonly context: PDFContext;
  readonly tags: TagTree;
  readonly copy: AnnotatedCopy;
  /** By page, what is to be among its annotations. */
  readonly added: ReadonlyMap<PDFPage, PDFRef[]>;
}

/** Of a dictionary. */
type Entries = Readonly<Record<string, PDFObject | string>>;

/** What PDF knows of the end of a discussion (ISO 32000-1, table 171). */
const REVIEW_STATES: Readonly<Record<Exclude<Status, 'open'>, string>> = {
  resolved: 'Completed',
  accepted: 'Accepted',
  declined: 'Rejected',
};

/** Print; and print, without zoom or turn, for what is a sign of a fixed size. */
const FLAGS = { words: 4, sign: 4 + 8 + 16 };
const BUBBLE = 11;
/** Of the template. */
const MARGIN = (44 / 25.4) * 72;
const POPUP = { width: 118, height: 90 };

/** Adds all of a thread: its first spot has the replies, and those on further pages belong to that one. */
export function addThread(note: Note, spots: readonly Spot[], desk: Desk): void {
  let first: PDFRef | null = null;
  for (const [index, spot] of spots.entries()) {
    const grouped: Entries = first === null ? {} : { IRT: first, RT: 'Group' };
    const mark = addMark(note, spot, index, grouped, desk);
    const further = first === null ? addReplies(note, mark, spot, desk) : [];
    if (spot.element !== null) {
      const { annotation } = note;
      const says = `${whoSays(annotation, desk.copy)} on “${quotedWords(annotation.anchor.exact)}”`;
      desk.tags.putIn(spot.element, [mark, ...further], spot.page, says);
    }
    first ??= mark;
  }
}

function addMark(note: Note, spot: Spot, index: number, grouped: Entries, desk: Desk): PDFRef {
  const { context, copy } = desk;
  const { annotation } = note;
  const color = channels(WASHES[note.color]);
  const opacity = annotation.status === 'open' ? WASH_OPACITY.open : WASH_OPACITY.settled;
  const box = spot.isOfWords ? around(spot.boxes) : signBox(spot, copy);
  const form = spot.isOfWords
    ? { Subtype: 'Highlight', QuadPoints: quadsOf(spot.boxes), CA: opacity, F: FLAGS.words }
    : { Subtype: 'Text', Name: 'Comment', F: FLAGS.sign };
  const look = spot.isOfWords
    ? wash(context, spot.boxes, color, opacity)
    : bubble(context, box, color);
  const mark = context.obj({
    ...form,
    ...grouped,
    Type: 'Annot',
    Rect: [box.left, box.bottom, box.right, box.top],
    P: spot.page.ref,
    C: color,
    AP: { N: look },
    NM: pdfText(index === 0 ? annotation.id : `${annotation.id} ${index + 1}`),
    Subj: pdfText(kindName(annotation.kind)),
    Contents: pdfText(contentsOf(annotation)),
    ...signature(annotation, copy),
  });
  const ref = context.register(mark);
  const popup = context.obj({
    Type: 'Annot',
    Subtype: 'Popup',
    Parent: ref,
    Open: false,
    F: FLAGS.sign,
    Rect: popupRect(spot.page, box),
  });
  const popupRef = context.register(popup);
  mark.set(PDFName.of('Popup'), popupRef);
  desk.added.get(spot.page)?.push(ref, popupRef);
  return ref;
}

/** Each reply, and the last change of its status as readers of PDF know it. They show in lists, and as nothing on the page. */
function addReplies({ annotation }: Note, mark: PDFRef, spot: Spot, desk: Desk): PDFRef[] {
  const { context, copy } = desk;
  const box = signBox(spot, copy);
  const add = (entries: Entries): PDFRef => {
    const ref = context.register(
      context.obj({
        Type: 'Annot',
        Subtype: 'Text',
        Name: 'Comment',
        Rect: [box.left, box.bottom, box.right, box.top],
        P: spot.page.ref,
        F: FLAGS.sign,
        AP: { N: nothing(context) },
        IRT: mark,
        RT: 'R',
        ...entries,
      }),
    );
    desk.added.get(spot.page)?.push(ref);
    return ref;
  };
  const replies = annotation.replies.map((reply) =>
    add({ NM: pdfText(reply.id), Contents: pdfText(reply.body), ...signature(reply, copy) }),
  );
  const { status, statusBy, statusAt } = annotation;
  if (status === 'open') return replies;
  const decided = add({
    StateModel: PDFString.of('Review'),
    State: PDFString.of(REVIEW_STATES[status]),
    NM: pdfText(`${annotation.id} ${status}`),
    Contents: pdfText(statusSentence(annotation, copy)),
    ...signature({ author: statusBy, created: statusAt ?? '' }, copy),
  });
  return [...replies, decided];
}

/** What a reader of PDF shows of it: what is proposed, what was said, and where the words have gone. */
function contentsOf(annotation: PlacedAnnotation): string {
  const { replacement, body } = annotation;
  const proposal =
    replacement === null
      ? ''
      : replacement === ''
        ? 'Delete these words.'
        : `Replace by “${replacement}”`;
  const said = [proposal, body.trim(), placeSentence(annotation) ?? ''];
  return said.filter((one) => one !== '').join('\n\n');
}

function whoSays(annotation: PlacedAnnotation, copy: AnnotatedCopy): string {
  const name = copy.nameOf(annotation.author);
  return kindName(annotation.kind) + (name === '' ? '' : ` by ${name}`);
}

function signature(
  made: { readonly author: string | null; readonly created: string; readonly modified?: string },
  copy: AnnotatedCopy,
): Entries {
  const name = made.author === null ? '' : copy.nameOf(made.author);
  const created = pdfTime(made.created);
  const modified = pdfTime(made.modified ?? '') ?? created;
  return {
    ...(name === '' ? {} : { T: pdfText(name) }),
    ...(created === null ? {} : { CreationDate: created }),
    ...(modified === null ? {} : { M: modified }),
  };
}

/** Upper left, upper right, lower left, lower right: so they are read by all, whatever ISO 32000 says. */
function quadsOf(boxes: readonly Box[]): number[] {
  return boxes.flatMap(({ left, bottom, right, top }) => [
    left,
    top,
    right,
    top,
    left,
    bottom,
    right,
    bottom,
  ]);
}

/** Room for a sign of a fixed size, in the margin where lines begin. */
function signBox({ page, boxes }: Spot, { article }: AnnotatedCopy): Box {
  const top = boxes[0]?.top ?? 0;
  const left = article.direction === 'rtl' ? page.getWidth() - MARGIN + 8 : MARGIN - 8 - BUBBLE;
  return { left, right: left + BUBBLE, top, bottom: top - BUBBLE };
}

/** In the margin, beside the words. */
function popupRect(page: PDFPage, { top }: Box): number[] {
  const right = page.getWidth() - 4;
  return [right - POPUP.width, top - POPUP.height, right, top];
}
