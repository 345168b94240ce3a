/** Tells which blocks were made together with the characters in them, as by whoever makes a block anew, or parts one. */
import * as Y from 'yjs';
import { itemsOf } from '../../../shared/moves/item-runs.ts';

/** Of one document, for as long as nothing is applied to it: what it has found of a text it keeps. */
export class MadeBlocks {
  readonly #doc: Y.Doc;
  /** By text: the first clock that was not given to it or its block in one go with its own. */
  readonly #ends = new Map<Y.XmlText, number>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** The block of a character, null where it was there before the character was. */
  of(client: number, clock: number): Y.XmlElement | null {
    const [held] = itemsOf(this.#doc, { client, clock, length: 1 });
    const text = held?.item?.parent;
    if (!(text instanceof Y.XmlText) || !(text.parent instanceof Y.XmlElement)) return null;
    const made = text._item?.id;
    if (made?.client !== client || clock < made.clock) return null;
    return clock < this.#endOf(text, made) ? text.parent : null;
  }

  #endOf(text: Y.XmlText, made: Y.ID): number {
    const known = this.#ends.get(text);
    if (known !== undefined) return known;
    const structs = this.#doc.store.clients.get(made.client) ?? [];
    let end = made.clock;
    for (let at = Y.findIndexSS(structs, made.clock); at < structs.length; at += 1) {
      const item = structs[at];
      if (!(item instanceof Y.Item)) break;
      if (item.parent !== text && item.parent !== text.parent) break;
      end = item.id.clock + item.length;
    }
    this.#ends.set(text, end);
    return end;
  }
}
