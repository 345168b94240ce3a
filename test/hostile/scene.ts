/** What an attacker finds: an article, somebody else at work in it, and a copy of it all. */
import * as Y from 'yjs';
import type { Id } from './forge.ts';

/** Has a paragraph, a list and a code block, in this order behind the title. */
export const ARTICLE =
  '# A title\n\nSome words of the article.\n\n- one\n- two\n\n```\ncode\n```\n';

export interface Scene {
  /** The attacker's own client id, under which nothing was written so far. */
  readonly attacker: number;
  readonly victim: number;
  /** The clock of the victim's next change. */
  readonly victimClock: number;
  readonly paragraph: Id;
  /** The text in the paragraph. */
  readonly text: Id;
  /** The last and the first character of it. */
  readonly last: Id;
  readonly first: Id;
  readonly list: Id;
  /** The last character of the code block. */
  readonly code: Id;
  /** A true update of the attacker's own, as a client would send it next. */
  readonly honest: Uint8Array;
}

/** Reads the scene from the attacker's copy; `victim` has written into it. */
export function sceneOf(copy: Y.Doc, victim: number, attacker: number): Scene {
  const blocks = copy.getXmlFragment('article').toArray() as Y.XmlElement[];
  const named = (name: string): Y.XmlElement => {
    const block = blocks.find(({ nodeName }) => nodeName === name);
    if (block === undefined) throw new Error(`The article has no ${name}.`);
    return block;
  };
  const inner = (block: Y.XmlElement): Y.XmlText => block.get(0) as Y.XmlText;
  const paragraph = named('paragraph');
  return {
    attacker,
    victim,
    victimClock: Y.getState(copy.store, victim),
    paragraph: idOf(paragraph._item),
    text: idOf(inner(paragraph)._item),
    first: idOf(inner(paragraph)._start),
    last: lastId(inner(paragraph)),
    list: idOf(named('bullet_list')._item),
    code: lastId(inner(named('code_block'))),
    honest: typed(copy, attacker),
  };
}

/** What a client with this id would send for a word typed into the paragraph. */
export function typed(copy: Y.Doc, client: number): Uint8Array {
  const own = new Y.Doc();
  Y.applyUpdate(own, Y.encodeStateAsUpdate(copy));
  own.clientID = client;
  const before = Y.encodeStateVector(own);
  typeInto(own);
  return Y.encodeStateAsUpdate(own, before);
}

/** Types a word into the paragraph and deletes another. */
export function typeInto(doc: Y.Doc): void {
  const blocks = doc.getXmlFragment('article').toArray() as Y.XmlElement[];
  const paragraph = blocks.find(({ nodeName }) => nodeName === 'paragraph');
  const text = paragraph?.get(0) as Y.XmlText;
  doc.transact(() => {
    text.insert(3, 'typed ');
    text.delete(0, 2);
  });
}

function idOf(found: Y.Item | null): Id {
  if (found === null) throw new Error('The article is not as expected.');
  return found.id;
}

function lastId(text: Y.XmlText): Id {
  let last = text._start;
  while (last?.right) last = last.right;
  return last?.lastId ?? idOf(null);
}
