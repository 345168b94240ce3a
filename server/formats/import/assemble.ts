/** Makes an imported article of its blocks: the document, its name, its language and direction. */
import type { Node } from 'prosemirror-model';
import { canonicalLanguage } from '../../../shared/article/language.ts';
import type { Direction } from '../../../shared/article/language.ts';
import { blockText, plainText } from '../../../shared/article/plain-text.ts';
import { OBJECT_CHARACTER, articleSchema } from '../../../shared/article/schema.ts';
import type { ImportedArticle } from '../format.ts';
import { detectLanguage, directionOfText } from './language.ts';
import { isBlank, shorten } from './characters.ts';

/** The catalogue takes no longer name. */
const MAX_NAME = 500;
const MAX_NAME_FROM_TEXT = 80;

/** What the file says of itself; the empty string and a malformed tag count as nothing said. */
export interface Declared {
  readonly title?: string | null;
  readonly language?: string | null;
  readonly direction?: Direction | null;
}

/**
 * The document of `blocks`, empty ones left out. A title node comes first where there is one, and only words of the
 * text are ever in it; the article's name is the title, else the declared title, else the first words, else "Untitled".
 */
export function assembleArticle(blocks: readonly Node[], declared: Declared = {}): ImportedArticle {
  const kept = blocks.filter((block) => !isEmpty(block));
  const title = kept.find((block) => block.type.name === 'title');
  const ordered = title === undefined ? kept : [title, ...kept.filter((block) => block !== title)];
  const { doc: docType, paragraph } = articleSchema.nodes;
  return articleOf(
    docType.create(null, ordered.length > 0 ? ordered : paragraph.create()),
    declared,
  );
}

/** The document as it is, with its name, language and direction, found as above. */
export function articleOf(doc: Node, declared: Declared = {}): ImportedArticle {
  const title = doc.children.find((block) => block.type.name === 'title');
  const text = plainText(doc);
  const language = canonicalLanguage(declared.language ?? '') ?? detectLanguage(text);
  return {
    doc,
    title: nameOf(title, declared, text),
    language,
    direction: declared.direction ?? directionOfText(language, text),
    warnings: [],
    pictures: [],
    threads: [],
    gone: [],
  };
}

/** Whether a block shows nothing: no words, no image, no rule. */
function isEmpty(block: Node): boolean {
  if (block.textContent.trim() !== '' || block.type.name === 'rule') return false;
  let shows = false;
  block.descendants(({ type, attrs }) => {
    shows ||=
      type.name === 'rule' || (type.name === 'image' && (attrs.src !== '' || attrs.alt !== ''));
    return !shows;
  });
  return !shows;
}

function nameOf(title: Node | undefined, declared: Declared, text: string): string {
  const said = title === undefined ? '' : blockText(title);
  const given = isBlank(said) ? (declared.title ?? '') : said;
  if (!isBlank(given)) return shorten(given, MAX_NAME);
  // Only the beginning is looked at: an article may have megabytes.
  const words = text.slice(0, 2000).replaceAll(OBJECT_CHARACTER, ' ');
  return isBlank(words) ? 'Untitled' : shorten(words, MAX_NAME_FROM_TEXT);
}
