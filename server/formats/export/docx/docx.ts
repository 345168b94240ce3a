/** Writes an annotated copy as a Word file: the threads are comments, shades and tracked changes that Word takes for its own. */
import type { AnnotatedCopy, Exporter } from '../../format.ts';
import { blocksXml } from './blocks.ts';
import { closingXml } from './closing.ts';
import { commentParts } from './comments.ts';
import { wordLanguage } from './languages.ts';
import { linkList } from './links.ts';
import { SPACES } from './namespaces.ts';
import { mediaList } from './media.ts';
import { numberingList } from './numbering.ts';
import { originParts } from './origin.ts';
import { relationshipId, wordFile } from './package.ts';
import type { Part } from './package.ts';
import { applicationXml, coreXml, footXml, sectionXml, settingsXml, TEXT_WIDTH } from './page.ts';
import { stylesXml } from './styles.ts';
import { textWriter } from './text-writer.ts';
import { threadsOf } from './threads.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MICROSOFT = 'http://schemas.microsoft.com/office';
const OPEN_XML = 'application/vnd.openxmlformats';
const WORD = `${OPEN_XML}-officedocument.wordprocessingml`;
const DOCUMENT = 'word/document.xml';
const COMMENTS = 'word/comments.xml';
const FOOT = 'word/footer1.xml';

/** Office Open XML, transitional (ECMA-376 part 4), with Microsoft's later parts for the threads of comments. */
export const docxExporter: Exporter = { write: (copy) => wordFile(partsOf(copy)) };

function partsOf(copy: AnnotatedCopy): Part[] {
  const language = wordLanguage(copy.article.language);
  const threads = threadsOf(copy);
  // One list for both parts: pandoc looks up those of comments in that of the text.
  const links = linkList(copy.url);
  const numbering = numberingList();
  const text = textWriter(copy, threads, links);
  const around = { direction: copy.article.direction, indent: 0, width: TEXT_WIDTH, depth: 0, style: null, marker: null } as const; // prettier-ignore
  const media = mediaList();
  const { pictureAt } = copy;
  const blocks = blocksXml(copy.doc.children, around, { text, links, numbering, media, pictureAt });
  const closing = closingXml(copy, threads, links);
  const body = element('w:body', {}, blocks, closing, sectionXml(copy, relationshipId(FOOT)));
  const comments = commentParts(copy, threads, links);
  const document = element('w:document', SPACES.main, body);
  return [
    part(DOCUMENT, 'document.main', 'officeDocument', document, null, links.relationships()),
    part('word/styles.xml', 'styles', 'styles', stylesXml(language)),
    part('word/settings.xml', 'settings', 'settings', settingsXml(language.tags)),
    part('word/numbering.xml', 'numbering', 'numbering', numbering.xml()),
    part(FOOT, 'footer', 'footer', footXml()),
    ...(comments === null
      ? []
      : [
          part(COMMENTS, 'comments', 'comments', comments.comments, DOCUMENT, links.relationships()),
          younger('commentsExtended', '2011', comments.extended),
          younger('commentsIds', '2016/09', comments.ids),
          younger('commentsExtensible', '2018/08', comments.extensible),
          younger('people', '2011', comments.people),
        ]),
    ...media.parts(DOCUMENT),
    ...originParts(copy, threads, DOCUMENT),
    {
      path: 'docProps/core.xml',
      contentType: `${OPEN_XML}-package.core-properties+xml`,
      relationship: 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
      of: null,
      xml: coreXml(copy),
    },
    {
      path: 'docProps/app.xml',
      contentType: `${OPEN_XML}-officedocument.extended-properties+xml`,
      relationship: `${OFFICE}/extended-properties`,
      of: null,
      xml: applicationXml(),
    },
  ]; // prettier-ignore
}

function part(
  path: string,
  type: string,
  relationship: string,
  xml: Xml,
  of: string | null = DOCUMENT,
  outside: readonly Xml[] = [],
): Part {
  const contentType = `${WORD}.${type}+xml`;
  return { path, contentType, relationship: `${OFFICE}/${relationship}`, of, xml, outside };
}

/** A part that came with the Word of a year. */
function younger(name: string, year: string, xml: Xml): Part {
  return {
    path: `word/${name}.xml`,
    contentType: `${WORD}.${name}+xml`,
    relationship: `${MICROSOFT}/${year}/relationships/${name}`,
    of: DOCUMENT,
    xml,
  };
}
