/** Who each character of a text truly is, kept beside the text and knowing nothing of moves and anchors. */
import * as Y from 'yjs';
import { ARTICLE_ROOT, articleSchema } from '../../../shared/article/schema.ts';
import { isMove, movesOf } from '../../../shared/moves/move.ts';

/** A character as it stands in a text; a break between blocks has an empty id. */
export interface Character {
  /** `CLIENT:CLOCK` of Yjs. */
  readonly id: string;
  readonly char: string;
}

/** All characters of a text in order. Embedded elements count as one, like in the plain text. */
export function charactersOf(doc: Y.Doc): Character[] {
  const characters: Character[] = [];
  const visit = (parent: Y.XmlFragment): void => {
    for (const child of parent.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      const type = articleSchema.nodes[child.nodeName];
      if (!type?.isTextblock && !type?.isLeaf) {
        visit(child);
        continue;
      }
      if (isBegun) characters.push({ id: '', char: '\n' });
      isBegun = true;
      if (type.isLeaf) characters.push({ id: idOf(child._item, 0), char: '\ufffc' });
      else for (const leaf of child.toArray()) characters.push(...charactersIn(leaf));
    }
  };
  let isBegun = false;
  visit(doc.getXmlFragment(ARTICLE_ROOT));
  return characters;
}

function* charactersIn(leaf: unknown): Iterable<Character> {
  if (leaf instanceof Y.XmlElement)
    yield { id: idOf(leaf._item, 0), char: leaf.nodeName === 'hard_break' ? '\n' : '\ufffc' };
  if (!(leaf instanceof Y.XmlText)) return;
  for (let item = leaf._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    for (let at = 0; at < item.length; at += 1)
      yield { id: idOf(item, at), char: item.content.str[at] ?? '' };
  }
}

function idOf(item: Y.Item | null, offset: number): string {
  return item === null ? '' : `${item.id.client}:${item.id.clock + offset}`;
}

/** One true character, whatever ids it has had. */
export type Tag = number;

/** The tags of all ids that there ever were. */
export class Truth {
  readonly #tags = new Map<string, Tag>();
  #next = 1;

  /** Null for a break. Throws for a character that nobody has said anything of. */
  tagOf({ id, char }: Character): Tag | null {
    if (id === '') return null;
    const tag = this.#tags.get(id);
    if (tag === undefined) throw new Error(`Nobody knows who “${char}” (${id}) is.`);
    return tag;
  }

  tagsIn(doc: Y.Doc): (Tag | null)[] {
    return charactersOf(doc).map((character) => this.tagOf(character));
  }

  /** Characters that are not known yet, with the place of each among those of the text that have an id. */
  news(doc: Y.Doc): { readonly id: string; readonly nth: number }[] {
    const all = charactersOf(doc).filter(({ id }) => id !== '');
    return all.flatMap(({ id }, nth) => (this.#tags.has(id) ? [] : [{ id, nth }]));
  }

  /** New characters of their own; gives their tags. */
  addFresh(doc: Y.Doc): Tag[] {
    return this.news(doc).map(({ id }) => {
      this.#tags.set(id, this.#next);
      return this.#next++;
    });
  }

  /**
   * After a change that must leave a text whose characters are these, in this order: the new ids are theirs. Where they are
   * `guessed`, as by an editor that compares texts, what Yjs has kept may be others that read the same.
   */
  addAs(doc: Y.Doc, tags: readonly Tag[], areGuessed = false): void {
    const all = charactersOf(doc).filter(({ id }) => id !== '');
    if (all.length !== tags.length)
      throw new Error(`There are ${all.length} characters, and ${tags.length} should be there.`);
    for (const [nth, { id }] of all.entries()) {
      const [known, tag] = [this.#tags.get(id), tags[nth]];
      if (tag === undefined || (!areGuessed && known !== undefined && known !== tag))
        throw new Error(`The character number ${nth} is another one than it should be.`);
      if (known === undefined) this.#tags.set(id, tag);
    }
  }

  /** After `count` characters were put in before the `nth` of these, which all stay in their order; gives the tags of the new ones. */
  addInserted(
    doc: Y.Doc,
    before: readonly Tag[],
    nth: number,
    count: number,
    areGuessed = false,
  ): Tag[] {
    const fresh = Array.from({ length: count }, () => this.#next++);
    this.addAs(doc, [...before.slice(0, nth), ...fresh, ...before.slice(nth)], areGuessed);
    return fresh;
  }

  /** After an undo or redo: Yjs notes at what was deleted which item came back for it. */
  addRedone(doc: Y.Doc): void {
    const back = new Map<string, string>();
    for (const structs of doc.store.clients.values()) {
      for (const struct of structs) {
        if (!(struct instanceof Y.Item) || struct.redone === null) continue;
        const { client, clock } = struct.redone;
        for (let at = 0; at < struct.length; at += 1)
          back.set(`${client}:${clock + at}`, idOf(struct, at));
      }
    }
    const tagFor = (id: string): Tag => {
      const known = this.#tags.get(id);
      if (known !== undefined) return known;
      const old = back.get(id);
      const tag = old === undefined ? this.#next++ : tagFor(old);
      this.#tags.set(id, tag);
      return tag;
    };
    for (const { id } of this.news(doc)) tagFor(id);
  }

  /** What the server has put back: it says of each new character which old one that is. */
  addMoved(doc: Y.Doc): void {
    const news = new Set(this.news(doc).map(({ id }) => id));
    if (news.size === 0) return;
    for (const [oc, ok, length, nc, nk] of movesOf(doc).toArray().filter(isMove)) {
      for (let at = 0; at < length; at += 1) {
        const [id, tag] = [`${nc}:${nk + at}`, this.#tags.get(`${oc}:${ok + at}`)];
        if (news.has(id) && tag !== undefined) this.#tags.set(id, tag);
      }
    }
  }
}
