/** Reads XML as strictly as Word does: what isn't well-formed throws. */

/** An element with its attributes and what is in it, in order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly content: readonly (XmlElement | string)[];
}

const TOKEN = /<\/([\w:]+)>|<([\w:]+)((?: [\w:]+="[^"<]*")*)(\/?)>|([^<]+)/y;
const ATTRIBUTE = / ([\w:]+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
/** What XML 1.0 has no place for, and what becomes something else when it is read. */
const ILLEGAL = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** The root. Throws with the place where it isn't well-formed. */
export function readXml(file: string): XmlElement {
  const bad = ILLEGAL.exec(file);
  if (bad !== null) throw new Error(`A character that XML can't have, at ${bad.index}.`);
  const start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  if (!file.startsWith(start)) throw new Error('There is no declaration.');
  const document = { name: '', attributes: new Map<string, string>(), content: [] as (XmlElement | string)[] }; // prettier-ignore
  const open = [document];
  TOKEN.lastIndex = start.length;
  while (TOKEN.lastIndex < file.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(file);
    if (token === null) throw new Error(`Not well-formed: ${file.slice(at, at + 80)}`);
    const [, end, name, attributes = '', closed, text] = token;
    const parent = open.at(-1)!;
    if (text !== undefined) parent.content.push(decoded(text));
    else if (end !== undefined) {
      if (parent.name !== end) throw new Error(`</${end}> in <${parent.name}>.`);
      open.pop();
    } else {
      const element = { name: name!, attributes: attributesOf(attributes), content: [] };
      parent.content.push(element);
      if (closed !== '/') open.push(element);
    }
  }
  const [root, ...others] = document.content;
  if (open.length > 1 || typeof root !== 'object' || others.length > 0)
    throw new Error('There is not one root.');
  return root;
}

/** All elements in it of a name, in order; those in others of the name too. */
export function all(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  visit(element, (one) => {
    if (one.name === name) found.push(one);
  });
  return found;
}

/** Calls with every element in it, the outer ones first. */
export function visit(element: XmlElement, see: (one: XmlElement) => void): void {
  for (const one of element.content) {
    if (typeof one === 'string') continue;
    see(one);
    visit(one, see);
  }
}

/** The elements right in it. */
export function children({ content }: XmlElement): XmlElement[] {
  return content.filter((one) => typeof one === 'object');
}

/** The words in it. */
export function textOf({ content }: XmlElement): string {
  return content.map((one) => (typeof one === 'string' ? one : textOf(one))).join('');
}

function attributesOf(written: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of written.matchAll(ATTRIBUTE)) {
    if (attributes.has(name)) throw new Error(`The attribute ${name} is there twice.`);
    attributes.set(name, decoded(value));
  }
  return attributes;
}

function decoded(text: string): string {
  return text.replace(/&([^;]*;?)/g, (whole, name: string) => {
    const [, code] = /^#(\d+);$/.exec(name) ?? [];
    const character = code === undefined ? ENTITIES[name.slice(0, -1)] : String.fromCodePoint(Number(code)); // prettier-ignore
    if (character === undefined || !name.endsWith(';')) throw new Error(`No entity: ${whole}`);
    return character;
  });
}
