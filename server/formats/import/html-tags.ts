/** Reads the tags of HTML from its characters alone, for what a tree of it would cost too much. */

/** Elements that stand on lines of their own. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body br caption center dd details dialog dir div dl ' +
    'dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html ' +
    'legend li main menu ol optgroup option p pre search section summary table tbody td ' +
    'tfoot th thead tr ul'
  ).split(' '),
);

/** Elements whose content isn't part of the text. */
export const DROPPED_ELEMENTS: ReadonlySet<string> = new Set(
  'script style nav template iframe svg noscript object embed title meta link base'.split(' '),
);

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;
const RAW = /^(?:script|style|textarea|title)$/;
/** What a start tag ends when it is open right above, as far as it is needed for common unclosed elements. */
const IMPLIED_ENDS: ReadonlyMap<string, RegExp> = new Map([
  ['li', /^li$/],
  ['p', /^p$/],
  ['option', /^option$/],
  ['dt', /^d[td]$/],
  ['dd', /^d[td]$/],
  ['td', /^t[dh]$/],
  ['th', /^t[dh]$/],
  ['tr', /^t[dhr]$/],
]);

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open' | 'close'; readonly name: string };

/** Whether elements are nested deeper than `limit`, as a parser would nest them; an odd page may count as deeper. */
export function isNestedDeeper(html: string, limit: number): boolean {
  const open: string[] = [];
  for (const token of tokensOf(html)) {
    if (token.kind === 'text') continue;
    if (token.kind === 'close') {
      const index = open.lastIndexOf(token.name);
      if (index >= 0) open.length = index;
      continue;
    }
    const ends = IMPLIED_ENDS.get(token.name);
    while (ends?.test(open.at(-1) ?? '')) open.pop();
    if (!VOID.test(token.name)) open.push(token.name);
    if (open.length > limit) return true;
  }
  return false;
}

/** The visible words of HTML, blocks parted by blank lines, entities as they are: for what a tree can't be made of. */
export function textOfHtml(html: string): string {
  const pieces: string[] = [];
  let hidden = '';
  for (const token of tokensOf(html)) {
    if (token.kind === 'text') {
      if (hidden === '') pieces.push(token.text.replace(/\s+/g, ' '));
      continue;
    }
    if (hidden === '' && token.kind === 'open' && DROPPED_ELEMENTS.has(token.name)) {
      hidden = VOID.test(token.name) ? '' : token.name;
    } else if (token.kind === 'close' && token.name === hidden) hidden = '';
    if (BLOCK_ELEMENTS.has(token.name)) pieces.push('\n\n');
  }
  return pieces.join('');
}

// Sticky, each matching in one pass, since a pattern that looks for a far end at each `<` takes minutes on a bad page.
const NAME = /<(\/?)([a-zA-Z][^\s/>]*)/y;
const ATTRIBUTE =
  /[\s/]*(?:[^\s/>=][^\s/>=]*|=[^\s/>=]*)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*)?)?/y;

function* tokensOf(html: string): Generator<Token> {
  let position = 0;
  while (position < html.length) {
    const start = html.indexOf('<', position);
    const end = start < 0 ? html.length : start;
    if (end > position) yield { kind: 'text', text: html.slice(position, end) };
    if (start < 0) return;
    if (html.startsWith('<!', start) || html.startsWith('<?', start)) {
      position = after(html, html.startsWith('<!--', start) ? '-->' : '>', start + 2);
      continue;
    }
    NAME.lastIndex = start;
    const match = NAME.exec(html);
    if (match === null) {
      yield { kind: 'text', text: '<' };
      position = start + 1;
      continue;
    }
    const name = (match[2] ?? '').toLowerCase();
    yield { kind: match[1] === '/' ? 'close' : 'open', name };
    position = tagEnd(html, NAME.lastIndex);
    if (match[1] === '' && RAW.test(name)) position = rawEnd(html, name, position);
  }
}

/** Offset after the `>` of a tag whose name ends at `position`; attributes may hold a `>` in quotes. */
function tagEnd(html: string, position: number): number {
  ATTRIBUTE.lastIndex = position;
  let last = position;
  while (ATTRIBUTE.test(html)) last = ATTRIBUTE.lastIndex;
  return after(html, '>', last);
}

/** Offset of the end tag of an element whose content has no tags. */
function rawEnd(html: string, name: string, position: number): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  end.lastIndex = position;
  return end.exec(html)?.index ?? html.length;
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}
