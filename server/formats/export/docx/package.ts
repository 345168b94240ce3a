/** The Word file itself: a ZIP of parts, each with its type, and lists of what each part leads to. The same parts give the same bytes. */
import { zipSync } from 'fflate';
import { element, NOTHING, xmlFile } from './xml.ts';
import type { Xml } from './xml.ts';

/** A file in the file. */
export interface Part {
  /** From the root, without a slash before it. */
  readonly path: string;
  readonly contentType: string;
  /** Of the relationship by which it is found. */
  readonly relationship: string;
  /** By which part it is found; null for the file as a whole. */
  readonly of: string | null;
  /** What is in it: XML, or bytes as they are. */
  readonly xml?: Xml;
  readonly bytes?: Uint8Array;
  /** To what is outside of the file. */
  readonly outside?: readonly Xml[];
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const RELATIONSHIPS = 'application/vnd.openxmlformats-package.relationships+xml';
/** The earliest that a ZIP can say, by the local clock, which it means. */
const NO_TIME = new Date(1980, 0, 1);

/** The bytes of the file. */
export function wordFile(parts: readonly Part[]): Uint8Array {
  const files: Record<string, Uint8Array> = { '[Content_Types].xml': xmlFile(contentTypes(parts)) };
  for (const of of [null, ...parts.map(({ path }) => path)]) {
    const list = relationships(parts, of);
    if (list.length > 0)
      files[listPath(of)] = xmlFile(element('Relationships', { xmlns: `${PACKAGE}/relationships` }, ...list)); // prettier-ignore
  }
  for (const { path, xml, bytes } of parts) files[path] = bytes ?? xmlFile(xml ?? NOTHING);
  return zipSync(files, { level: 6, mtime: NO_TIME });
}

function contentTypes(parts: readonly Part[]): Xml {
  return element(
    'Types',
    { xmlns: `${PACKAGE}/content-types` },
    element('Default', { Extension: 'rels', ContentType: RELATIONSHIPS }),
    element('Default', { Extension: 'xml', ContentType: 'application/xml' }),
    ...parts.map(({ path, contentType }) =>
      element('Override', { PartName: `/${path}`, ContentType: contentType }),
    ),
  );
}

function relationships(parts: readonly Part[], of: string | null): Xml[] {
  const inside = parts
    .filter((part) => part.of === of)
    .map(({ path, relationship }) =>
      element('Relationship', {
        Id: relationshipId(path),
        Type: relationship,
        Target: target(of, path),
      }),
    );
  return [...inside, ...(parts.find(({ path }) => path === of)?.outside ?? [])];
}

/** From a part to another one, none of which lies deeper than in one folder. */
function target(of: string | null, path: string): string {
  if (of === null) return path;
  const folder = of.slice(0, of.lastIndexOf('/') + 1);
  return path.startsWith(folder) ? path.slice(folder.length) : `../${path}`;
}

/** By which id the part that leads to it names a part. */
export function relationshipId(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\W.*/, '');
}

/** `word/_rels/document.xml.rels` for `word/document.xml`. */
function listPath(of: string | null): string {
  if (of === null) return '_rels/.rels';
  const at = of.lastIndexOf('/') + 1;
  return `${of.slice(0, at)}_rels/${of.slice(at)}.rels`;
}
