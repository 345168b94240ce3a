/**
 * Words in against words out: imports each file of a folder, and counts its words and structure by parsers that the import
 * doesn't share (mdast for Markdown, a walk of parse5's own tree for HTML). `npm run bench:words-in -- FOLDER [--show N]`.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { parse, parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Node } from 'prosemirror-model';
import { loadImporter } from '../../server/formats/import/importers.ts';
import { plainText } from '../../shared/article/plain-text.ts';

type Kind = 'headings' | 'lists' | 'tables' | 'quotes' | 'links' | 'pictures' | 'bold' | 'italic';
type Counts = Record<Kind, number>;

interface Measured {
  readonly words: readonly string[];
  readonly counts: Counts;
}

interface Row {
  readonly path: string;
  readonly read: Measured;
  readonly expected: Measured;
  readonly lost: readonly string[];
  readonly invented: readonly string[];
  /** How many words are missing or more for a reason that has a name. */
  readonly named: { readonly lost: number; readonly invented: number };
}

type Tree = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const KINDS: readonly Kind[] = [
  'headings',
  'lists',
  'tables',
  'quotes',
  'links',
  'pictures',
  'bold',
  'italic',
];
const ENDINGS: Readonly<Record<string, 'markdown' | 'html'>> = {
  md: 'markdown',
  markdown: 'markdown',
  qmd: 'markdown',
  html: 'html',
  htm: 'html',
};
/** What both sides agree to be no text; whatever else goes missing is lost. */
const NO_TEXT =
  /^(?:script|style|template|svg|canvas|noscript|nav|button|select|textarea|iframe|object|video|audio|dialog|title|head|math|datalist)$/;
const INLINE =
  /^(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|rb|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr|nobr|o:p)$/;

async function measure(path: string, format: 'markdown' | 'html'): Promise<Row | null> {
  const bytes = readFileSync(path);
  const result = await (await loadImporter(format)).read(bytes, null);
  const source = bytes.toString('utf8').replaceAll('\r\n', '\n');
  if (!result.ok) {
    console.log(`${path}: ${result.problem.detail}`);
    return null;
  }
  const read = measureArticle(result.value.doc);
  const expected = format === 'html' ? measurePage(source, read.words) : measureMarkdown(source);
  const reasons = format === 'html' ? reasonsOf(source) : reasonsOfMarkdown(source);
  return {
    path,
    read,
    expected,
    lost: minus(minus(expected.words, read.words), reasons.lost),
    invented: minus(minus(read.words, expected.words), reasons.invented),
    named: {
      lost: both(minus(expected.words, read.words), reasons.lost),
      invented: both(minus(read.words, expected.words), reasons.invented),
    },
  };
}

interface Reasons {
  readonly lost: readonly string[];
  readonly invented: readonly string[];
}

/**
 * Words that are another side's by right: lost are those that the page's own style rules hide; invented are titles and addresses
 * of what is embedded, texts of formulas, an author whom only the metadata name, and the page's headline where it stands outside of its article.
 */
function reasonsOf(source: string): Reasons {
  const page = parse(source, { scriptingEnabled: false });
  const hidden = hiddenIn(source);
  const lost: string[] = [];
  const invented: string[] = [];
  const walk = (node: Tree): void => {
    if (isElement(node)) {
      const names = [...attribute(node, 'class').split(/\s+/), attribute(node, 'id')];
      if (names.some((name) => hidden.has(name)) || isSkipped(node))
        lost.push(...wordsIn(textOf(node)));
      if (/^(?:iframe|embed|object|video|audio|source)$/.test(node.tagName))
        invented.push(
          ...wordsIn(node.attrs.map(({ value }) => value).join(' ')),
          ...wordsIn('www youtube com watch v'),
        );
      if (node.tagName === 'math' || /^h1$/.test(node.tagName))
        invented.push(...wordsIn(rawTextOf(node)));
      if (/math\/(?:tex|mml)/.test(attribute(node, 'type')))
        invented.push(...wordsIn(rawTextOf(node)));
      if (
        node.tagName === 'meta' &&
        /author|creator/i.test(`${attribute(node, 'name')} ${attribute(node, 'property')}`)
      )
        invented.push(...wordsIn(attribute(node, 'content')));
      if (node.tagName === 'img' && /math|tex/i.test(attribute(node, 'class')))
        invented.push(...wordsIn(attribute(node, 'alt')));
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(page);
  return { lost, invented };
}

/**
 * Definitions of references that nothing refers to are shown as they are written; attributes and fences of Pandoc are no words,
 * though in code they are, which the other side can't tell as well.
 */
function reasonsOfMarkdown(source: string): Reasons {
  const lines = source.split('\n').filter((line) => /^[ >]*\[[^\]]+\]:/.test(line));
  const pandoc = wordsIn((source.match(/\{[^{}\n]*\}|^[ \t>]*:{3,}.*$/gm) ?? []).join('\n'));
  return { lost: pandoc, invented: [...wordsIn(lines.join('\n')), ...pandoc] };
}

/** Classes and ids that the page's own rules hide. */
function hiddenIn(source: string): ReadonlySet<string> {
  const css = [...source.matchAll(/<style[^>]*>([^]*?)<\/style>/gi)]
    .map(([, rules = '']) => rules)
    .join('\n');
  const hiding = [
    ...css.matchAll(/([^{}]*)\{[^{}]*(?:display:\s*none|visibility:\s*hidden)[^{}]*\}/gi),
  ]
    .flatMap(([, selectors = '']) => selectors.split(','))
    .map((selector) => /^\s*[\w-]*[.#]([\w-]+)\s*$/.exec(selector)?.[1])
    .filter((name) => name !== undefined);
  return new Set(hiding);
}

function isSkipped(element: Element): boolean {
  return /skip-?(?:link|nav|to)/i.test(attribute(element, 'class'));
}

function rawTextOf(node: Tree): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(rawTextOf).join(' ') : '';
}

function both(words: readonly string[], reasons: readonly string[]): number {
  return words.length - minus(words, reasons).length;
}

function report(): void {
  const total = (pick: (row: Row) => number): number =>
    rows.reduce((sum, row) => sum + pick(row), 0);
  console.log(`files ${rows.length}, refused ${refused}`);
  console.log(`words ${total(({ expected }) => expected.words.length)}`);
  const faults = [
    ['lost', ({ lost }: Row) => lost],
    ['invented', ({ invented }: Row) => invented],
  ] as const;
  for (const [name, pick] of faults) {
    const files = rows.filter((row) => pick(row).length > 0).length;
    const named = total((row) => row.named[name]);
    console.log(
      `${name} ${total((row) => pick(row).length)} words in ${files} files, and ${named} for a reason that has a name`,
    );
  }
  for (const kind of KINDS) {
    const equal = rows.filter(({ read, expected }) => read.counts[kind] === expected.counts[kind]);
    const share = ((100 * equal.length) / rows.length).toFixed(1);
    const [ours, theirs] = [
      total(({ read }) => read.counts[kind]),
      total(({ expected }) => expected.counts[kind]),
    ];
    console.log(`${kind.padEnd(9)} equal in ${share} % of files; ${ours} read of ${theirs}`);
  }
  if (option !== '--show') return;
  const worst = rows.toSorted((one, other) => faultsOf(other) - faultsOf(one));
  for (const row of worst.slice(0, Number(shown))) {
    const odd = KINDS.filter((kind) => row.read.counts[kind] !== row.expected.counts[kind]).map(
      (kind) => `${kind} ${row.read.counts[kind]}/${row.expected.counts[kind]}`,
    );
    console.log(
      `${row.path}\n  of ${row.expected.words.length}: lost ${row.lost.length} ${row.lost.slice(0, 25).join(' ')}\n  invented ${row.invented.length} ${row.invented.slice(0, 25).join(' ')}\n  ${odd.join(', ')}`,
    );
  }
}

function faultsOf({ lost, invented, read, expected }: Row): number {
  const odd = KINDS.filter((kind) => read.counts[kind] !== expected.counts[kind]).length;
  return lost.length + invented.length + odd / 10;
}

function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}

/** The words of one that the other hasn't, as often as it hasn't. */
function minus(words: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}

function noCounts(): Counts {
  return { headings: 0, lists: 0, tables: 0, quotes: 0, links: 0, pictures: 0, bold: 0, italic: 0 };
}

/** Counts where in a line links, bold and italic begin; blanks begin none. */
class Runs {
  readonly #counts: Counts;
  #before: ReadonlyMap<Kind, string> = new Map();

  constructor(counts: Counts) {
    this.#counts = counts;
  }

  add(text: string, kinds: ReadonlyMap<Kind, string>): void {
    if (text.trim() === '') return;
    for (const [kind, value] of kinds)
      if (kind !== 'quotes' && this.#before.get(kind) !== value) this.#counts[kind] += 1;
    this.#before = kinds;
  }

  endLine(): void {
    this.#before = new Map();
  }
}

function measureArticle(doc: Node): Measured {
  const counts = noCounts();
  const kinds: Readonly<Record<string, Kind>> = {
    title: 'headings',
    heading: 'headings',
    bullet_list: 'lists',
    ordered_list: 'lists',
    table: 'tables',
    blockquote: 'quotes',
    image: 'pictures',
  };
  const marks: Readonly<Record<string, Kind>> = { link: 'links', strong: 'bold', em: 'italic' };
  doc.descendants((node) => {
    const kind = kinds[node.type.name];
    if (kind !== undefined) counts[kind] += 1;
    if (!node.isTextblock) return;
    const runs = new Runs(counts);
    for (const child of node.children) {
      const found = child.marks.flatMap((mark) => {
        const of = marks[mark.type.name];
        return of === undefined ? [] : [[of, String(mark.attrs['href'] ?? '')] as const];
      });
      runs.add(child.text ?? '', new Map(found));
    }
  });
  return { words: wordsIn(plainText(doc)), counts };
}

function measureMarkdown(source: string): Measured {
  const { head, body } = withoutHead(source);
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const counts = noCounts();
  const texts: string[] = [];
  let html = '';
  const endHtml = (): void => {
    if (html !== '') texts.push(textOf(parseFragment(html)));
    html = '';
  };
  const walk = (node: Nodes): void => {
    const kinds: Readonly<Record<string, Kind>> = {
      heading: 'headings',
      list: 'lists',
      table: 'tables',
      blockquote: 'quotes',
      link: 'links',
      linkReference: 'links',
      image: 'pictures',
      imageReference: 'pictures',
      strong: 'bold',
      emphasis: 'italic',
    };
    const kind = kinds[node.type];
    if (kind !== undefined && (kind !== 'links' || hasWords(node))) counts[kind] += 1;
    if (node.type === 'html') html += node.value;
    else if ('value' in node) html += escape(node.value);
    else if (node.type === 'break') html += ' ';
    if ('children' in node) for (const child of node.children) walk(child);
    const isBlock =
      !/^(?:text|emphasis|strong|delete|link\w*|inlineCode|html|image\w*|break|footnoteReference)$/.test(
        node.type,
      );
    if (isBlock || /^(?:break|image)/.test(node.type)) html += '\n<!-- -->\n';
  };
  walk(tree);
  endHtml();
  const first = tree.children.find(({ type }) => type !== 'html');
  const isSame =
    first?.type === 'heading' && wordsIn(textIn(first)).join() === wordsIn(head.title).join();
  if (head.title !== '' && !isSame) counts.headings += 1;
  // Notes become a list at the end.
  if (tree.children.some(({ type }) => type === 'footnoteDefinition')) counts.lists += 1;
  if (!isSame) texts.push(head.title);
  texts.push(head.others);
  return { words: wordsIn(texts.join('\n')), counts };
}

interface Head {
  readonly title: string;
  readonly others: string;
}

/**
 * A Markdown file as its writer sees it: front matter with the words that are for readers, by lines alone; and without Pandoc's
 * fences and attributes, which are no words.
 */
function withoutHead(source: string): { head: Head; body: string } {
  const text = source.replace(/^\uFEFF/, '');
  const match = /^(---|\+\+\+)[ \t]*\n([^]*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
  const value = (...keys: readonly string[]): string => {
    for (const key of keys) {
      const line =
        new RegExp(`^${key}[ \\t]*[:=][ \\t]*(.*(?:\\n[ \\t]+(?:- )?.*|\\n- .*)*)`, 'im').exec(
          match?.[2] ?? '',
        )?.[1] ?? '';
      const words = line.replace(/^[|>][+-]?\s/, '').replace(/\\(.)/g, '$1');
      if (wordsIn(words).length > 0) return words;
    }
    return '';
  };
  const body = text.slice(match?.[0].length ?? 0);
  return {
    head: {
      title: value('title'),
      others: [
        value('subtitle', 'description', 'summary'),
        value('authors?'),
        value('date').replace(/T00:00:00.*$/, ''),
      ].join('\n'),
    },
    body: body
      .split(/^([ \t>]*(?:```+|~~~+)[^]*?(?:^[ \t>]*(?:```+|~~~+)[ \t]*$|(?![^])))/m)
      .map((part, index) => (index % 2 === 1 ? part : withoutAttributes(part)))
      .join(''),
  };
}

const ATTRIBUTES = String.raw`\{:?\s*(?:[.#][\w:-]+|-|=\w+|[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s}]+))(?:\s+(?:[.#][\w:-]+|-|[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s}]+)))*\s*\}`;

function withoutAttributes(markdown: string): string {
  const behind = new RegExp(`(?<=[)\\]])${ATTRIBUTES}|(?<=^#.*)[ \\t]${ATTRIBUTES}[ \\t]*$`, 'gm');
  return markdown.replace(/^[ \t]*:{3,}.*$/gm, '').replace(behind, '');
}

function textIn(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textIn).join('') : '';
}

function hasWords(node: Nodes): boolean {
  if ('value' in node) return wordsIn(node.value).length > 0;
  return 'children' in node && node.children.some(hasWords);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Counts in the smallest element of the page that has nearly all words that were read: what is around it was left out. */
function measurePage(source: string, read: readonly string[]): Measured {
  let root: Tree = parse(source, { scriptingEnabled: false });
  let best: Tree = root;
  let fewest = Infinity;
  for (;;) {
    const words = wordsIn(textOf(root));
    const faults = minus(words, read).length + minus(read, words).length;
    if (faults < fewest) {
      best = root;
      fewest = faults;
    }
    const children: readonly Tree[] = 'childNodes' in root ? root.childNodes : [];
    const covers = children.map(
      (child) => read.length - minus(read, wordsIn(textOf(child))).length,
    );
    const most = Math.max(0, ...covers);
    if (most < read.length / 2) break;
    root = children[covers.indexOf(most)] ?? root;
  }
  root = best;
  const counts = noCounts();
  count(root, { counts, runs: new Runs(counts), hidden: hiddenIn(source) }, new Map());
  return { words: wordsIn(textOf(root)), counts };
}

function isElement(node: Tree): node is Element {
  return 'tagName' in node;
}

function attribute(element: Element, name: string): string {
  return element.attrs.find((each) => each.name === name)?.value ?? '';
}

function isLeftOut(node: Element): boolean {
  return (
    NO_TEXT.test(node.tagName) ||
    node.attrs.some(({ name }) => name === 'hidden') ||
    /display:\s*none|visibility:\s*hidden/.test(attribute(node, 'style')) ||
    /^(?:navigation|search|menu|menubar|toolbar|button|dialog|tablist)$/.test(
      attribute(node, 'role'),
    )
  );
}

function textOf(node: Tree): string {
  if ('value' in node) return node.value;
  if (!('childNodes' in node) || (isElement(node) && isLeftOut(node))) return ' ';
  const text = node.childNodes.map((child) => ('data' in child ? '' : textOf(child))).join('');
  return isElement(node) && !INLINE.test(node.tagName) ? `\n${text}\n` : text;
}

interface Counting {
  readonly counts: Counts;
  readonly runs: Runs;
  readonly hidden: ReadonlySet<string>;
}

function count(node: Tree, to: Counting, around: ReadonlyMap<Kind, string>): void {
  if (node.nodeName === '#text' && 'value' in node) to.runs.add(node.value, around);
  if (!('childNodes' in node)) return;
  if (isElement(node)) {
    if (isEmbedded(node)) to.counts.links += 1;
    const names = [...attribute(node, 'class').split(/\s+/), attribute(node, 'id')];
    if (isLeftOut(node) || names.some((name) => to.hidden.has(name))) return;
  }
  const isLine =
    isElement(node) && !INLINE.test(node.tagName) && !/^(?:img|br)$/.test(node.tagName);
  const kind = isElement(node) ? blockKindOf(node) : null;
  if (kind === 'pictures' || (kind !== null && textOf(node).trim() !== '')) to.counts[kind] += 1;
  // Code has neither links nor bold.
  const isCode = isElement(node) && node.tagName === 'pre';
  const inner = isElement(node) && !around.has('quotes') ? inlineKindsOf(node, around) : around;
  if (isLine) to.runs.endLine();
  for (const child of node.childNodes) count(child, to, isCode ? IN_CODE : inner);
  if (isLine) to.runs.endLine();
}

/** Marks that nothing is added to. */
const IN_CODE: ReadonlyMap<Kind, string> = new Map([['quotes', '']]);

/** What is embedded becomes a link. */
function isEmbedded(element: Element): boolean {
  if (!/^(?:iframe|embed|video|audio)$/.test(element.tagName)) return false;
  const isDot = ['width', 'height'].some((name) => /^[01](?:px)?$/.test(attribute(element, name)));
  const isHidden =
    element.attrs.some(({ name }) => name === 'hidden') ||
    /display:\s*none|visibility:\s*hidden/.test(attribute(element, 'style'));
  return (
    /^(?!about:|javascript:)\S/i.test(
      attribute(element, 'src') || attribute(element, 'data-src'),
    ) &&
    !isDot &&
    !isHidden
  );
}

function blockKindOf(element: Element): Kind | null {
  const { tagName } = element;
  if (/^h[1-6]$/.test(tagName)) return 'headings';
  if (/^(?:ul|ol)$/.test(tagName)) return 'lists';
  if (tagName === 'table') return isLayout(element) ? null : 'tables';
  if (tagName === 'blockquote') return 'quotes';
  return tagName === 'img' && isPicture(element) ? 'pictures' : null;
}

/** Not what only measures or keeps a place, nor a formula. */
function isPicture(image: Element): boolean {
  const isDot = ['width', 'height'].some((name) => /^[01](?:px)?$/.test(attribute(image, name)));
  const source =
    attribute(image, 'src') || attribute(image, 'srcset') || attribute(image, 'data-src');
  const isSpacer =
    /^data:image\/(?:gif|svg)|\/(?:spacer|blank|pixel|transparent|placeholder|clear)[\w-]*\.gif/i.test(
      source,
    );
  const isFormula = /math|latex|tex\b/i.test(attribute(image, 'class'));
  if (isDot || isFormula) return false;
  return (
    attribute(image, 'alt') !== '' ||
    (source !== '' && !isSpacer) ||
    image.attrs.some(
      ({ name, value }) => /^data-(?:lazy-)?(?:src|srcset|original)$/.test(name) && value !== '',
    )
  );
}

function inlineKindsOf(
  element: Element,
  around: ReadonlyMap<Kind, string>,
): ReadonlyMap<Kind, string> {
  const { tagName } = element;
  const style = attribute(element, 'style');
  const found = new Map(around);
  const href = attribute(element, 'href').trim();
  if (tagName === 'a' && href !== '' && !/^(?!https?:|mailto:)[^/?#:]*:/i.test(href))
    found.set('links', href);
  if (/^(?:b|strong)$/.test(tagName) || /font-weight:\s*(?:bold|[6-9]00)/i.test(style))
    found.set('bold', '');
  if (/^(?:i|em)$/.test(tagName) || /font-style:\s*(?:italic|oblique)/i.test(style))
    found.set('italic', '');
  if (/font-weight:\s*(?:normal|[1-5]00)/i.test(style)) found.delete('bold');
  if (/font-style:\s*normal/i.test(style)) found.delete('italic');
  return found;
}

function isLayout(table: Element): boolean {
  const holds = (node: Tree): boolean =>
    'childNodes' in node &&
    node.childNodes.some((child) => child.nodeName === 'table' || holds(child));
  return /^(?:presentation|none)$/.test(attribute(table, 'role')) || holds(table);
}

const [folder, option, shown = '0'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say which folder: npm run bench:words-in -- FOLDER');
const rows: Row[] = [];
let refused = 0;
for (const name of readdirSync(folder, { recursive: true }).map(String).sort()) {
  const format = ENDINGS[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
  if (format === undefined) continue;
  const row = await measure(join(folder, name), format);
  if (row === null) refused += 1;
  else rows.push(row);
}
report();
