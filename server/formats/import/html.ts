/** Imports HTML: the article of a page, read leniently into the article schema, which alone decides what is kept. */
import { DOMParser } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { textBlocks } from '../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import type { ImportedArticle } from '../format.ts';
import { assembleArticle } from './assemble.ts';
import type { Declared } from './assemble.ts';
import { cleanCharacters, isBlank } from './characters.ts';
import { fromText } from './from-text.ts';
import { articleRoot, markHead } from './html-head.ts';
import { isNestedDeeper, textOfHtml } from './html-tags.ts';
import { closest, decodeEntities, elementsUnder, fitTree, parseTree } from './html-tree.ts';
import { prune, tagOf } from './html-tree.ts';
import type { TreeElement } from './html-tree.ts';
import { readText } from './text.ts';

/** ProseMirror's parser calls itself for each level, and the tree's takes quadratic time. */
const MAX_ELEMENT_DEPTH = 256;
/** Below what the text gate allows. */
const MAX_DOCUMENT_DEPTH = 48;

/** See `readHtml`. */
export const htmlImporter = fromText(readHtml);

/**
 * HTML. The first `<h1>` is the title (else the page's `<title>` is the name only); a paragraph of class `standfirst`,
 * `subtitle` or `lead` and an element of class `byline`, `rel=author` or `<address>` are the lines below it. A declared
 * language and direction win over detected ones. Elements nested too deeply come out as plain text.
 */
export function readHtml(content: string): ImportedArticle {
  const html = cleanCharacters(content);
  if (isNestedDeeper(html, MAX_ELEMENT_DEPTH)) return readWords(html);
  const document = parseTree(html);
  const declared = declaredBy(document);
  prune(document);
  const root = articleRoot(document);
  const own = root === document ? {} : declarationsOn(root);
  markHead(document, root);
  fitTree(document, root);
  // Any DOM node will do for it; the type that it names is the browser's.
  const doc = DOMParser.fromSchema(articleSchema).parse(root as never);
  const blocks = isDeeper(doc, MAX_DOCUMENT_DEPTH) ? flattened(doc) : doc.children;
  return assembleArticle(withTitle(blocks), { ...declared, ...own });
}

function readWords(html: string): ImportedArticle {
  return readText(decodeEntities(textOfHtml(html)));
}

/** What `<html>`, or the one around all, says of the page; asked before the head is dropped. */
function declaredBy(document: TreeElement): Declared {
  const elements = elementsUnder(document);
  const page = elements.find((element) => tagOf(element) === 'html');
  const title = elements.find((element) => tagOf(element) === 'title')?.textContent ?? null;
  return { title, ...(page === undefined ? {} : declarationsOn(page)) };
}

/** The `lang` and `dir` that hold on an element; a key is absent where nothing usable is said. */
function declarationsOn(element: TreeElement): Declared {
  const language = nearest(element, 'lang');
  const direction = nearest(element, 'dir')?.toLowerCase();
  return {
    ...(language === null ? {} : { language }),
    ...(direction === 'ltr' || direction === 'rtl' ? { direction } : {}),
  };
}

function nearest(element: TreeElement, attribute: string): string | null {
  const holder = closest(element, (above) => !isBlank(above.getAttribute(attribute) ?? ''));
  return holder?.getAttribute(attribute)?.trim() ?? null;
}

/**
 * The first heading of level 1 becomes the title. The parser's own title nodes are loose text: it puts that into the
 * first kind of line that the schema names.
 */
function withTitle(blocks: readonly Node[]): Node[] {
  const { title, paragraph } = articleSchema.nodes;
  const lines = blocks.map((block) =>
    block.type === title ? paragraph.create(null, block.content) : block,
  );
  const index = lines.findIndex(
    (line) => line.type.name === 'heading' && line.attrs.level === 1 && !isBlank(line.textContent),
  );
  return lines.map((line, at) => (at === index ? title.create(null, line.content) : line));
}

function isDeeper(node: Node, levels: number): boolean {
  return levels < 0 || node.children.some((child) => isDeeper(child, levels - 1));
}

/** The lines of a document without what they are nested in. */
function flattened(doc: Node): Node[] {
  const { paragraph, figure, image } = articleSchema.nodes;
  return textBlocks(doc).map(({ node }) => {
    if (node.type === image) return figure.create(null, node);
    return doc.children.includes(node) || !node.isTextblock
      ? node
      : paragraph.create(null, node.content);
  });
}
