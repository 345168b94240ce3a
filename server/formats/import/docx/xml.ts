/** Parses the XML of a Word file into a small tree, strictly and within limits: no declarations, no entities, nothing fetched. */
import { SaxesParser } from 'saxes';
import { cleanCharacters } from '../characters.ts';

/** An element; names have our prefix for their namespace, whatever the file calls it: `w:p`, `w:val`. Attributes without one have none. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
}

/** An element, or text with its entities resolved. */
export type XmlNode = XmlElement | string;

/** What a part may be; thrown where it is more, or no XML. Its message is a sentence for whoever sent the file. */
export class XmlFault extends Error {
  /** Whether it is a limit that was exceeded. */
  readonly isLimit: boolean;

  constructor(message: string, isLimit = false) {
    super(message);
    this.isLimit = isLimit;
  }
}

const MAX_DEPTH = 256;
const MAX_ELEMENTS = 1_000_000;
const MAX_PARAGRAPHS = 50_000;

/** Of the transitional and of the strict kind, and of what came later. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/\/wordprocessingml(?:\/2006)?\/main$/, 'w'],
  [/\/officeDocument(?:\/2006)?\/relationships$/, 'r'],
  [/\/package\/2006\/relationships$/, 'rel'],
  [/\/drawingml(?:\/2006)?\/main$/, 'a'],
  [/\/drawingml(?:\/2006)?\/wordprocessingDrawing$/, 'wp'],
  [/\/drawingml(?:\/2006)?\/picture$/, 'pic'],
  [/\/officeDocument(?:\/2006)?\/math$/, 'm'],
  [/\/markup-compatibility\/2006$/, 'mc'],
  [/\/office\/word\/2010\/wordml$/, 'w14'],
  [/\/office\/word\/2012\/wordml$/, 'w15'],
  [/\/office\/word\/2016\/wordml\/cid$/, 'w16cid'],
  [/\/office\/word\/2018\/wordml\/cex$/, 'w16cex'],
  [/^urn:schemas-microsoft-com:vml$/, 'v'],
  [/^urn:schemas-microsoft-com:office:office$/, 'o'],
  [/^http:\/\/purl\.org\/dc\/elements\/1\.1\/$/, 'dc'],
  [/^urn:galley:copy$/, 'galley'],
];

const NONE: ReadonlyMap<string, string> = new Map();

/** The root element. Throws an `XmlFault`; `part` is what the sentence calls it. */
export function parseXml(bytes: Uint8Array, part: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const root = { name: '', attributes: NONE, children: [] as XmlNode[] };
  const open = [root];
  let [elements, paragraphs] = [0, 0];
  const broken = (why: string): never => {
    throw new XmlFault(`The file is broken: ${part} is no XML (${why}).`);
  };
  parser.on('error', ({ message }) => broken(message.slice(0, 100)));
  parser.on('doctype', () => {
    throw new XmlFault(`The file has a document type declaration in ${part}, as no Word file has.`);
  });
  parser.on('opentag', ({ uri, local, attributes, isSelfClosing: _ }) => {
    const name = nameIn(uri, local);
    elements += 1;
    if (name === 'w:p') paragraphs += 1;
    if (open.length > MAX_DEPTH) throw tooMuch(part, `nested deeper than ${MAX_DEPTH} levels`);
    if (elements > MAX_ELEMENTS) throw tooMuch(part, 'more than 1,000,000 elements');
    if (paragraphs > MAX_PARAGRAPHS) throw tooMuch(part, 'more than 50,000 paragraphs');
    const element = { name, attributes: attributesOf(attributes), children: [] as XmlNode[] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const addText = (text: string): void => void open.at(-1)?.children.push(cleanCharacters(text));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(decoded(bytes)).close();
  const found = root.children.find(isElement);
  return found ?? broken('nothing is in it');
}

function tooMuch(part: string, what: string): XmlFault {
  return new XmlFault(`The file can’t be read: ${part} has ${what}.`, true);
}

/** XML of a Word file is UTF-8, or UTF-16 with a mark. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  return new TextDecoder(isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8').decode(bytes);
}

interface Attribute {
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

function attributesOf(found: Readonly<Record<string, Attribute>>): ReadonlyMap<string, string> {
  let attributes: Map<string, string> | null = null;
  for (const { uri, local, value } of Object.values(found)) {
    // Of each keystroke's session there is one; nothing asks for them.
    if (local.startsWith('rsid') || uri === 'http://www.w3.org/2000/xmlns/') continue;
    attributes ??= new Map();
    attributes.set(nameIn(uri, local), cleanCharacters(value));
  }
  return attributes ?? NONE;
}

const prefixes = new Map<string, string>([
  ['', ''],
  ['http://www.w3.org/XML/1998/namespace', 'xml:'],
]);

function nameIn(uri: string, local: string): string {
  let prefix = prefixes.get(uri);
  if (prefix === undefined) {
    const known = PREFIXES.find(([pattern]) => pattern.test(uri))?.[1];
    prefix = known === undefined ? '?:' : `${known}:`;
    if (known !== undefined) prefixes.set(uri, prefix);
  }
  return prefix + local;
}

/** Whether it is an element, and not text. */
export function isElement(node: XmlNode | undefined): node is XmlElement {
  return typeof node === 'object';
}

/** The child elements, of one name where it is given. */
export function childrenOf(element: XmlElement | null, name?: string): XmlElement[] {
  const children = element?.children.filter(isElement) ?? [];
  return name === undefined ? children : children.filter((child) => child.name === name);
}

/** The first child of a name; null where there is none. */
export function childOf(element: XmlElement | null, name: string): XmlElement | null {
  return element?.children.filter(isElement).find((child) => child.name === name) ?? null;
}

/** The element at the end of a path of children; null where one of them isn't there. */
export function descend(element: XmlElement | null, ...path: readonly string[]): XmlElement | null {
  return path.reduce(childOf, element);
}

/** The value of an attribute; null where there is none. */
export function attributeOf(element: XmlElement | null, name: string): string | null {
  return element?.attributes.get(name) ?? null;
}

/** The `w:val` of a child, which is how Word says most things; null where there is no such child, the empty string where it has no value. */
export function valueOf(element: XmlElement | null, child: string): string | null {
  const found = childOf(element, child);
  return found === null ? null : (attributeOf(found, 'w:val') ?? '');
}

/** What a child says that is on or off: it is on by being there; null where it isn't. */
export function switchOf(element: XmlElement | null, child: string): boolean | null {
  const value = valueOf(element, child);
  return value === null ? null : !/^(?:0|false|off|none)$/.test(value);
}
