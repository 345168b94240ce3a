/** Makes XHTML, which e-book readers parse strictly, of the HTML that copies are written in. */
import { escapeHtml } from '../../../html/escape.ts';

const VOID = /<(br|hr|img)((?: [^<>]*)?)>/g;
/** Of notes and their numbers, which are in the page. */
const OWN = /^#(?:note|ref)-\d+$/;

/** `html` is ours: in lower case, each attribute in quotation marks, each tag closed. Links are absolute then, or within the page. */
export function toXhtml(html: string, base: string): string {
  return html
    .replace(VOID, '<$1$2/>')
    .replaceAll('<span hidden>', '<span hidden="hidden">')
    .replace(/ href="([^"]*)"/g, (_, address: string) => {
      const href = addressOf(unescaped(address), base);
      return href === null ? '' : ` href="${escapeHtml(href)}"`;
    });
}

/** A page of XHTML; `language` is a BCP 47 tag or the empty string, `head` and `body` are XHTML. */
export function xhtmlPage(
  title: string,
  body: string,
  { language, direction }: { readonly language: string; readonly direction: string },
): string {
  const lang = escapeHtml(language);
  return `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="${lang}" lang="${lang}" dir="${direction}">
<head>
<meta charset="utf-8"/>
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="style.css"/>
</head>
<body>
${body}</body>
</html>
`;
}

/** Null where it is none that a file may have. */
function addressOf(address: string, base: string): string | null {
  if (OWN.test(address)) return address;
  if (!URL.canParse(address, base)) return null;
  const { href, protocol } = new URL(address, base);
  return /^(?:https?|mailto):$/.test(protocol) ? href : null;
}

function unescaped(value: string): string {
  return value
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
