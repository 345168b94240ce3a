/** Puts an article that was kept on the device onto the clipboard, formats included. */
import { DOMSerializer } from 'prosemirror-model';
import * as Y from 'yjs';
import { ARTICLE_ROOT, articleSchema } from '../../../shared/article/schema.ts';
import type { KeptWords } from '../connection/kept-words.ts';
import { readWhole } from './binding/read-nodes.ts';

/** Resolves with false where the browser has no clipboard for us, as without HTTPS. */
export async function copyKept(words: KeptWords): Promise<boolean> {
  const html = htmlOf(words);
  try {
    if (html === null) await navigator.clipboard.writeText(words.text);
    else await navigator.clipboard.write([clipboardItem(words.text, html)]);
    return true;
  } catch {
    return false;
  }
}

/** The kept article as HTML, as the editor itself would copy it; null where there is only its text. */
function htmlOf({ update }: KeptWords): string | null {
  if (update === null) return null;
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, update);
    const article = readWhole(doc.getXmlFragment(ARTICLE_ROOT));
    if (article === null) return null; // from another release, whose schema was another; the text is there
    const holder = document.createElement('div');
    holder.append(DOMSerializer.fromSchema(articleSchema).serializeFragment(article.content));
    return holder.innerHTML;
  } catch {
    return null;
  } finally {
    doc.destroy();
  }
}

function clipboardItem(text: string, html: string): ClipboardItem {
  return new ClipboardItem({
    'text/plain': new Blob([text], { type: 'text/plain' }),
    'text/html': new Blob([html], { type: 'text/html' }),
  });
}
