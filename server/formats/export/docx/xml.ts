/** Writes XML that is well-formed by construction: words and attributes are escaped here and nowhere else. */
import { escapeHtml } from '../../../html/escape.ts';

declare const isXml: unique symbol;

/** Elements and escaped words, in any number. */
export type Xml = string & { readonly [isXml]: true };

/** Of an element, by their names, which are trusted; one that is null is left out. */
export type Attributes = Readonly<Record<string, string | number | null>>;

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** No XML at all. */
export const NOTHING = '' as Xml;

/** An element with its content. */
export function element(
  name: string,
  attributes: Attributes = {},
  ...content: readonly Xml[]
): Xml {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== null) tag += ` ${key}="${escapeHtml(String(value))}"`;
  const inside = content.join('');
  return (inside === '' ? `${tag}/>` : `${tag}>${inside}</${name}>`) as Xml; // all of it is escaped or XML
}

/** Words as they are read; what XML can't hold becomes U+FFFD. */
export function words(text: string): Xml {
  return escapeHtml(text) as Xml; // HTML's five entities are XML's or numbers
}

/** One after the other. */
export function joined(parts: readonly Xml[]): Xml {
  return parts.join('') as Xml; // what is between elements is no element's affair
}

/** A file with this root. */
export function xmlFile(root: Xml): Uint8Array {
  return new TextEncoder().encode(DECLARATION + root);
}
