/** The parts of a Word file and what they refer to: by relationships, as the file says, and never outside of it. */
import { done, failed } from '../../../../shared/wire/problems.ts';
import type { Result } from '../../../../shared/wire/problems.ts';
import { openArchive } from './unpack.ts';
import type { Archive } from './unpack.ts';
import { attributeOf, childrenOf, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What a part refers to under an id. */
export type Relationship =
  | { readonly kind: 'part'; readonly type: string; readonly name: string }
  /** An address outside of the file: it is shown as a link at most. */
  | { readonly kind: 'address'; readonly type: string; readonly address: string };

/** A part with what it refers to. */
export interface Part {
  readonly root: XmlElement;
  readonly relationships: ReadonlyMap<string, Relationship>;
}

/** A Word file. Parts that aren't there are null; those that are no XML throw an `XmlFault`. */
export interface Package {
  readonly document: Part;
  /** The part that the document refers to by a type, the last word of its address, such as `comments`. */
  related(type: string): Part | null;
  /** All parts that the document refers to by a type. */
  allRelated(type: string): readonly Part[];
  /** Title and the like, as the file's properties say them. */
  readonly properties: XmlElement | null;
  /** The bytes of a part. */
  bytes(name: string): Uint8Array | null;
}

/** Opens a Word file. Problems: those of `openArchive`, and `invalid-request` where no Word document is in it. Throws an `XmlFault`. */
export function openPackage(bytes: Uint8Array): Result<Package> {
  const opened = openArchive(bytes);
  if (!opened.ok) return opened;
  const archive = opened.value;
  const roots = [...relationshipsOf(archive, '').values()].filter(isPart);
  const main = roots.find(({ type }) => type === 'officeDocument')?.name ?? 'word/document.xml';
  const document = partOf(archive, main);
  if (document === null)
    return failed('invalid-request', missing(archive, main), { field: 'content' });
  if (document.root.name !== 'w:document')
    return failed('invalid-request', 'This is an Office file, but no Word document.', {
      field: 'content',
    });
  const parts = [...document.relationships.values()].filter(isPart);
  const core = roots.find(({ type }) => type === 'core-properties');
  return done({
    document,
    related(type) {
      const found = parts.find((part) => part.type === type);
      return found === undefined ? null : partOf(archive, found.name);
    },
    allRelated: (type) =>
      parts
        .filter((part) => part.type === type)
        .map(({ name }) => partOf(archive, name))
        .filter((part) => part !== null),
    properties: core === undefined ? null : (partOf(archive, core.name)?.root ?? null),
    bytes: (name) => archive.read(name),
  });
}

function missing(archive: Archive, main: string): string {
  if (archive.has(main)) return `The file is broken: ${main} can’t be unpacked.`;
  return archive.has('META-INF/manifest.xml')
    ? 'This is an OpenDocument or EPUB file. Save it as .docx.'
    : 'This is an archive, but no Word file: no document is in it.';
}

function isPart(one: Relationship): one is Extract<Relationship, { kind: 'part' }> {
  return one.kind === 'part';
}

function partOf(archive: Archive, name: string): Part | null {
  const bytes = archive.read(name);
  if (bytes === null) return null;
  return { root: parseXml(bytes, name), relationships: relationshipsOf(archive, name) };
}

/** What a part refers to; the empty name is the file itself. */
function relationshipsOf(archive: Archive, name: string): ReadonlyMap<string, Relationship> {
  const folder = name.replace(/[^/]*$/, '');
  const file = `${folder}_rels/${name.slice(folder.length)}.rels`;
  const bytes = archive.read(file);
  const found = new Map<string, Relationship>();
  if (bytes === null) return found;
  for (const one of childrenOf(parseXml(bytes, file), 'rel:Relationship')) {
    const [id, type, target] = ['Id', 'Type', 'Target'].map((each) => attributeOf(one, each));
    if (!id || !type || !target) continue;
    const kind = type.replace(/^.*\//, '');
    const isOutside = attributeOf(one, 'TargetMode')?.toLowerCase() === 'external';
    found.set(
      id,
      isOutside
        ? { kind: 'address', type: kind, address: target }
        : { kind: 'part', type: kind, name: resolved(folder, target) },
    );
  }
  return found;
}

/** A name within the file, whatever steps upwards an address has. */
function resolved(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : `/${folder}${target}`;
  const steps: string[] = [];
  for (const step of path.split(/[/\\]/)) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
