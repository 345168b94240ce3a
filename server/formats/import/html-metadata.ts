/** What the head of an HTML page says of it, before the head is dropped. */
import { attributeOf } from '../../../shared/foreign/tree.ts';
import { elementsIn, textIn } from '../../../shared/tree.ts';
import type { ForeignElement } from '../../../shared/foreign/tree.ts';
import type { Declared } from './assemble.ts';
import { isBlank } from './characters.ts';

/** Empty strings where nothing is said. */
export interface Metadata {
  /** What the page calls itself, the likeliest first. */
  readonly titles: readonly string[];
  readonly author: string;
  readonly description: string;
  readonly generator: string;
}

/** Reads them from a page whose head hasn't been dropped yet. */
export function metadataOf(page: ForeignElement): Metadata {
  const elements = [...elementsIn(page)];
  const metas = elements.filter(({ tag }) => tag === 'meta');
  const said = (...names: string[]): string => {
    const found = names
      .map((name) => metas.find((meta) => isNamed(meta, name)))
      .find((meta) => meta !== undefined && attributeOf(meta, 'content') !== '');
    return found === undefined ? '' : attributeOf(found, 'content').replace(/\s+/g, ' ');
  };
  const title = elements.find(({ tag }) => tag === 'title');
  const titles = [
    said('og:title'),
    said('twitter:title'),
    title === undefined ? '' : textIn(title),
  ];
  const author = said('author', 'article:author', 'dc.creator', 'parsely-author');
  return {
    titles: titles.map((each) => each.trim()).filter((each) => !isBlank(each)),
    author: /^(?:https?:|@)|[\\/]/.test(author) ? '' : author,
    description: said('og:description', 'description'),
    generator: said('generator'),
  };
}

/** The `lang` and `dir` of the innermost of some elements that says them; a key is absent where nothing usable is said. */
export function declarationsOn(elements: readonly ForeignElement[]): Declared {
  const language = lastOf(elements, 'lang') || lastOf(elements, 'xml:lang');
  const direction = lastOf(elements, 'dir').toLowerCase();
  return {
    ...(language === '' ? {} : { language }),
    ...(direction === 'ltr' || direction === 'rtl' ? { direction } : {}),
  };
}

function lastOf(elements: readonly ForeignElement[], name: string): string {
  return (
    elements.map((element) => attributeOf(element, name)).findLast((value) => value !== '') ?? ''
  );
}

function isNamed(meta: ForeignElement, name: string): boolean {
  return [attributeOf(meta, 'name'), attributeOf(meta, 'property')].some(
    (each) => each.toLowerCase() === name,
  );
}
