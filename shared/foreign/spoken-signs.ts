/** Elements whose signs a browser draws by itself, or that stand for another document: their words are put in. */
import { safeLink } from '../article/addresses.ts';
import { resolved } from './addresses.ts';
import { attributeOf, foreignElement, isWordless, mapChildren } from './tree.ts';
import { elementsIn } from '../tree.ts';
import type { ForeignElement, ForeignNode } from './tree.ts';

/** Outer and inner marks by the first part of a language tag; others are as in English. */
const QUOTES: Readonly<Record<string, readonly [string, string, string, string]>> = {
  be: ['«', '»', '„', '“'],
  cs: ['„', '“', '‚', '‘'],
  de: ['„', '“', '‚', '‘'],
  es: ['«', '»', '“', '”'],
  fr: ['«\u202F', '\u202F»', '“', '”'],
  it: ['«', '»', '“', '”'],
  ja: ['「', '」', '『', '』'],
  pl: ['„', '”', '«', '»'],
  ru: ['«', '»', '„', '“'],
  uk: ['«', '»', '„', '“'],
  zh: ['“', '”', '‘', '’'],
};
const ENGLISH = ['“', '”', '‘', '’'] as const;

/** The tree with quotation marks around `<q>`, readings of ruby in brackets, and a link for what is embedded. */
export function withSpokenSigns(root: ForeignElement, base: string | null): ForeignElement {
  return spoken(root, { base, language: '', depth: 0 });
}

interface Place {
  readonly base: string | null;
  readonly language: string;
  /** How many quotations are around it. */
  readonly depth: number;
}

function spoken(element: ForeignElement, outer: Place): ForeignElement {
  const language = attributeOf(element, 'lang') || outer.language;
  const depth = outer.depth + (element.tag === 'q' ? 1 : 0);
  const place = { ...outer, language, depth };
  return mapChildren(element, (child) => inWords(spoken(child, place), place));
}

function inWords(element: ForeignElement, place: Place): ForeignNode[] {
  switch (element.tag) {
    case 'q': {
      const own = (attributeOf(element, 'lang') || place.language).split('-')[0]?.toLowerCase();
      const marks = QUOTES[own ?? ''] ?? ENGLISH;
      const inner = place.depth % 2 === 1;
      return [inner ? marks[2] : marks[0], ...element.children, inner ? marks[3] : marks[1]];
    }
    case 'rp':
      return [];
    case 'rt':
      return isWordless(element) ? [] : ['(', ...element.children, ')'];
    case 'iframe':
    case 'embed':
    case 'video':
    case 'audio':
      return embedded(element, place.base);
    case 'object':
      return isWordless(element) ? embedded(element, place.base) : [element];
    default:
      return [element];
  }
}

/** A link with the title of what is embedded, on a line of its own; nothing where there is no address. */
function embedded(element: ForeignElement, base: string | null): ForeignNode[] {
  const source = [...elementsIn(element)].find(({ tag }) => tag === 'source');
  const said =
    ['src', 'data', 'data-src']
      .map((name) => attributeOf(element, name))
      .find((address) => address !== '' && !/^about:/i.test(address)) ??
    (source === undefined ? '' : attributeOf(source, 'src'));
  const address = safeLink(watched(resolved(said, base)));
  const isDot = ['width', 'height'].some((name) =>
    /^[01](?:px)?$/.test(attributeOf(element, name)),
  );
  if (address === null || said === '' || isDot) return [];
  const name = attributeOf(element, 'title') || attributeOf(element, 'aria-label');
  const title = name === '' ? shortened(address) : name;
  return [foreignElement('div', {}, [foreignElement('a', { href: address }, [title])])];
}

/** An address without what only machines read in it. */
function shortened(address: string): string {
  return (
    address
      .replace(/^(?:https?:)?\/\/(?:www\.)?/i, '')
      .replace(/[?#].*$/, '')
      .replace(/\/$/, '') || address
  );
}

/** The page on which people watch what is embedded. */
function watched(address: string): string {
  const full = address.startsWith('//') ? `https:${address}` : address;
  const youtube =
    /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/(?!videoseries)([\w-]+)/i.exec(full);
  if (youtube !== null) return `https://www.youtube.com/watch?v=${youtube[1]}`;
  const vimeo = /^https?:\/\/player\.vimeo\.com\/video\/(\d+)/i.exec(full);
  return vimeo === null ? full : `https://vimeo.com/${vimeo[1]}`;
}
