/** An article with one block of each sort that attacks look for. */
import { prosemirrorToYDoc } from 'y-prosemirror';
import * as Y from 'yjs';
import { articleSchema } from '../../shared/article/schema.ts';

const text = (words: string) => [{ type: 'text', text: words }];
const paragraph = (words: string) => ({ type: 'paragraph', content: text(words) });

/** As one update. */
export function startContent(): Uint8Array {
  return Y.encodeStateAsUpdate(prosemirrorToYDoc(articleSchema.nodeFromJSON(CONTENT), 'article'));
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
