/** An article with one block of each sort that attacks look for. */
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { articleSchema } from '../../shared/article/schema.ts';

const text = (words: string) => [{ type: 'text', text: words }];
const paragraph = (words: string) => ({ type: 'paragraph', content: text(words) });

/** As one update. */
export function startContent(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 99;
  prosemirrorToYXmlFragment(articleSchema.nodeFromJSON(CONTENT), doc.getXmlFragment('article'));
  return Y.encodeStateAsUpdate(doc);
}

const CONTENT = {
  type: 'doc',
  content: [
    { type: 'title', content: text('An article') },
    paragraph('Some words of the article.'),
    { type: 'bullet_list', content: [{ type: 'list_item', content: [paragraph('one')] }] },
    { type: 'code_block', content: text('code') },
  ],
};
