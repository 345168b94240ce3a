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
/** What was found of each kind: its words or its address. */
type Found = Record<Kind, string[]>;

interface Measured {
  readonly words: readonly string[];
  readonly found: Found;
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
  const expected = format === 'html' ? measurePage(source, read) : measureMarkdown(source);
  read.found.headings.push(...headingsInHead(result.value.doc, read, expected));
  const reasons = format === 'html' ? reasonsOf(source) : reasonsOfMarkdown(source);
  const [missing, more] = [minus(expected.words, read.words), minus(read.words, expected.words)];
  const isOutside = (word: string): boolean => !reasons.formulas.includes(word);
  const lost = minus(missing, reasons.lost).filter(isOutside);
  const invented = minus(more, reasons.invented).filter(isOutside);
  const named = { lost: missing.length - lost.length, invented: more.length - invented.length };
  return { path, read, expected, lost, invented, named };
}

/** Headings of the page that are the standfirst or the byline of the article: these are kinds of their own. */
function headingsInHead(doc: Node, read: Measured, expected: Measured): string[] {
  const missing = minus(expected.found.headings, read.found.headings);
  return doc.children
    .filter(({ type }) => type.name === 'standfirst' || type.name === 'byline')
    .map(({ textContent }) => asFound(textContent))
    .filter((words) => missing.includes(words));
}

interface Reasons {
  readonly lost: readonly string[];
  readonly invented: readonly string[];
  /** The letters of lines with formulas, without blanks: where a word in these begins is told differently by each who draws them. */
  readonly formulas: string;
}

/**
 * Words that are another side's by right: lost are those that the page's own style rules hide; invented are titles and addresses
 * of what is embedded, texts of formulas, an author whom only the metadata name, and the page's headline where it stands outside of its article.
 */
function reasonsOf(source: string): Reasons {
  const page = parse(source, { scriptingEnabled: false });
  const { hidden } = rulesOf(source);
  const lost: string[] = [];
  const invented: string[] = [];
  const formulas: string[] = [];
  const walk = (node: Tree): void => {
    if (isElement(node)) {
      if (isAbout(hidden, node) || isSkipped(node)) lost.push(...wordsIn(textOf(node)));
      if (/^(?:iframe|embed|object|video|audio|source)$/.test(node.tagName))
        invented.push(
          ...wordsIn(node.attrs.map(({ value }) => value).join(' ')),
          ...wordsIn('www youtube com watch v'),
        );
      if (node.tagName === 'math') formulas.push(wordsIn(rawTextOf(lineOf(node))).join(''));
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
  return { lost, invented, formulas: formulas.join(' ') };
}

/**
 * Definitions of references that nothing refers to are shown as they are written; attributes and fences of Pandoc are no words,
 * though in code they are, which the other side can't tell as well.
 */
function reasonsOfMarkdown(source: string): Reasons {
  const lines = source.split('\n').filter((line) => /^[ >]*\[[^\]]+\]:/.test(line));
  const pandoc = wordsIn((source.match(/\{[^{}\n]*\}|^[ \t>]*:{3,}.*$/gm) ?? []).join('\n'));
  return { lost: pandoc, invented: [...wordsIn(lines.join('\n')), ...pandoc], formulas: '' };
}

/** Names of classes and ids for which the page's own rules say something, by what they say. */
type Rules = Readonly<
  Record<'hidden' | 'bold' | 'light' | 'italic' | 'upright', ReadonlySet<string>>
>;

function rulesOf(source: string): Rules {
  const css = [...source.matchAll(/<style[^>]*>([^]*?)<\/style>/gi)]
    .map(([, rules = '']) => rules)
    .join('\n')
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(
      /@(?:media|supports|font-face|keyframes|-\w+-keyframes)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g,
      '',
    );
  const saying = (declaration: string): ReadonlySet<string> =>
    new Set(
      [...css.matchAll(new RegExp(`([^{}]*)\\{[^{}]*(?<![\\w-])(?:${declaration})[^{}]*\\}`, 'gi'))]
        .flatMap(([, selectors = '']) => selectors.split(','))
        .map((selector) => /^\s*((?:[\w-]*[.#])?[\w-]+)\s*$/.exec(selector)?.[1])
        .filter((name) => name !== undefined),
    );
  return {
    hidden: saying('display:\\s*none|visibility:\\s*hidden'),
    bold: saying('font-weight:\\s*(?:bold|[6-9]00)'),
    light: saying('font-weight:\\s*(?:normal|lighter|[1-5]00)'),
    italic: saying('font-style:\\s*(?:italic|oblique)'),
    upright: saying('font-style:\\s*normal'),
  };
}

/** Whether one of some rules is about an element. */
function isAbout(names: ReadonlySet<string>, element: Element): boolean {
  const { tagName } = element;
  if (names.has(tagName) && !/^(?:html|body)$/.test(tagName)) return true;
  return (
    attribute(element, 'class')
      .split(/\s+/)
      .some((name) => names.has(`.${name}`) || names.has(`${tagName}.${name}`)) ||
    names.has(`#${attribute(element, 'id')}`)
  );
}

function isSkipped(element: Element): boolean {
  return /skip-?(?:link|nav|to)/i.test(attribute(element, 'class'));
}

/** The paragraph or the like that an element stands in. */
function lineOf(element: Element): Tree {
  let line: Element = element;
  while (!/^(?:p|div|li|d[dt]|t[dh]|h[1-6]|section|body)$/.test(line.tagName)) {
    const { parentNode } = line;
    if (parentNode === null || !isElement(parentNode)) break;
    line = parentNode;
  }
  return line;
}

function rawTextOf(node: Tree): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(rawTextOf).join(' ') : '';
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
    const equal = rows.filter((row) => !isOdd(row, kind));
    const share = ((100 * equal.length) / rows.length).toFixed(1);
    const [ours, theirs] = [
      total(({ read }) => read.found[kind].length),
      total(({ expected }) => expected.found[kind].length),
    ];
    console.log(`${kind.padEnd(9)} equal in ${share} % of files; ${ours} read of ${theirs}`);
  }
  if (option !== '--show') return;
  const worst = rows.toSorted((one, other) => faultsOf(other) - faultsOf(one));
  for (const row of worst.slice(0, Number(shown))) {
    const odd = KINDS.filter((kind) => isOdd(row, kind)).map((kind) => difference(row, kind));
    console.log(
      `${row.path}\n  of ${row.expected.words.length}: lost ${row.lost.length} ${row.lost.slice(0, 25).join(' ')}\n  invented ${row.invented.length} ${row.invented.slice(0, 25).join(' ')}\n  ${odd.join('\n  ')}`,
    );
  }
}

function faultsOf({ lost, invented, read, expected }: Row): number {
  const odd = KINDS.filter((kind) => read.found[kind].length !== expected.found[kind].length);
  return lost.length + invented.length + odd.length / 10;
}

function isOdd({ read, expected }: Row, kind: Kind): boolean {
  return read.found[kind].length !== expected.found[kind].length;
}

function difference({ read, expected }: Row, kind: Kind): string {
  const [ours, theirs] = [read.found[kind], expected.found[kind]];
  const few = (texts: readonly string[]): string =>
    texts
      .slice(0, 8)
      .map((text) => JSON.stringify(text.slice(0, 60)))
      .join(' ');
  return `${kind} ${ours.length}/${theirs.length}: only read ${few(minus(ours, theirs))}; not read ${few(minus(theirs, ours))}`;
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

function nothingFound(): Found {
  return {
    headings: [],
    lists: [],
    tables: [],
    quotes: [],
    links: [],
    pictures: [],
    bold: [],
    italic: [],
  };
}

/** The words by which a person would find it, or of an address what is the same however it is written. */
function asFound(text: string): string {
  return wordsIn(text.replace(/^(?:https?:)?\/\/[^/]*/, ''))
    .join('')
    .slice(0, 80);
}

/** Finds where in a line links, bold and italic begin; blanks begin none. */
class Runs {
  readonly #found: Found;
  #before: ReadonlyMap<Kind, string> = new Map();

  constructor(found: Found) {
    this.#found = found;
  }

  add(text: string, kinds: ReadonlyMap<Kind, string>): void {
    if (text.trim() === '') return;
    for (const [kind, value] of kinds)
      if (kind !== 'quotes' && kind !== 'tables' && this.#before.get(kind) !== value)
        this.#found[kind].push(asFound(value || text));
    this.#before = kinds;
  }

  endLine(): void {
    this.#before = new Map();
  }
}

function measureArticle(doc: Node): Measured {
  const found = nothingFound();
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
    if (kind !== undefined)
      found[kind].push(
        asFound(String(node.attrs['alt'] || (node.attrs['src'] ?? node.textContent))),
      );
    if (!node.isTextblock) return;
    const runs = new Runs(found);
    for (const child of node.children) {
      const around = child.marks.flatMap((mark) => {
        const of = marks[mark.type.name];
        return of === undefined ? [] : [[of, String(mark.attrs['href'] ?? '')] as const];
      });
      runs.add(child.text ?? '', new Map(around));
    }
  });
  return { words: wordsIn(plainText(doc)), found };
}

function measureMarkdown(source: string): Measured {
  const { head, body } = withoutHead(source);
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const found = nothingFound();
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
    if (kind !== undefined && (kind !== 'links' || hasWords(node)))
      found[kind].push(asFound('url' in node ? node.url : textIn(node)));
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
  if (head.title !== '' && !isSame) found.headings.push(asFound(head.title));
  // Notes become a list at the end.
  if (tree.children.some(({ type }) => type === 'footnoteDefinition')) found.lists.push('notes');
  if (!isSame) texts.push(head.title);
  texts.push(head.others);
  return { words: wordsIn(texts.join('\n')), found };
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

/**
 * Looks in that landmark of the page (its body, a `main` or an `article`) whose words are the most like those that were read: what
 * is around it was left out, but for a headline.
 */
function measurePage(source: string, read: Measured): Measured {
  const page = parse(source, { scriptingEnabled: false });
  const { words, root } = landmarksIn(page)
    .map((element) => ({ root: element, words: wordsIn(textOf(element)) }))
    .map((each) => ({ ...each, faults: faultsBetween(each.words, read.words) }))
    .reduce((best, each) => (each.faults < best.faults ? each : best));
  const found = nothingFound();
  find(root, { found, runs: new Runs(found), rules: rulesOf(source) }, new Map());
  const headlines = elementsOf(page).filter(({ tagName }) => tagName === 'h1');
  const own = read.found.headings[0] ?? '';
  const outside = headlines.find((headline) => asFound(textOf(headline)) === own);
  if (!found.headings.includes(own) && outside !== undefined)
    find(outside, { found, runs: new Runs(found), rules: rulesOf(source) }, new Map());
  return { words, found };
}

function landmarksIn(page: Tree): Tree[] {
  const isLandmark = (element: Element): boolean =>
    /^(?:body|main|article)$/.test(element.tagName) ||
    /^(?:main|article)$/.test(attribute(element, 'role'));
  return [page, ...elementsOf(page).filter(isLandmark)];
}

function faultsBetween(words: readonly string[], read: readonly string[]): number {
  return minus(words, read).length + minus(read, words).length;
}

function elementsOf(node: Tree): Element[] {
  const inside = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : [];
  return isElement(node) ? [node, ...inside] : inside;
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
      attribute(node, 'role').split(/\s+/)[0] ?? '',
    )
  );
}

function textOf(node: Tree, hidden: ReadonlySet<string> = new Set()): string {
  if ('value' in node) return node.value;
  if (!('childNodes' in node)) return '';
  // A script in a word doesn't part it; what is drawn does.
  if (isElement(node) && (isLeftOut(node) || isAbout(hidden, node)))
    return node.tagName === 'script' ? '' : ' ';
  const text = node.childNodes
    .map((child) => ('data' in child ? '' : textOf(child, hidden)))
    .join('');
  return isElement(node) && !INLINE.test(node.tagName) ? `\n${text}\n` : text;
}

interface Finding {
  readonly found: Found;
  readonly runs: Runs;
  readonly rules: Rules;
}

function find(node: Tree, to: Finding, around: ReadonlyMap<Kind, string>): void {
  if (node.nodeName === '#text' && 'value' in node) to.runs.add(node.value, around);
  if (!('childNodes' in node)) return;
  if (isElement(node)) {
    if (isLateTwin(node)) to.found.pictures.push(...picturesOf(node).map(addressOf));
    if (isAbout(to.rules.hidden, node)) return;
    if (isEmbedded(node)) to.found.links.push(asFound(attribute(node, 'src')));
    if (isLeftOut(node)) return;
  }
  const isLine =
    isElement(node) && !INLINE.test(node.tagName) && !/^(?:img|br)$/.test(node.tagName);
  const kind = isElement(node) ? blockKindOf(node) : null;
  if (kind === 'pictures' || (kind !== null && showsSomething(node, kind, to.rules))) {
    const address = attribute(node as Element, 'alt') || attribute(node as Element, 'src');
    to.found[kind].push(asFound(kind === 'pictures' ? address : textOf(node)));
  }
  // Code has neither links nor bold.
  const isCode = isElement(node) && node.tagName === 'pre';
  const inner =
    isElement(node) && !around.has('quotes') ? inlineKindsOf(node, around, to.rules) : around;
  if (isLine) to.runs.endLine();
  for (const child of node.childNodes) find(child, to, isCode ? IN_CODE : inner);
  if (isLine) to.runs.endLine();
}

/** Pictures for browsers without scripts, where no other is beside them. */
function isLateTwin(element: Element): boolean {
  const { parentNode } = element;
  if (element.tagName !== 'noscript' || parentNode === null) return false;
  const beside = parentNode.childNodes.filter((child) => child !== element && isElement(child));
  return !beside.some(
    (child) => isElement(child) && child.tagName !== 'noscript' && picturesOf(child).length > 0,
  );
}

function picturesOf(node: Tree): Element[] {
  return elementsOf(node).filter((each) => each.tagName === 'img' && isPicture(each));
}

function addressOf(image: Element): string {
  return asFound(attribute(image, 'src'));
}

/** A heading needs words; a table with neither words nor several pictures only frames what is in it. */
function showsSomething(node: Tree, kind: Kind, { hidden }: Rules): boolean {
  if (textOf(node, hidden).trim() !== '') return true;
  return kind !== 'headings' && picturesOf(node).length > (kind === 'tables' ? 1 : 0);
}

/** Marks that nothing is added to. */
const IN_CODE: ReadonlyMap<Kind, string> = new Map([['quotes', '']]);

/** What is embedded becomes a link. */
function isEmbedded(element: Element): boolean {
  if (!/^(?:iframe|embed|video|audio|object)$/.test(element.tagName)) return false;
  const inside = elementsOf(element).slice(1);
  if (
    element.tagName === 'object' &&
    (textOf({ ...element, tagName: 'div' }).trim() !== '' || inside.some(isEmbedded))
  )
    return false;
  const source = inside.find(({ tagName }) => tagName === 'source');
  const isDot = ['width', 'height'].some((name) => /^[01](?:px)?$/.test(attribute(element, name)));
  const isHidden =
    element.attrs.some(({ name }) => name === 'hidden') ||
    /display:\s*none|visibility:\s*hidden/.test(attribute(element, 'style'));
  return (
    /^(?!about:|javascript:|blob:|data:)\S/i.test(
      attribute(element, 'src') ||
        attribute(element, 'data') ||
        attribute(element, 'data-src') ||
        (source === undefined ? '' : attribute(source, 'src')),
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
  // Its scripts draw one that has addresses alone.
  if (tagName === 'picture')
    return elementsOf(element).some((each) => each.tagName === 'img') ||
      !elementsOf(element).some((each) => attribute(each, 'srcset') !== '')
      ? null
      : 'pictures';
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
  const isTwin =
    source === '' &&
    image.parentNode?.childNodes.some((child) => child.nodeName === 'noscript') === true;
  return (
    (attribute(image, 'alt') !== '' && !isTwin) ||
    (source !== '' && !isSpacer) ||
    image.attrs.some(
      ({ name, value }) =>
        (/^data-(?:lazy-)?(?:src|srcset|original)$/.test(name) && value !== '') ||
        (name.startsWith('data-') && /^\S+\.(?:jpe?g|png|gif|webp)(?:\?\S*)?$/i.test(value)),
    )
  );
}

function inlineKindsOf(
  element: Element,
  around: ReadonlyMap<Kind, string>,
  { bold, light, italic, upright }: Rules,
): ReadonlyMap<Kind, string> {
  const { tagName } = element;
  const style = attribute(element, 'style');
  const found = new Map(around);
  const href = attribute(element, 'href').trim();
  if (tagName === 'a' && href !== '' && !/^(?!https?:|mailto:)[^/?#:]*:/i.test(href))
    found.set('links', href);
  if (/^(?:b|strong)$/.test(tagName)) found.set('bold', '');
  if (/^(?:i|em)$/.test(tagName)) found.set('italic', '');
  // Bold as headings are anyway.
  if (/^(?:h[1-6]|th)$/.test(tagName)) found.set('tables', '');
  const isHeading = found.has('tables');
  if (isAbout(light, element)) found.delete('bold');
  else if (isAbout(bold, element) && !isHeading) found.set('bold', '');
  if (isAbout(upright, element)) found.delete('italic');
  else if (isAbout(italic, element)) found.set('italic', '');
  if (/font-weight:\s*(?:bold|[6-9]00)/i.test(style) && !isHeading) found.set('bold', '');
  if (/font-style:\s*(?:italic|oblique)/i.test(style)) found.set('italic', '');
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
