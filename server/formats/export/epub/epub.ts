/** Writes an annotated copy as an e-book: EPUB 3, with the notes behind the text. */
import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { canonicalLanguage } from '../../../../shared/article/language.ts';
import { blockText } from '../../../../shared/article/plain-text.ts';
import type { PictureMediaType } from '../../../../shared/article/pictures.ts';
import { escapeHtml } from '../../../html/escape.ts';
import { picturesIn } from '../copy-pictures.ts';
import { exactTime } from '../facts.ts';
import type { AnnotatedCopy, Exporter, KeptPicture } from '../../format.ts';
import { articlePage, contentsPage, PAGE, titleOf } from './page.ts';
import { EPUB_STYLE } from './style.ts';

/** See https://www.w3.org/TR/epub-33/#sec-core-media-types; readers need draw no others. */
const ENDINGS: Readonly<Record<PictureMediaType, string | null>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': null,
};
/** The earliest that a ZIP can say, by the local clock, which it means. */
const NO_TIME = new Date(1980, 0, 1);

/** EPUB 3.3 in a ZIP whose first file is its media type, as it is. */
export const epubExporter: Exporter = { write: bookOf };

function bookOf(copy: AnnotatedCopy): Uint8Array {
  const pictures = picturesIn(copy).flatMap((one): Picture[] =>
    nameOf(one) === null ? [] : [{ ...one, name: nameOf(one) ?? '' }],
  );
  const names = new Map(pictures.map(({ hash, name }) => [hash, name]));
  const pictureOf = (address: string): string | null =>
    names.get(copy.pictureAt(address)?.hash ?? '') ?? null;
  const files: Zippable = {
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(CONTAINER),
    'OEBPS/package.opf': strToU8(packageXml(copy, pictures)),
    'OEBPS/contents.xhtml': strToU8(contentsPage(copy)),
    [`OEBPS/${PAGE}`]: strToU8(articlePage(copy, pictureOf)),
    'OEBPS/style.css': strToU8(EPUB_STYLE),
  };
  for (const { name, bytes } of pictures) files[`OEBPS/${name}`] = [bytes, { level: 0 }];
  return zipSync(files, { level: 6, mtime: NO_TIME });
}

interface Picture extends KeptPicture {
  readonly name: string;
}

function nameOf({ hash, mediaType }: KeptPicture): string | null {
  const ending = ENDINGS[mediaType];
  return ending === null ? null : `pictures/${hash}.${ending}`;
}

const CONTAINER = `<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
`;

/** Says what the book is, and what is in it. */
function packageXml(copy: AnnotatedCopy, pictures: readonly Picture[]): string {
  const { article, doc, url } = copy;
  const language = canonicalLanguage(article.language) ?? 'und';
  const byline = doc.children.find(({ type }) => type.name === 'byline');
  const author = byline === undefined ? '' : blockText(byline).replace(/\s+/g, ' ').trim();
  const modified = exactTime(article.modified)?.slice(0, 19) ?? '1980-01-01T00:00:00';
  const isFromRight = article.direction === 'rtl';
  const items = pictures.map(
    ({ name, mediaType, hash }) =>
      `<item id="p-${hash}" href="${name}" media-type="${mediaType}"/>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"${isFromRight ? ' dir="rtl"' : ''}>
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${escapeHtml(url)}</dc:identifier>
<dc:title>${escapeHtml(titleOf(copy))}</dc:title>
<dc:language>${escapeHtml(language)}</dc:language>
${author === '' ? '' : `<dc:creator>${escapeHtml(author)}</dc:creator>\n`}<meta property="dcterms:modified">${modified}Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="article" href="${PAGE}" media-type="application/xhtml+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
${items.join('')}</manifest>
<spine${isFromRight ? ' page-progression-direction="rtl"' : ''}>
<itemref idref="article"/>
</spine>
</package>
`;
}
