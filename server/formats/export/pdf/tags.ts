/**
 * The tree of tags, in which annotations have to be where what they are of is (PDF/UA-1, 7.18). The typesetter knows only links:
 * here those that stood for something go out, and annotations come in.
 */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef } from '@cantoo/pdf-lib';
import type { PDFContext, PDFDocument, PDFObject, PDFPage } from '@cantoo/pdf-lib';
import { pdfText } from './pdf-values.ts';

/** Changes the tree of one document; nothing is written before `save`. */
export class TagTree {
  readonly #context: PDFContext;
  readonly #root: PDFDict | undefined;
  /** Of each annotation, the element that it is in. */
  readonly #parents = new Map<number, PDFRef | PDFArray>();
  #next = 0;

  constructor(pdf: PDFDocument) {
    this.#context = pdf.context;
    this.#root = pdf.catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
    this.#read(this.#root?.lookupMaybe(PDFName.of('ParentTree'), PDFDict));
  }

  /** The element that an annotation is in; null where it is in none, as on a table's repeated head. */
  elementOf(annotation: PDFDict): PDFRef | null {
    const key = annotation.lookupMaybe(PDFName.of('StructParent'), PDFNumber);
    const parent = key === undefined ? undefined : this.#parents.get(key.asNumber());
    return parent instanceof PDFRef ? parent : null;
  }

  /** Takes an annotation out of its element, which is a stretch of words from then on. */
  takeOut(annotation: PDFDict, ref: PDFRef): void {
    const element = this.elementOf(annotation);
    if (element === null) return;
    const dict = this.#context.lookup(element, PDFDict);
    dict.set(PDFName.of('S'), PDFName.of('Span'));
    dict.delete(PDFName.of('Alt'));
    const kids = this.#kidsOf(dict).filter((kid) => this.#objectOf(kid) !== ref);
    dict.set(PDFName.of('K'), this.#context.obj(kids));
    this.#parents.delete(annotation.lookup(PDFName.of('StructParent'), PDFNumber).asNumber());
  }

  /** Puts annotations, which say what they are by `alt`, into an element of their own at the end of `within`. */
  putIn(within: PDFRef, annotations: readonly PDFRef[], page: PDFPage, alt: string): void {
    const parent = this.#context.lookup(within, PDFDict);
    const kids = annotations.map((Obj) => ({ Type: 'OBJR', Obj, Pg: page.ref }));
    const element = this.#context.obj({
      Type: 'StructElem',
      S: 'Annot',
      P: within,
      Pg: page.ref,
      K: kids,
    });
    element.set(PDFName.of('Alt'), pdfText(alt));
    const ref = this.#context.register(element);
    parent.set(PDFName.of('K'), this.#context.obj([...this.#kidsOf(parent), ref]));
    for (const annotation of annotations) {
      this.#context
        .lookup(annotation, PDFDict)
        .set(PDFName.of('StructParent'), PDFNumber.of(this.#next));
      this.#parents.set(this.#next, ref);
      this.#next += 1;
    }
  }

  /** Writes down which annotation is in which element. */
  save(): void {
    if (this.#root === undefined) return;
    const sorted = [...this.#parents].sort(([one], [other]) => one - other);
    const Nums = sorted.flatMap(([key, parent]) => [PDFNumber.of(key), parent]);
    this.#root.set(PDFName.of('ParentTree'), this.#context.register(this.#context.obj({ Nums })));
    this.#root.set(PDFName.of('ParentTreeNextKey'), PDFNumber.of(this.#next));
  }

  #read(tree: PDFDict | undefined): void {
    if (tree === undefined) return;
    const entries = tree.lookupMaybe(PDFName.of('Nums'), PDFArray)?.asArray() ?? [];
    for (let at = 0; at + 1 < entries.length; at += 2) {
      const [key, parent] = [entries[at], entries[at + 1]];
      if (!(key instanceof PDFNumber)) continue;
      this.#next = Math.max(this.#next, key.asNumber() + 1);
      if (parent instanceof PDFRef || parent instanceof PDFArray)
        this.#parents.set(key.asNumber(), parent);
    }
    const kids = tree.lookupMaybe(PDFName.of('Kids'), PDFArray)?.asArray() ?? [];
    for (const kid of kids) this.#read(this.#context.lookup(kid, PDFDict));
  }

  #kidsOf(element: PDFDict): PDFObject[] {
    const kids = element.get(PDFName.of('K'));
    if (kids === undefined) return [];
    const known = kids instanceof PDFRef ? this.#context.lookup(kids) : kids;
    return known instanceof PDFArray ? known.asArray() : [kids];
  }

  #objectOf(kid: PDFObject): PDFRef | null {
    const known = this.#context.lookup(kid);
    const object = known instanceof PDFDict ? known.get(PDFName.of('Obj')) : undefined;
    return object instanceof PDFRef ? object : null;
  }
}
