/** Tells which blocks were made together with the characters in them, as by whoever makes a block anew, or parts one. */
import * as Y from 'yjs';
import { itemsOf } from '../../../shared/moves/item-runs.ts';

/** Of one document, for as long as nothing is applied to it: what it has found of a text it keeps. */
export class MadeBlocks {
  readonly #doc: Y.Doc;
  /** By block or text: the first clock that was not given to it or what is in it or beside it in one go with its own. */
  readonly #ends = new Map<Y.XmlElement | Y.XmlText, number>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** The block of a character, null where it was there before the character was. */
  of(client: number, clock: number): Y.XmlElement | null {
    const block = this.#holderOf(client, clock)?.block;
    return block && this.#isOneWith(block, block, client, clock) ? block : null;
  }

  /** The text of a character, null where it was there before; a new one is in an old block where a line is broken in two. */
  textOf(client: number, clock: number): Y.XmlText | null {
    const holder = this.#holderOf(client, clock);
    return holder && this.#isOneWith(holder.text, holder.block, client, clock) ? holder.text : null;
  }

  #holderOf(client: number, clock: number): { text: Y.XmlText; block: Y.XmlElement } | null {
    const [held] = itemsOf(this.#doc, { client, clock, length: 1 });
    const text = held?.item?.parent;
    if (!(text instanceof Y.XmlText) || !(text.parent instanceof Y.XmlElement)) return null;
    return { text, block: text.parent };
  }

  #isOneWith(
    type: Y.XmlElement | Y.XmlText,
    block: Y.XmlElement,
    client: number,
    clock: number,
  ): boolean {
    const made = type._item?.id;
    if (made?.client !== client || clock < made.clock) return false;
    const end = this.#ends.get(type) ?? this.#endOf(made, block);
    this.#ends.set(type, end);
    return clock < end;
  }

  #endOf(made: Y.ID, block: Y.XmlElement): number {
    const structs = this.#doc.store.clients.get(made.client) ?? [];
    let end = made.clock;
    for (let at = Y.findIndexSS(structs, made.clock); at < structs.length; at += 1) {
      const item = structs[at];
      if (!(item instanceof Y.Item)) break;
      if (item !== block._item && !isIn(item, block)) break;
      end = item.id.clock + item.length;
    }
    return end;
  }
}

function isIn({ parent }: Y.Item, block: Y.XmlElement): boolean {
  return parent === block || (parent instanceof Y.XmlText && parent.parent === block);
}
