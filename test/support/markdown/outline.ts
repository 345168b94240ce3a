/** The outline of an article: its blocks and its words with their marks, in a form in which any reader's can be compared. */
import type { Node } from 'prosemirror-model';

/** A name, then what is in it: words under the same marks, or blocks. */
export interface Outline extends ReadonlyArray<Outline | string> {}

/** Collects a block's words while a reader goes through them. */
export class Words {
  readonly #runs: { text: string; marks: string[] }[] = [];
  /** Marks that are open by HTML tags. */
  readonly #tags: string[] = [];

  add(text: string, marks: readonly string[] = []): void {
    this.#runs.push({ text, marks: [...marks, ...this.#tags] });
  }

  /** A piece of HTML: a break, a tag of a mark, or a comment, which shows nothing; anything else is words. */
  addHtml(html: string): void {
    if (isComment(html)) return;
    const [, slash, tag = ''] = /^<(\/?)(\w+)\/?>$/.exec(html) ?? [];
    const mark = TAGS[tag];
    if (tag === 'br') this.add('\n');
    else if (mark === undefined) this.add(`HTML:${html}`);
    else if (slash === '') this.#tags.push(mark);
    else if (this.#tags.pop() !== mark) this.add(`CLOSES:${html}`);
  }

  /** Runs as `marks|text`. Blanks have no emphasis, those at a line's ends are none. */
  outline(): string[] {
    let cells = this.#runs.flatMap(({ text, marks }) =>
      Array.from(text, (character) => ({ character, marks: keyOf(character, marks) })),
    );
    cells = cells.filter((_, at) => !isEdgeBlank(cells, at));
    const runs: string[] = [];
    let last: string | null = null;
    for (const { character, marks } of cells) {
      if (marks === last) runs[runs.length - 1] += character;
      else runs.push(`${marks}|${character}`);
      last = marks;
    }
    return runs;
  }
}

const TAGS: Readonly<Record<string, string>> = {
  strong: 'strong',
  em: 'em',
  s: 'strike',
  u: 'underline',
  sup: 'superscript',
  sub: 'subscript',
  code: 'code',
};
const BLANKLESS = ['strong', 'em', 'strike'];

/** What a comment comes to among blocks: it is taken out again by `shown`. */
export const COMMENT: Outline = ['comment'];

/** Whether all of a piece of HTML is one comment. */
export function isComment(html: string): boolean {
  return /^<!--(?:(?!-->)[^])*-->$/.test(html.trim());
}

/** The blocks without comments. */
export function shown<T>(blocks: readonly (T | Outline)[]): T[] {
  return blocks.filter((block) => block !== COMMENT) as T[];
}

/** The outline of a document of the article schema as far as Markdown can tell it: lines of any kind are paragraphs. */
export function outlineOf(doc: Node): Outline[] {
  return doc.children.flatMap(blockOutline);
}

/** A link's mark; the address is compared decoded, since readers encode it or not. */
export function linkMark(href: string, title: string | null | undefined): string {
  let decoded = href;
  try {
    decoded = decodeURI(href);
  } catch {
    // stays as it is
  }
  return `link<${decoded}><${title ?? ''}>`;
}

function blockOutline(node: Node): Outline[] {
  switch (node.type.name) {
    case 'title':
      return [['heading1', ...wordsOf(node)]];
    case 'heading':
      return [[`heading${node.attrs.level}`, ...wordsOf(node)]];
    case 'blockquote':
      return [['quote', ...outlineOf(node)]];
    case 'bullet_list':
      return [['bullets', ...outlineOf(node)]];
    case 'ordered_list':
      return [[`numbers from ${node.attrs.order}`, ...outlineOf(node)]];
    case 'list_item':
      return [['item', ...outlineOf(node)]];
    case 'figure':
      return outlineOf(node);
    case 'image':
      return [['paragraph', ...imageWords(node)]];
    case 'rule':
      return [['rule']];
    case 'code_block':
      return [[`code ${node.attrs.language}`, node.textContent]];
    case 'table':
      return [['table', ...outlineOf(node)]];
    case 'table_row':
      return [['row', ...outlineOf(node)]];
    case 'table_cell':
    case 'table_header':
      return [['cell', ...cellWords(node)]];
    default: {
      const words = wordsOf(node);
      return words.length === 0 ? [] : [['paragraph', ...words]];
    }
  }
}

function imageWords(node: Node): string[] {
  const words = new Words();
  words.add(`image ${node.attrs.src} ${node.attrs.alt} ${node.attrs.title}`);
  return words.outline();
}

function cellWords(cell: Node): string[] {
  const words = new Words();
  cell.children.forEach((block, index) => {
    if (index > 0) words.add('\n');
    addWords(block, words);
  });
  return words.outline();
}

function wordsOf(block: Node): string[] {
  const words = new Words();
  addWords(block, words);
  const found = words.outline();
  return found.every((run) => /^\|\n+$/.test(run)) ? [] : found; // breaks alone show nothing
}

function addWords(block: Node, words: Words): void {
  for (const child of block.children) {
    const marks = child.marks.map(({ type, attrs }) =>
      type.name === 'link' ? linkMark(attrs.href, attrs.title) : type.name,
    );
    words.add(child.isText ? child.text! : '\n', marks);
  }
}

function keyOf(character: string, marks: readonly string[]): string {
  const isBlank = character.trim() === '';
  const kept = marks.filter((mark) => !(isBlank && BLANKLESS.includes(mark)));
  if (character === '\n') return '';
  return [...new Set(kept)].toSorted().join(',');
}

function isEdgeBlank(cells: readonly { character: string; marks: string }[], at: number): boolean {
  if (!isPlainBlank(cells[at])) return false;
  let before = at;
  let after = at;
  while (isPlainBlank(cells[before])) before -= 1;
  while (isPlainBlank(cells[after])) after += 1;
  return [cells[before], cells[after]].some((cell) => (cell?.character ?? '\n') === '\n');
}

function isPlainBlank(cell: { character: string; marks: string } | undefined): boolean {
  return cell !== undefined && /[ \t]/.test(cell.character) && !cell.marks.includes('code');
}
