/** Somebody who writes much into the article of the start. */
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { startContent } from '../../bench/start-content.ts';

export const START = startContent();
/** So many paragraphs take the gate several turns. */
const MANY = 3000;

/** Somebody's copy of the start, and what they change in it as one update. */
export function writer(client: number) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, START);
  doc.clientID = client;
  return {
    doc,
    change(work: (root: Y.XmlFragment) => void): Uint8Array {
      const before = Y.encodeStateVector(doc);
      doc.transact(() => work(doc.getXmlFragment(ARTICLE_ROOT)));
      return Y.encodeStateAsUpdate(doc, before);
    },
  };
}

export function many(root: Y.XmlFragment, last = 'paragraph'): void {
  const blocks = Array.from({ length: MANY }, (_, at) => element('paragraph', `number ${at}`));
  root.insert(root.length, [...blocks, element(last, 'the last')]);
}

export function element(name: string, words: string): Y.XmlElement {
  const block = new Y.XmlElement(name);
  block.insert(0, [new Y.XmlText(words)]);
  return block;
}

export function wordsOf(doc: Y.Doc): string {
  return doc.getXmlFragment(ARTICLE_ROOT).toJSON();
}
