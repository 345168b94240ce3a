/** Reads the clipboard's HTML by the rules for foreign HTML, as files are read. */
import { DOMSerializer, Fragment } from 'prosemirror-model';
import { articleSchema } from '../../../shared/article/schema.ts';
import { blocksIn } from '../../../shared/foreign/blocks.ts';
import { KEEP_NONE } from '../../../shared/foreign/embedded.ts';
import type { KeepEmbedded } from '../../../shared/foreign/embedded.ts';
import { mendTree } from '../../../shared/foreign/read-foreign.ts';
import { leftOutSentences, noneLeftOut } from '../../../shared/foreign/tally.ts';
import { foreignElement } from '../../../shared/foreign/tree.ts';
import type { ForeignElement, ForeignNode } from '../../../shared/foreign/tree.ts';

/** Under which name styles pass the page's content policy, which empties them in whatever document the page makes. */
const STYLE = 'data-foreign-style';
/** As the specification of HTML has it, tags that quote their attributes properly. */
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'"<>])*>/gi;
const STYLE_NAME = /("[^"]*"|'[^']*')|([\s/"'])style(?=\s*=)/gi;
const SHEET = /<style\b[^>]*>([^]*?)<\/style\s*>/gi;
/** Cells without their table, which a parser would drop. */
const LOOSE_CELLS =
  /^(?:\s|<!--[^]*?-->|<\/?(?:html|head|body|meta)\b[^>]*>)*<(?:tr|t[dh]|tbody|thead)\b/i;

/**
 * What is pasted, as HTML of the article schema; what an editor like this one has copied is left as it is. `leftOut` is told in
 * sentences what was left out on purpose, such as a word processor's comments; `keep` has the pictures whose data are in it.
 */
export function mendPasted(
  html: string,
  leftOut: (sentences: readonly string[]) => void = () => {},
  keep: KeepEmbedded = KEEP_NONE,
): string {
  if (/<[^>]*\sdata-pm-slice=/.test(html)) return html;
  const left = noneLeftOut();
  const blocks = blocksIn(mendTree(treeOf(html), left, keep));
  const sentences = leftOutSentences(left);
  if (sentences.length > 0) leftOut(sentences);
  // In a document of its own, in which no picture is loaded.
  const document = globalThis.document.implementation.createHTMLDocument('');
  const holder = document.createElement('div');
  const serializer = DOMSerializer.fromSchema(articleSchema);
  holder.append(serializer.serializeFragment(Fragment.from(blocks), { document }));
  return holder.innerHTML;
}

/** The addresses of those pictures in what is pasted whose data stand in them. */
export function embeddedIn(html: string): string[] {
  if (!/data:image\//i.test(html)) return [];
  const found = new Set<string>();
  mendTree(treeOf(html), noneLeftOut(), (address) => {
    found.add(address);
    return null;
  });
  return [...found];
}

/** Whether what is pasted shows pictures alone, or nothing. */
export function isWithoutWords(html: string): boolean {
  return blocksIn(mendTree(treeOf(html), noneLeftOut())).every(
    ({ textContent }) => textContent.trim() === '',
  );
}

function treeOf(html: string): ForeignElement {
  const sheets = [...html.matchAll(SHEET)].map(([, css = '']) =>
    foreignElement('style', {}, [css]),
  );
  const whole = LOOSE_CELLS.test(html) ? `<table>${html}</table>` : html;
  const renamed = whole
    .replace(SHEET, '')
    .replace(TAG, (tag) => tag.replace(STYLE_NAME, renameStyle));
  const { documentElement } = new DOMParser().parseFromString(renamed, 'text/html');
  return foreignElement('html', {}, [...sheets, ...childrenOf(documentElement)]);
}

function renameStyle(found: string, quoted: string | undefined, before = ''): string {
  return quoted === undefined ? `${before}${STYLE}` : found;
}

function childrenOf(node: Node): ForeignNode[] {
  return [...node.childNodes].flatMap((child): ForeignNode[] => {
    if (child instanceof Text) return [child.data];
    return child instanceof Element ? [foreignOf(child)] : [];
  });
}

function foreignOf(element: Element): ForeignElement {
  const attributes = [...element.attributes].map(
    ({ name, value }) => [name === STYLE ? 'style' : name, value] as const,
  );
  return foreignElement(element.localName, new Map(attributes), childrenOf(element));
}
