/** The characters of a text and its elements without text, by what Yjs and ProseMirror say of them: what the binding is held against. */
import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { ARTICLE_ROOT, articleSchema } from '../../../../../shared/article/schema.ts';
import { isMove } from '../../../../../shared/moves/move.ts';
import type { Move } from '../../../../../shared/moves/move.ts';

/** One UTF-16 unit, or an element, with the id of it in Yjs as `client clock`. */
export interface Character {
  readonly id: string;
  readonly reads: string;
}

/** All that live, in order. */
export function charactersOf(doc: Y.Doc): Character[] {
  const found: Character[] = [];
  const walk = (parent: Y.XmlFragment | Y.XmlElement): void => {
    for (const child of parent.toArray()) {
      if (child instanceof Y.XmlText) {
        for (let item = child._start; item !== null; item = item.right) {
          const { content, id } = item;
          if (item.deleted || !(content instanceof Y.ContentString)) continue;
          for (let at = 0; at < item.length; at += 1)
            found.push({ id: idOf(id.client, id.clock + at), reads: content.str.charAt(at) });
        }
      } else if (child instanceof Y.XmlElement) {
        const id = child._item?.id;
        if (articleSchema.nodes[child.nodeName]?.isLeaf && id)
          found.push({ id: idOf(id.client, id.clock), reads: leafReads(child.nodeName) });
        else walk(child);
      }
    }
  };
  walk(doc.getXmlFragment(ARTICLE_ROOT));
  return found;
}

/** Position and look of each character of a document, in the same order. */
export function placesOf(doc: Node): { readonly at: number; readonly reads: string }[] {
  const places: { at: number; reads: string }[] = [];
  doc.descendants((node, at) => {
    if (!node.isLeaf) return;
    if (node.isText) {
      for (let offset = 0; offset < node.nodeSize; offset += 1)
        places.push({ at: at + offset, reads: node.text?.charAt(offset) ?? '' });
    } else {
      places.push({ at, reads: leafReads(node.type.name) });
    }
  });
  return places;
}

/** A break reads what it is in code. */
function leafReads(name: string): string {
  return name === 'hard_break' ? '\n' : `<${name}>`;
}

/** Where a character is after a transaction by its maps; null where it was deleted. */
export function mapped({ mapping }: Transaction, position: number): number | null {
  let at = position;
  for (const map of mapping.maps) {
    const [start, end] = [map.mapResult(at, 1), map.mapResult(at + 1, -1)];
    if (start.deletedAfter || end.pos !== start.pos + 1) return null;
    at = start.pos;
  }
  return at;
}

/** All moves that are told, a pair of ids each. */
export function movedIn(doc: Y.Doc): [old: string, now: string][] {
  if (!doc.share.has('moves')) return [];
  return doc
    .getArray('moves')
    .toArray()
    .filter(isMove)
    .flatMap(([oc, ok, length, nc, nk]: Move) =>
      Array.from({ length }, (_, at): [string, string] => [idOf(oc, ok + at), idOf(nc, nk + at)]),
    );
}

export function idOf(client: number, clock: number): string {
  return `${client} ${clock}`;
}
