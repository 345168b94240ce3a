/** Imports HTML: the article of a page, mended by the rules for foreign HTML. */
import type { Node } from 'prosemirror-model';
import { textBlocks } from '../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { blocksIn } from '../../../shared/foreign/blocks.ts';
import { mendTree } from '../../../shared/foreign/read-foreign.ts';
import { leftOutSentences, noneLeftOut } from '../../../shared/foreign/tally.ts';
import { withChildren } from '../../../shared/foreign/tree.ts';
import { textIn } from '../../../shared/tree.ts';
import type { ForeignElement } from '../../../shared/foreign/tree.ts';
import type { ImportedArticle, Importer } from '../format.ts';
import { assembleArticle } from './assemble.ts';
import { cleanCharacters } from './characters.ts';
import { EmbeddedPictures } from './embedded-pictures.ts';
import { partedByReadability } from './clean-up.ts';
import type { Parted } from './clean-up.ts';
import { returnedFile, withNotes } from './carried-notes.ts';
import { fromText, returnedText } from './from-text.ts';
import { notesInHtml } from './html-copy-notes.ts';
import { headOf } from './html-head.ts';
import type { Head } from './html-head.ts';
import { declarationsOn, metadataOf } from './html-metadata.ts';
import type { Metadata } from './html-metadata.ts';
import { articleRoot, bodyOf } from './html-root.ts';
import { textOfHtml } from './html-tags.ts';
import { decodeEntities, parseTree } from './html-tree.ts';
import { goneSentences } from './article-part.ts';
import { articleOfHtmlCopy, textOfCopy } from './own-copy.ts';
import { readText } from './text.ts';

/** Below what the text gate allows. */
const MAX_DOCUMENT_DEPTH = 48;

const { title: titleType, byline: bylineType, paragraph, figure, image } = articleSchema.nodes;

/** See `readHtml`. A copy of ours comes with its notes. */
export const htmlImporter: Importer = {
  ...fromText((html, cleanUp) => withNotes(readHtml(html, cleanUp), notesInHtml(html))),
  readReturned: returnedText((html) => {
    const found = notesInHtml(html);
    return found && returnedFile(readHtml(html), found);
  }),
};

/**
 * HTML. The heading of the article is the title, where nothing is before it or the page's metadata name it; a paragraph of class
 * `standfirst`, `subtitle` or `lead` and an element of class `byline`, `rel=author` or `<address>` are the lines below it. A
 * declared language and direction win over detected ones. Elements nested too deeply come out as plain text. With `cleanUp` what
 * is around the text of the page is taken out, and counted.
 */
export function readHtml(content: string, cleanUp = false): ImportedArticle {
  const own = articleOfHtmlCopy(content);
  if (own !== null) return own;
  const html = cleanCharacters(content);
  const page = parseTree(html);
  if (page === null) return readText(decodeEntities(textOfHtml(html)));
  const metadata = metadataOf(page);
  const left = noneLeftOut();
  const embedded = new EmbeddedPictures();
  const copied = textOfCopy(page, metadata.generator);
  const body = bodyOf(
    mendTree(copied === null ? page : withChildren(page, [copied]), left, embedded.keep),
  );
  const root = articleRoot(body);
  const head = headOf(body, root, metadata);
  // A copy of our own is all text.
  const { stays, goes } =
    cleanUp && copied === null
      ? cleanedUp(root, head)
      : { stays: root, goes: withChildren(root, []) };
  const blocks = withHead(
    body,
    stays,
    stays === root ? head : headOf(body, stays, metadata),
    metadata,
  );
  const gone = shallow(blocksIn(goes));
  const declared = declarationsOn([page, bodyOf(page), ...pathTo(body, root)]);
  const title = metadata.titles.at(-1) ?? null;
  const article = assembleArticle(shallow(blocks), { title, ...declared });
  return {
    ...article,
    warnings: [...leftOutSentences(left), ...goneSentences(gone)],
    gone,
    pictures: embedded.found,
  };
}

/** The head stays, whatever it looks like. */
function cleanedUp(root: ForeignElement, { lines, headline }: Head): Parted {
  const always = [...lines.keys(), ...(headline === null ? [] : [headline])];
  return partedByReadability(root, new Set(always));
}

/** Blocks that are nested so deeply that a room would refuse them come out without what they are nested in. */
export function shallow(blocks: readonly Node[]): readonly Node[] {
  return blocks.some((block) => isDeeper(block, MAX_DOCUMENT_DEPTH - 1))
    ? flattened(blocks)
    : blocks;
}

/** The blocks of the root, with those lines of the head that stand outside of it or in the metadata alone. */
function withHead(
  body: ForeignElement,
  root: ForeignElement,
  { lines, outside }: Head,
  metadata: Metadata,
): Node[] {
  const blocks = blocksIn(root, lines);
  const title = outside === null ? [] : blocksIn(withChildren(body, [outside])).map(asTitle);
  const all = [...title, ...blocks];
  const hasByline = all.some(({ type }) => type === bylineType);
  const isSaid = hasByline || textIn(root).includes(metadata.author);
  const first = all.findIndex(({ type }) => type === titleType);
  if (isSaid || first < 0) return all;
  const byline = bylineType.create(null, articleSchema.text(metadata.author));
  const at = all[first + 1]?.type.name === 'standfirst' ? first + 2 : first + 1;
  return [...all.slice(0, at), byline, ...all.slice(at)];
}

function asTitle(block: Node): Node {
  return block.type.name === 'heading' ? titleType.create(null, block.content) : block;
}

/** The elements from one to another that is in it, this one last. */
function pathTo(from: ForeignElement, to: ForeignElement): ForeignElement[] {
  if (from === to) return [to];
  for (const child of from.children) {
    const rest = typeof child === 'string' ? [] : pathTo(child, to);
    if (rest.length > 0) return [from, ...rest];
  }
  return [];
}

function isDeeper(node: Node, levels: number): boolean {
  return levels < 0 || node.children.some((child) => isDeeper(child, levels - 1));
}

/** The lines of blocks without what they are nested in. */
function flattened(blocks: readonly Node[]): Node[] {
  const doc = articleSchema.nodes.doc.create(null, blocks);
  return textBlocks(doc).map(({ node }) => {
    if (node.type === image) return figure.create(null, node);
    return blocks.includes(node) || !node.isTextblock ? node : paragraph.create(null, node.content);
  });
}
