/** Reads HTML strictly, as no browser does: every tag closed in order, nothing where HTML doesn't allow it. */

const VOID = new Set(['br', 'hr', 'img', 'meta']);
const PHRASING = new Set(
  'a b bdi br code del em img ins mark s span strong sub sup time u'.split(' '),
);
/** Elements that may hold phrasing content only. */
const HOLDS_PHRASING = new Set([...PHRASING, 'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre']);
const CHILDREN: Readonly<Record<string, string>> = {
  ul: 'li',
  ol: 'li',
  table: 'tbody',
  tbody: 'tr',
  tr: 'td th',
};

/** A text of the page, its entities decoded. */
export interface HtmlPiece {
  readonly text: string;
  /** Open elements around the text, the outermost first, with their attributes. */
  readonly around: readonly {
    readonly tag: string;
    readonly attributes: ReadonlyMap<string, string>;
  }[];
}

/** The texts of the HTML (a line break is \n) with what is around each; throws where it is not well-formed or nested wrongly. */
export function readHtml(html: string): HtmlPiece[] {
  const open: { tag: string; attributes: ReadonlyMap<string, string> }[] = [];
  const ids = new Set<string>();
  const pieces: HtmlPiece[] = [];
  const tokens = html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>|([^<]+)|(<)/g,
  );
  for (const [, slash, tag, rest = '', text, stray] of tokens) {
    if (stray !== undefined) throw new Error('A stray < in the text.');
    if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`A stray & in “${text}”.`);
      pieces.push({ text: unescape(text), around: [...open] });
    } else if (slash === '/') {
      if (open.pop()?.tag !== tag) throw new Error(`</${tag}> closes something else.`);
    } else {
      const attributes = readAttributes(rest);
      const id = attributes.get('id');
      if (id !== undefined && ids.has(id)) throw new Error(`Two elements have the id ${id}.`);
      if (id !== undefined) ids.add(id);
      checkPlace(
        tag!,
        open.map((element) => element.tag),
      );
      if (tag === 'br') pieces.push({ text: '\n', around: [...open] });
      if (!VOID.has(tag!)) open.push({ tag: tag!, attributes });
    }
  }
  if (open.length > 0) throw new Error(`Left open: ${open.map(({ tag }) => tag).join(' ')}.`);
  return pieces;
}

/** The words of a text, in order. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}\u200D\p{Extended_Pictographic}_]+/gu) ?? [];
}

function checkPlace(tag: string, around: readonly string[]): void {
  const parent = around.at(-1);
  if (parent === undefined) return;
  if (HOLDS_PHRASING.has(parent) && !PHRASING.has(tag)) throw new Error(`<${tag}> in <${parent}>.`);
  const children = CHILDREN[parent];
  if (children !== undefined && !children.split(' ').includes(tag)) {
    throw new Error(`<${tag}> in <${parent}>.`);
  }
  if (tag === 'a' && around.includes('a')) throw new Error('A link in a link.');
}

function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of source.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
    if (attributes.has(name)) throw new Error(`Two attributes ${name}.`);
    attributes.set(name, unescape(value));
  }
  return attributes;
}

function unescape(text: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '');
}
