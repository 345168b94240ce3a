/** Reads what is in a paragraph: runs with their words, links, fields, notes, pictures, and the places of comments and changes. */
import type { Mark, Node } from 'prosemirror-model';
import { safeLink } from '../../../../shared/article/addresses.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import type { Line, Words } from './line.ts';
import { lookOf } from './look.ts';
import type { Reading } from './reading.ts';
import { signOf } from './signs.ts';
import { attributeOf, childOf, descend, isElement, switchOf } from './xml.ts';
import { elementsIn, textIn } from '../../../../shared/tree.ts';
import type { XmlElement, XmlNode } from './xml.ts';

const { link, superscript } = articleSchema.marks;

/** What becomes of the words that come next: they are text, or were inserted, or were inserted and deleted again. */
type Fate = 'text' | 'inserted' | 'gone';

interface Place {
  readonly fate: Fate;
  readonly link: Mark | null;
}

/** Of what stands in a paragraph, what isn't words. */
export interface Beside {
  /** Pictures that stand before the first word, and after it. */
  readonly before: Node[];
  readonly after: Node[];
  /** Text boxes, `w:txbxContent`, whose blocks come after the paragraph. */
  readonly boxes: XmlElement[];
  isRule: boolean;
}

/** Collects one paragraph into a line; what is beside the words goes into `beside`. */
export class InlineReader {
  readonly #reading: Reading;
  readonly #line: Line;
  readonly #styles: readonly XmlElement[];
  readonly #beside: Beside;
  #inserted: Words[] = [];

  /** `styles` are those of the paragraph that its words look by. */
  constructor(reading: Reading, line: Line, styles: readonly XmlElement[], beside: Beside) {
    this.#reading = reading;
    this.#line = line;
    this.#styles = styles;
    this.#beside = beside;
  }

  read(paragraph: XmlElement): void {
    this.#readAll(paragraph.children, { fate: 'text', link: null });
    // A field whose instruction never ends would hide all that follows.
    while (this.#field?.isInstruction === true) this.#reading.fields.pop();
  }

  #readAll(children: readonly XmlNode[], place: Place): void {
    for (const child of children) if (isElement(child)) this.#readOne(child, place);
  }

  #readOne(element: XmlElement, place: Place): void {
    switch (element.name) {
      case 'w:r':
        return this.#readRun(element, place);
      case 'w:ins':
      case 'w:moveTo':
        return this.#readInsertion(element, place);
      case 'w:del':
      case 'w:moveFrom':
        return this.#readDeletion(element, place);
      case 'w:hyperlink':
        return this.#readAll(element.children, { ...place, link: this.#linkOf(element) });
      case 'w:fldSimple': {
        const found = linkOfInstruction(attributeOf(element, 'w:instr') ?? '');
        return this.#readAll(element.children, { ...place, link: found ?? place.link });
      }
      case 'w:commentRangeStart':
        return this.#note('start', element);
      case 'w:commentRangeEnd':
        return this.#note('end', element);
      case 'mc:AlternateContent':
        return this.#readAll(chosen(element).children, place);
      case 'w:sdt':
        return this.#readAll(childOf(element, 'w:sdtContent')?.children ?? [], place);
      case 'w:ruby':
        return this.#readRuby(element, place);
      case 'm:oMath':
      case 'm:oMathPara':
        return this.#add(formulaOf(element), [], place);
      case 'w:pPr':
      case 'w:sdtPr':
      case 'w:smartTagPr':
      case 'w:customXmlPr':
        return;
      default:
        // Whatever else is around words, such as `w:smartTag`, `w:bdo` and what comes later.
        this.#readAll(element.children, place);
    }
  }

  #readInsertion(element: XmlElement, place: Place): void {
    if (this.#reading.takesInsertions) return this.#readAll(element.children, place);
    if (place.fate !== 'text') return this.#readAll(element.children, place);
    this.#inserted = [];
    this.#readAll(element.children, { ...place, fate: 'inserted' });
    const inserted = this.#inserted;
    if (inserted.length > 0) this.#change(element, this.#line.length, inserted);
  }

  #readDeletion(element: XmlElement, place: Place): void {
    if (this.#reading.takesInsertions && place.fate === 'text') return;
    if (place.fate !== 'text') return this.#readAll(element.children, { ...place, fate: 'gone' });
    const from = this.#line.length;
    this.#readAll(element.children, place);
    if (this.#line.length > from) this.#change(element, from, []);
  }

  #change(element: XmlElement, from: number, inserted: readonly Words[]): void {
    this.#line.changes.push({ ...whoAndWhen(element), from, to: this.#line.length, inserted });
  }

  #note(what: 'start' | 'end' | 'sign', element: XmlElement): void {
    this.#reading.comment(attributeOf(element, 'w:id') ?? '')[what] ??= this.#line.here;
  }

  #readRun(run: XmlElement, place: Place): void {
    const properties = childOf(run, 'w:rPr');
    if (childOf(properties, 'w:rPrChange') !== null) this.#reading.left.otherChanges += 1;
    const look = lookOf(properties, this.#styles, this.#reading.styles);
    const marks = this.#marksOf(look.marks, place);
    const before = this.#line.length;
    for (const child of run.children) {
      if (!isElement(child)) continue;
      if (look.isHidden && /^w:(?:t|delText|tab|sym)$/.test(child.name)) {
        this.#reading.left.hidden += 1;
        continue;
      }
      this.#readPiece(child, marks, place);
    }
    const length = this.#line.length - before;
    if (look.language !== '' && length > 0) {
      const { languages } = this.#reading;
      languages.set(look.language, (languages.get(look.language) ?? 0) + length);
    }
  }

  /** A link is underlined by itself. */
  #marksOf(own: readonly Mark[], place: Place): readonly Mark[] {
    const around = this.#fieldLink ?? place.link;
    if (around === null) return own;
    return around.addToSet(own.filter(({ type }) => type.name !== 'underline'));
  }

  #readPiece(piece: XmlElement, marks: readonly Mark[], place: Place): void {
    switch (piece.name) {
      case 'w:t':
      case 'w:delText':
        return this.#add(textOf(piece), marks, place);
      case 'w:tab':
      case 'w:ptab':
        return this.#add('\t', marks, place);
      case 'w:br':
        return this.#add(isLineBreak(piece) ? '\n' : '', marks, place);
      case 'w:cr':
        return this.#add('\n', marks, place);
      case 'w:noBreakHyphen':
        return this.#add('\u2011', marks, place);
      case 'w:softHyphen':
        return this.#add('\u00AD', marks, place);
      case 'w:sym':
        return this.#add(signOf(piece), marks, place);
      case 'w:fldChar':
        return this.#readFieldMark(piece);
      case 'w:instrText':
      case 'w:delInstrText':
        return this.#instruct(textIn(piece));
      case 'w:footnoteReference':
        return this.#refer('footnote', piece, place);
      case 'w:endnoteReference':
        return this.#refer('endnote', piece, place);
      case 'w:commentReference':
        return this.#note('sign', piece);
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        return this.#readDrawing(piece, place);
      case 'mc:AlternateContent':
        for (const inner of chosen(piece).children)
          if (isElement(inner)) this.#readPiece(inner, marks, place);
        return;
      case 'w:ruby':
        return this.#readRuby(piece, place);
      default:
    }
  }

  #add(text: string, marks: readonly Mark[], { fate }: Place): void {
    if (text === '' || fate === 'gone' || this.#field?.isInstruction === true) return;
    if (fate === 'inserted') this.#inserted.push({ text, marks });
    else this.#line.add({ text, marks });
  }

  #readRuby(ruby: XmlElement, place: Place): void {
    this.#readAll(childOf(ruby, 'w:rubyBase')?.children ?? [], place);
    const spoken = childOf(ruby, 'w:rt');
    const reading = spoken === null ? '' : textIn(spoken).trim();
    if (reading !== '') this.#add(`(${reading})`, [], place);
  }

  /** A number in brackets, raised, as other formats have it. */
  #refer(kind: 'footnote' | 'endnote', piece: XmlElement, place: Place): void {
    if (place.fate !== 'text') {
      this.#reading.left.otherChanges += 1;
      return;
    }
    const number = this.#reading.noteNumber({ kind, id: attributeOf(piece, 'w:id') ?? '' });
    this.#add(`[${number}]`, [superscript.create()], place);
  }

  #readDrawing(drawing: XmlElement, place: Place): void {
    const all = [...drawnIn(drawing)];
    const boxes = all.filter(({ name }) => name === 'w:txbxContent');
    const pictures = all.filter(({ name }) => name === 'a:blip' || name === 'v:imagedata');
    if (all.some((each) => each.name === 'v:rect' && attributeOf(each, 'o:hr') !== null))
      this.#beside.isRule = true;
    if (place.fate !== 'text') {
      this.#reading.left.otherChanges += boxes.length + pictures.length;
      return;
    }
    this.#beside.boxes.push(...boxes);
    const words = all.find(({ name }) => name === 'wp:docPr');
    const shape = all.find(({ name }) => name === 'v:shape');
    const alt = (attributeOf(words ?? null, 'descr') ?? attributeOf(shape ?? null, 'alt') ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    for (const picture of pictures) this.#addPicture(picture, alt);
  }

  #addPicture(picture: XmlElement, alt: string): void {
    const id = attributeOf(picture, 'r:embed') ?? attributeOf(picture, 'r:id');
    const src = this.#reading.pictureAddress(id);
    if (src === null) this.#reading.left.pictures += 1;
    if (src === null && alt === '') return;
    const { image, figure } = articleSchema.nodes;
    const node = figure.create(null, image.create({ src: src ?? '', alt }));
    (this.#line.isBlank ? this.#beside.before : this.#beside.after).push(node);
  }

  #linkOf(element: XmlElement): Mark | null {
    const target = this.#reading.relationship(attributeOf(element, 'r:id'));
    if (target?.kind !== 'address') return null;
    const anchor = attributeOf(element, 'w:anchor');
    const address = anchor === null ? target.address : `${target.address}#${anchor}`;
    return linkTo(address, attributeOf(element, 'w:tooltip') ?? '');
  }

  get #field() {
    return this.#reading.fields.at(-1);
  }

  get #fieldLink(): Mark | null {
    for (const { isInstruction, instruction } of this.#reading.fields.toReversed()) {
      const found = isInstruction ? null : linkOfInstruction(instruction);
      if (found !== null) return found;
    }
    return null;
  }

  #readFieldMark(mark: XmlElement): void {
    const { fields } = this.#reading;
    switch (attributeOf(mark, 'w:fldCharType')) {
      case 'begin':
        if (fields.length < MAX_FIELDS) fields.push({ isInstruction: true, instruction: '' });
        break;
      case 'separate':
        if (this.#field !== undefined) this.#field.isInstruction = false;
        break;
      case 'end':
        fields.pop();
        break;
      default:
    }
  }

  #instruct(text: string): void {
    const field = this.#field;
    if (field?.isInstruction === true && field.instruction.length < MAX_INSTRUCTION)
      field.instruction += text;
  }
}

const MAX_FIELDS = 50;
const MAX_INSTRUCTION = 4000;

/** Who has changed something while changes were tracked, and when. */
export function whoAndWhen(change: XmlElement): { readonly author: string; readonly date: string } {
  return {
    author: attributeOf(change, 'w:author') ?? '',
    date: attributeOf(change, 'w:date') ?? '',
  };
}

/** What Word itself shows of several ways to say one thing: the newest that is known here. */
export function chosen(alternate: XmlElement): XmlElement {
  return childOf(alternate, 'mc:Choice') ?? childOf(alternate, 'mc:Fallback') ?? alternate;
}

/** Elements of a drawing; of what is written twice, once, and not what is in its text boxes. */
function* drawnIn(drawing: XmlElement): Generator<XmlElement> {
  for (const child of drawing.children) {
    if (!isElement(child)) continue;
    yield child;
    if (child.name === 'mc:AlternateContent') yield* drawnIn(chosen(child));
    else if (child.name !== 'w:txbxContent') yield* drawnIn(child);
  }
}

/** Where a text doesn't say that its blanks count, those beside line ends are no more than how the file is written. */
function textOf(element: XmlElement): string {
  const text = textIn(element);
  const isKept = attributeOf(element, 'xml:space') === 'preserve';
  return (isKept ? text : text.replace(/^\s*\n\s*|\s*\n\s*$/g, '')).replace(/[\n\t]/g, ' ');
}

function isLineBreak(element: XmlElement): boolean {
  return /^(?:|textWrapping)$/.test(attributeOf(element, 'w:type') ?? '');
}

/** The words of a formula in their order. */
function formulaOf(formula: XmlElement): string {
  let words = '';
  for (const element of elementsIn(formula)) if (element.name === 'm:t') words += textIn(element);
  return words;
}

function linkOfInstruction(instruction: string): Mark | null {
  const [, quoted, bare] = /^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))/i.exec(instruction) ?? [];
  const address = quoted ?? bare;
  return address === undefined ? null : linkTo(address, '');
}

function linkTo(address: string, title: string): Mark | null {
  const href = safeLink(address);
  return href === null ? null : link.create({ href, title });
}

/** Whether the end of a paragraph was inserted or deleted while changes were tracked: then another one follows in the same line. */
export function changedEnd(paragraph: XmlElement): {
  readonly inserted: XmlElement | null;
  readonly deleted: XmlElement | null;
} {
  const end = descend(paragraph, 'w:pPr', 'w:rPr');
  return {
    inserted: childOf(end, 'w:ins') ?? childOf(end, 'w:moveTo'),
    deleted: childOf(end, 'w:del') ?? childOf(end, 'w:moveFrom'),
  };
}

/** Whether a paragraph is written from right to left. */
export function isRightToLeft(paragraph: XmlElement, styles: readonly XmlElement[]): boolean {
  const said = [paragraph, ...styles].map((one) => switchOf(childOf(one, 'w:pPr'), 'w:bidi'));
  return said.find((each) => each !== null) ?? false;
}
