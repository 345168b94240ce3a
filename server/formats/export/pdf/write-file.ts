/**
 * Writes the objects of a document as a file. The library's own writer seeks the place of each object in a list of all, so that
 * the copy of a book would take minutes.
 */
import { deflateSync } from 'node:zlib';
import { PDFName, PDFRawStream, PDFStream } from '@cantoo/pdf-lib';
import type { PDFContext, PDFObject, PDFRef } from '@cantoo/pdf-lib';

/** In one stream, which readers unpack whole. */
const OBJECTS_IN_STREAM = 100;

/** Where an object is: at an offset of the file, or by its index in the object stream of this number. */
type Entry =
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number };

/** The whole file, of PDF 1.7: objects are packed into streams (ISO 32000-1, 7.5.7), those that are streams stand for themselves. */
export function writeFile(context: PDFContext): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1')];
  let size = parts[0]!.length;
  const entries: Entry[] = [];
  const objects = context
    .enumerateIndirectObjects()
    .filter(([, object]) => !isOfTheOldFile(object));
  const packed: [PDFRef, PDFObject][] = [];
  for (const [ref, object] of objects) {
    if (object instanceof PDFStream) put(ref.objectNumber, bytesOf(object));
    else packed.push([ref, object]);
  }
  for (let at = 0; at < packed.length; at += OBJECTS_IN_STREAM) {
    const number = context.nextRef().objectNumber;
    const some = packed.slice(at, at + OBJECTS_IN_STREAM);
    some.forEach(([ref], index) => {
      entries[ref.objectNumber] = { kind: 'packed', stream: number, index };
    });
    put(number, pack(some));
  }
  const number = context.nextRef().objectNumber;
  const start = size;
  entries[number] = { kind: 'offset', offset: start };
  put(number, crossReferences(entries, context));
  parts.push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);

  function put(objectNumber: number, bytes: Buffer): void {
    entries[objectNumber] = { kind: 'offset', offset: size };
    for (const part of [Buffer.from(`${objectNumber} 0 obj\n`), bytes, Buffer.from('\nendobj\n')]) {
      parts.push(part);
      size += part.length;
    }
  }
}

function isOfTheOldFile(object: PDFObject): boolean {
  if (!(object instanceof PDFRawStream)) return false;
  const type = object.dict.get(PDFName.of('Type'));
  return type === PDFName.of('XRef') || type === PDFName.of('ObjStm');
}

function bytesOf(object: PDFObject): Buffer {
  const bytes = Buffer.alloc(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes;
}

function pack(objects: readonly (readonly [PDFRef, PDFObject])[]): Buffer {
  const bodies = objects.map(([, object]) => bytesOf(object));
  let offset = 0;
  const index = objects.map(([ref], at) => {
    const entry = `${ref.objectNumber} ${offset}`;
    offset += bodies[at]!.length + 1;
    return entry;
  });
  const head = Buffer.from(`${index.join(' ')}\n`);
  const content = Buffer.concat([head, ...bodies.flatMap((body) => [body, Buffer.from('\n')])]);
  return stream(`/Type /ObjStm /N ${objects.length} /First ${head.length}`, content);
}

/** Kind, place and index of each object, in 1, 4 and 2 bytes (ISO 32000-1, 7.5.8). */
function crossReferences(entries: readonly Entry[], context: PDFContext): Buffer {
  const table = Buffer.alloc(entries.length * 7);
  for (let number = 0; number < entries.length; number += 1) {
    const entry = entries[number];
    const [kind, place, index] =
      entry === undefined
        ? [0, 0, number === 0 ? 0xffff : 0]
        : entry.kind === 'offset'
          ? [1, entry.offset, 0]
          : [2, entry.stream, entry.index];
    table.writeUInt8(kind, number * 7);
    table.writeUInt32BE(place, number * 7 + 1);
    table.writeUInt16BE(index, number * 7 + 5);
  }
  const { Root, Info, ID } = context.trailerInfo;
  const trailer = Object.entries({ Root, Info, ID }).filter(([, value]) => value !== undefined);
  const said = trailer.map(([name, value]) => `/${name} ${String(value)}`).join(' ');
  return stream(`/Type /XRef /Size ${entries.length} /W [1 4 2] ${said}`, table);
}

function stream(entries: string, content: Buffer): Buffer {
  const data = deflateSync(content);
  const head = `<< ${entries} /Filter /FlateDecode /Length ${data.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from('\nendstream')]);
}
