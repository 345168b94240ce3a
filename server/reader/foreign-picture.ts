/** Pictures of other hosts on the published page: a placeholder that names the host, and the frame in which one is shown. */
import { escapeHtml } from '../html/escape.ts';
import type { ShownPicture } from '../html/render-article.ts';
import { foreignHost } from '../../shared/article/picture-hosts.ts';
import { fill } from '../../shared/reader/reader-words.ts';
import type { ReaderWords } from '../../shared/reader/reader-words.ts';

/** Of the page: its own absolute address, the listed hosts, its words. */
export interface PictureContext {
  readonly url: string;
  readonly pictureHosts: readonly string[];
  readonly words: ReaderWords;
}

/** Our own pictures by their path, since a page may be reached by another name of this server; the script shows what is held back. */
export function shownPicture(address: string, alt: string, context: PictureContext): ShownPicture {
  const { url, pictureHosts, words } = context;
  const host = foreignHost(address, url, pictureHosts);
  if (host !== null) return { kind: 'placeholder', html: placeholder(address, host, alt, words) };
  const { origin, pathname, search } = new URL(address, url);
  const isOwn = origin === new URL(url).origin;
  return { kind: 'address', address: isOwn ? `${pathname}${search}` : address };
}

/** No text, which would be words of the article: the style shows the labels, and the script makes the button. */
function placeholder(address: string, host: string, alt: string, words: ReaderWords): string {
  const { language, picture } = words;
  const from = fill(picture.from, 'host', host);
  const label = alt === '' ? from : `${alt} · ${from}`;
  const facts = { address, host, show: picture.show, language };
  const attributes = Object.entries(facts).map(
    ([name, value]) => ` data-${name}="${escapeHtml(value)}"`,
  );
  return `<span class="held"${attributes.join('')}><span class="says" role="img" aria-label="${escapeHtml(label)}"></span></span>`;
}

/** A whole document with nothing but the picture: the page that frames it says what it shows, and lays it out. */
export function renderForeignPicture(address: string): string {
  return `<!doctype html>
<html lang="">
<head>
<meta charset="utf-8">
<title>${escapeHtml(new URL(address).host)}</title>
</head>
<body><img src="${escapeHtml(address)}" alt="" referrerpolicy="no-referrer"></body>
</html>
`;
}
