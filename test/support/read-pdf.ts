/** Reads PDF files by pdf.js, which knows nothing of how we write them. */

/** An annotation as pdf.js gives it, of what we look at. */
export interface ReadAnnotation {
  readonly page: number;
  readonly id: string;
  readonly subtype: string;
  /** The words that its quads are over. */
  readonly words: string;
  readonly author: string;
  readonly contents: string;
  readonly created: string;
  readonly color: readonly number[];
  readonly replyTo: string | null;
  readonly replyType: string | null;
  readonly state: string | null;
  readonly url: string | null;
  readonly leadsWithin: boolean;
  readonly rect: readonly number[];
}

/** A file. */
export interface ReadPdf {
  readonly title: string;
  readonly language: string;
  readonly metadata: string;
  readonly pages: readonly string[];
  readonly annotations: readonly ReadAnnotation[];
  /** The roles of all elements of the tree of tags, in order. */
  readonly roles: readonly string[];
}

/** All of a file; rejects where it is none. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  // Loaded only where there is one to be read: most tests that could read one do not.
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const [pages, annotations, roles]: [string[], ReadAnnotation[], string[]] = [[], [], []];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(
      items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''),
    );
    const found = (await page.getAnnotations()) as RawAnnotation[]; // the package doesn't say of what type they are
    annotations.push(...found.map((one) => annotationOf(one, number)));
    visit(await page.getStructTree(), roles);
  }
  const { info, metadata } = await pdf.getMetadata();
  const said = info as { Title?: string; Language?: string };
  const read = {
    title: said.Title ?? '',
    language: said.Language ?? '',
    metadata: String(metadata?.getRaw() ?? ''),
  };
  await task.destroy();
  return { ...read, pages, annotations, roles };
}

/** All that people read in it, what annotations say included, with blanks for line ends. */
export async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const { title, pages, annotations } = await readPdf(bytes);
  const said = annotations.flatMap(({ author, contents }) => [author, contents]);
  return [title, ...pages, ...said].join('\n').replaceAll('\n', ' ').replaceAll('\u200B', '');
}

/** As far as we look at it. */
interface RawAnnotation {
  readonly id: string;
  readonly subtype: string;
  readonly rect: readonly number[];
  readonly overlaidText?: string;
  readonly titleObj?: { readonly str: string };
  readonly contentsObj?: { readonly str: string };
  readonly creationDate?: string | null;
  readonly color?: Iterable<number> | null;
  readonly inReplyTo?: string;
  readonly replyType?: string;
  readonly state?: string | null;
  readonly url?: string;
  readonly dest?: unknown;
}

function annotationOf(one: RawAnnotation, page: number): ReadAnnotation {
  return {
    page,
    id: one.id,
    subtype: one.subtype,
    words: one.overlaidText ?? '',
    author: one.titleObj?.str ?? '',
    contents: one.contentsObj?.str ?? '',
    created: one.creationDate ?? '',
    color: [...(one.color ?? [])],
    replyTo: one.inReplyTo ?? null,
    replyType: one.replyType ?? null,
    state: one.state ?? null,
    url: one.url ?? null,
    leadsWithin: Array.isArray(one.dest),
    rect: one.rect,
  };
}

function visit(node: unknown, roles: string[]): void {
  const { role, children = [] } = (node ?? {}) as { role?: string; children?: unknown[] };
  if (role !== undefined) roles.push(role);
  for (const child of children) visit(child, roles);
}
