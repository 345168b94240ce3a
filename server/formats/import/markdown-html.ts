/** HTML within Markdown is read, but what only looks like a tag (`List<String>`, `<your name>`) stays words. */
import type { MarkdownIt } from 'markdown-it';

const TAG = /<(\/?)([a-z][\w:.-]{0,80})(?=[\s/>])[^<>]*>/gi;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;
/** HTML lets their ends away. */
const ENDS_BY_ITSELF =
  /^(?:p|li|d[td]|t[dhr]|thead|tbody|tfoot|option|optgroup|colgroup|html|head|body|rp|rt)$/;

/** Lets through only tags that are empty by nature, close themselves, or have both ends in the source. */
export function keepPlainTags(markdown: MarkdownIt, source: string): void {
  const ends = { open: new Set<string>(), close: new Set<string>() };
  for (const [, slash, name = ''] of source.matchAll(TAG))
    (slash === '' ? ends.open : ends.close).add(name.toLowerCase());
  const isTag = (written: string, name: string): boolean =>
    VOID.test(name) ||
    ENDS_BY_ITSELF.test(name) ||
    written.endsWith('/>') ||
    (ends.open.has(name) && ends.close.has(name));
  const plain = (html: string): string =>
    closedComments(html).replace(TAG, (written, _slash, name: string) =>
      isTag(written, name.toLowerCase()) ? written : markdown.utils.escapeHtml(written),
    );
  markdown.renderer.rules['html_inline'] = (tokens, index) => plain(tokens[index]?.content ?? '');
  markdown.renderer.rules['html_block'] = (tokens, index) => plain(tokens[index]?.content ?? '');
}

/** A comment without an end would swallow the rest of the text. */
function closedComments(html: string): string {
  const start = html.lastIndexOf('<!--');
  if (start < 0 || html.includes('-->', start)) return html;
  return `${html.slice(0, start)}&lt;!--${html.slice(start + 4)}`;
}
