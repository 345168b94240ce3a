/** Imports Markdown: what markdown-it makes of it goes through the rules for foreign HTML. */
import MarkdownIt from 'markdown-it';
import deflist from 'markdown-it-deflist';
import footnote from 'markdown-it-footnote';
import type { Node, NodeType } from 'prosemirror-model';
import { safeLink } from '../../../shared/article/addresses.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { blocksIn } from '../../../shared/foreign/blocks.ts';
import { mendTree } from '../../../shared/foreign/read-foreign.ts';
import { leftOutSentences, noneLeftOut } from '../../../shared/foreign/tally.ts';
import type { ImportedArticle, Importer } from '../format.ts';
import { assembleArticle } from './assemble.ts';
import { cleanCharacters, isBlank } from './characters.ts';
import { EmbeddedPictures } from './embedded-pictures.ts';
import { readFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import { returnedFile, withNotes } from './carried-notes.ts';
import { withoutFrontMatter } from '../own-marks.ts';
import { fromText, returnedText } from './from-text.ts';
import { isByline } from './headline.ts';
import { shallow } from './html.ts';
import { textOfHtml } from './html-tags.ts';
import { bodyOf } from './html-root.ts';
import { decodeEntities, parseTree } from './html-tree.ts';
import { notesInMarkdown } from './markdown-copy-notes.ts';
import { keepNotes } from './markdown-notes.ts';
import { keepPlainTags } from './markdown-html.ts';
import { readPandoc } from './markdown-pandoc.ts';
import { keepReferences } from './markdown-references.ts';
import { adaptParser } from './markdown-rules.ts';
import { articleOfMarkdownCopy, markdownOfCopy } from './own-copy.ts';
import { paragraphsOf } from './paragraphs.ts';

const { title, standfirst, byline, paragraph } = articleSchema.nodes;

/** As far as title, standfirst and byline reach, in UTF-16 units. */
const BEGINNING = 20_000;

/** See `readMarkdown`. A copy of ours comes with its notes. */
export const markdownImporter: Importer = {
  ...fromText((markdown) => withNotes(readMarkdown(markdown), notesInMarkdown(markdown))),
  readReturned: returnedText((markdown) => {
    const found = notesInMarkdown(markdown);
    return found && returnedFile(readMarkdown(markdown), found);
  }),
};

/**
 * Markdown. The front matter's title, else a `# ` heading at the start, is the title; its subtitle, else a paragraph below that is
 * emphasised as a whole (`*…*`), is the standfirst; and its author, else a paragraph that reads like a byline (`By …`), before or
 * after the standfirst, is the byline. What else front matter says is of no use to readers, and is left out.
 */
export function readMarkdown(content: string): ImportedArticle {
  const own = articleOfMarkdownCopy(content);
  if (own !== null) return own;
  const clean = cleanCharacters(content);
  const matter = ownFrontMatter(clean) ?? readFrontMatter(markdownOfCopy(clean) ?? clean);
  const left = noneLeftOut();
  const embedded = new EmbeddedPictures();
  const html = newParser(matter.body).render(matter.body);
  const page = parseTree(html);
  const blocks =
    page === null
      ? plainBlocks(html)
      : shallow(blocksIn(bodyOf(mendTree(page, left, embedded.keep))));
  const article = assembleArticle(withHead(blocks, matter), { language: matter.language });
  return { ...article, warnings: leftOutSentences(left), pictures: embedded.found };
}

/** Ours repeats what the text begins with, and is known by that; null where it is another's, or there is none. */
function ownFrontMatter(markdown: string): FrontMatter | null {
  const [body, language] = withoutFrontMatter(markdown);
  if (body === markdown) return null;
  const bare = (words: string): string => words.replace(/[^\p{L}\p{N}]+/gu, '');
  const beginning = bare(decodeEntities(body.slice(0, BEGINNING).replace(/<[^<>]*>/g, '')));
  const head = markdown.slice(0, markdown.length - body.length);
  const values = head.matchAll(/^(?:title|subtitle|author): (".*")$/gm);
  for (const [, value = ''] of values)
    if (!beginning.includes(bare(String(JSON.parse(value))))) return null;
  return { title: '', standfirst: '', byline: '', language, body };
}

function plainBlocks(html: string): Node[] {
  return paragraphsOf(decodeEntities(textOfHtml(html))).map(({ text }) =>
    paragraph.create(null, articleSchema.text(text)),
  );
}

function withHead(blocks: readonly Node[], matter: FrontMatter): Node[] {
  const rest = [...blocks];
  const head: Node[] = [];
  const first = rest.find((block) => block.type.name !== 'figure');
  const named = isBlank(matter.title) ? null : matter.title;
  const isSame = first?.type.name === 'heading' && named === asLine(first.textContent);
  if (first !== undefined && (isSame || (named === null && isTitleHeading(first)))) {
    head.push(retype(first, title));
    rest.splice(rest.indexOf(first), 1);
  } else if (named !== null) head.push(title.create(null, articleSchema.text(named)));
  // The rest of the head is recognised by its place below the title.
  for (const type of head.length > 0 ? roles(rest) : []) {
    const line = rest.shift();
    if (line !== undefined) head.push(retype(line, type));
  }
  head.push(...saidLines(matter, [...head, ...rest.slice(0, 3)]));
  return [...inOrder(head), ...rest];
}

/** What the front matter says, unless the text begins with it anyway. */
function saidLines(
  { standfirst: summary, byline: names }: FrontMatter,
  shown: readonly Node[],
): Node[] {
  const isShown = (words: string): boolean =>
    shown.some((block) => asLine(block.textContent) === words);
  const has = (type: NodeType): boolean => shown.some((block) => block.type === type);
  const lines: Node[] = [];
  if (!isBlank(summary) && !isShown(summary))
    lines.push(
      (has(standfirst) ? paragraph : standfirst).create(null, articleSchema.text(summary)),
    );
  if (!isBlank(names) && !isShown(names))
    lines.push((has(byline) ? paragraph : byline).create(null, articleSchema.text(names)));
  return lines;
}

/** The title, then the lines that the text has below it, in its own order, then those of the front matter. */
function inOrder(head: readonly Node[]): Node[] {
  const titles = head.filter(({ type }) => type === title);
  return [...titles, ...head.filter(({ type }) => type !== title)];
}

function asLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function isTitleHeading(block: Node): boolean {
  return block.type.name === 'heading' && block.attrs.level === 1 && !isBlank(block.textContent);
}

/** What the one or two lines below the title are, in their order. */
function roles(blocks: readonly Node[]): NodeType[] {
  const found: NodeType[] = [];
  for (const block of blocks.slice(0, 2)) {
    const type = isEmphasised(block) ? standfirst : isBylineBlock(block) ? byline : null;
    if (type === null || found.includes(type)) break;
    found.push(type);
  }
  return found;
}

function isEmphasised(block: Node): boolean {
  if (block.type !== paragraph || isBlank(block.textContent)) return false;
  return block.children.every(({ marks }) => marks.some(({ type }) => type.name === 'em'));
}

function isBylineBlock(block: Node): boolean {
  return block.type === paragraph && isByline(block.textContent);
}

/** The same words as another kind of line; what emphasised all of a standfirst has said what it had to. */
function retype(block: Node, type: NodeType): Node {
  if (type !== standfirst) return type.create(null, block.content);
  const em = articleSchema.marks.em;
  return type.create(
    null,
    block.children.map((child) => child.mark(em.removeFromSet(child.marks))),
  );
}

/** Made for each file, since a parser is cheap, and what is a tag or a reference depends on the whole source. */
function newParser(source: string): MarkdownIt {
  // Our own rule ends nesting long before this limit, at which markdown-it would skip text. Its types don't know it.
  const options = { html: true, linkify: true, maxNesting: 100 };
  const markdown = new MarkdownIt('commonmark', options);
  markdown.enable(['table', 'strikethrough', 'linkify']);
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  markdown.use(footnote).use(deflist);
  // A picture's data is no text either; whether a picture is shown is decided later.
  markdown.validateLink = (address) => /^data:image\//i.test(address) || safeLink(address) !== null;
  adaptParser(markdown);
  keepReferences(markdown, source);
  keepNotes(markdown);
  keepPlainTags(markdown, source);
  readPandoc(markdown);
  return markdown;
}
