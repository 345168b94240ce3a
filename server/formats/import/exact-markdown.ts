/**
 * Reads the Markdown that we write of an article ourselves (`export/markdown-serializer.ts`) into the HTML that we write of it,
 * for `exact-article.ts`: whatever is there besides what CommonMark makes of it is said in comments (`own-marks.ts`).
 */
import MarkdownIt from 'markdown-it';
import type { StateInline, Token } from 'markdown-it';
import type { NumberKind } from '../../../shared/article/number-kinds.ts';
import { lineMark, listMark } from '../own-marks.ts';
import type { LineMark } from '../own-marks.ts';
import { exactTable } from './exact-table.ts';
import { wordsOf } from './exact-words.ts';
import type { Words } from './exact-words.ts';
import { adaptParser } from './markdown-rules.ts';

/** The text of a copy without its notes, whose numbers in the text are left out; null where it isn't as we write it. */
export function exactHtml(
  markdown: string,
  notes: ReadonlySet<string>,
  isCritic = false,
): string | null {
  const parser = newParser(notes, isCritic);
  const tokens = parser.parse(markdown, {});
  const inline = (token: Token | undefined) => wordsOf(token, parser);
  const written: string[] = [];
  let isInFigure = false;
  let kind: NumberKind = '1';
  const write = (html: string, belongsToFigure = false): void => {
    if (isInFigure && !belongsToFigure) written.push('</figure>');
    if (!isInFigure && belongsToFigure) written.push('<figure>');
    isInFigure = belongsToFigure;
    written.push(html);
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    if (token.type === 'paragraph_open' || token.type === 'heading_open') {
      const line = lineOf(tokens[index + 1], inline);
      if (line === null) return null;
      index += 2;
      if (token.type === 'heading_open') {
        const isTitle = token.tag === 'h1' && token.level === 0 && line.mark !== 'heading';
        write(`<${token.tag}${isTitle ? ' class="title"' : ''}>${line.html}</${token.tag}>`);
      } else if (line.kind !== 'notes') {
        const isImage = line.kind === 'image';
        const isPart = isImage || line.mark === 'caption' || line.mark === 'first caption';
        const begins = isImage ? line.mark !== 'next picture' : line.mark === 'first caption';
        if (isPart && begins) write('');
        if (isPart && !begins && !isInFigure) return null;
        write(isImage ? line.html : paragraph(line.html, line.mark), isPart);
      }
    } else if (token.type === 'html_block' && listMark(token.content) !== null) {
      kind = listMark(token.content) ?? kind;
    } else if (token.type === 'html_block') {
      const mark = lineMark(token.content);
      if (mark === 'first caption') write('');
      write(
        mark === null ? htmlOf(token.content) : paragraph('', mark),
        mark === 'caption' || mark === 'first caption',
      );
    } else if (token.type === 'table_open') {
      const begin = index;
      while (tokens[index]?.type !== 'table_close') index += 1;
      const table = exactTable(tokens.slice(begin, index), inline);
      if (table === null) return null;
      write(table);
    } else if (token.type === 'list_item_open' && tokens[index + 1]?.type === 'list_item_close') {
      write('<li><p></p>');
    } else if (token.type === 'ordered_list_open' && kind !== '1') {
      token.attrSet('type', kind);
      kind = '1';
      write(parser.renderer.render([token], parser.options, {}).replace(/\n$/, ''));
    } else write(parser.renderer.render([token], parser.options, {}).replace(/\n$/, ''));
  }
  write('');
  return written.join('');
}

/** The number of a note; it shows nothing. */
const NOTE = 'note_number';

function newParser(notes: ReadonlySet<string>, isCritic: boolean): MarkdownIt {
  // Its types don't know `maxNesting`; our own rule ends nesting long before this limit.
  const options = { html: true, maxNesting: 100 };
  const parser = new MarkdownIt('commonmark', options).enable(['table', 'strikethrough']);
  // Addresses are judged when they are read, and nothing of them is changed.
  parser.validateLink = () => true;
  parser.normalizeLink = (address) => address;
  adaptParser(parser);
  parser.inline.ruler.before('link', NOTE, (state, silent) => {
    const number = /^\[\^(\d{1,9})\]/.exec(state.src.slice(state.pos, state.pos + 12))?.[1];
    if (number === undefined || !notes.has(number)) return false;
    if (!silent) state.push(NOTE, '', 0);
    state.pos += number.length + 3;
    return true;
  });
  if (isCritic) parser.inline.ruler.before('escape', 'critic', criticRule());
  const { renderer, utils } = parser;
  renderer.rules[NOTE] = () => '';
  renderer.rules['hardbreak'] = () => '<br>\n';
  renderer.rules['html_inline'] = (tokens, index) => htmlOf(tokens[index]?.content ?? '');
  renderer.rules['fence'] = (tokens, index) => {
    const { content = '', info = '' } = tokens[index] ?? {};
    const language = utils.escapeHtml(utils.unescapeAll(info));
    const attribute = language === '' ? '' : ` data-language="${language}"`;
    return `<pre><code${attribute}>${utils.escapeHtml(content.replace(/\n$/, ''))}</code></pre>`;
  };
  renderer.rules['image'] = (tokens, index) => {
    const token = tokens[index];
    const [src, title] = ['src', 'title'].map((name) => utils.escapeHtml(token?.attrGet(name) ?? '')); // prettier-ignore
    const alt = utils.escapeHtml(textOf(token?.children ?? []));
    return `<img src="${src}" alt="${alt}" title="${title}">`;
  };
  return parser;
}

/** What CriticMarkup puts in is left out, and of what it marks or deletes the words stay. */
function criticRule(): (state: StateInline, silent: boolean) => boolean {
  /** Of which text it is known that this end isn't in what is left of it. */
  let [endless, source] = [new Set<string>(), ''];
  return (state, silent) => {
    const { src, pos } = state;
    const sign = src.slice(pos, pos + 3);
    const ends: Readonly<Record<string, string>> = { '{>>': '<<}', '{++': '++}' };
    const end = ends[sign];
    if (end === undefined && !/^(?:\{==|\{--|==\}|--\})$/.test(sign)) return false;
    let after = pos + 3;
    if (end !== undefined) {
      if (source !== src) [endless, source] = [new Set(), src];
      const at = endless.has(end) ? -1 : src.indexOf(end, after);
      if (at < 0) endless.add(end);
      if (at < 0) return false;
      after = at + 3;
    }
    if (!silent) state.push(NOTE, '', 0);
    state.pos = after;
    return true;
  };
}

/** A break in HTML is followed by a line end wherever we write it. */
function htmlOf(html: string): string {
  return html === '<br>' ? '<br>\n' : html.replace(/\n$/, '');
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ content, children }) => (children ? textOf(children) : content)).join('');
}

/** A line of its own, as HTML. */
interface Line {
  readonly html: string;
  readonly kind: 'words' | 'image' | 'notes';
  readonly mark: LineMark | null;
}

function lineOf(
  token: Token | undefined,
  inline: (token: Token | undefined) => Words | null,
): Line | null {
  const words = inline(token);
  if (words === null) return null;
  const mark = words.comment === null ? null : lineMark(words.comment);
  if (words.comment !== null && mark === null) return null;
  const { html, tokens } = words;
  const isImage = tokens.length === 1 && tokens[0]?.type === 'image';
  const isNotes = tokens.length > 0 && mark === null && tokens.every(({ type }) => type === NOTE);
  return { html, mark, kind: isImage ? 'image' : isNotes ? 'notes' : 'words' };
}

function paragraph(html: string, mark: LineMark | null): string {
  const name = mark === 'first caption' ? 'caption' : mark;
  const isNamed = name !== null && name !== 'paragraph';
  return `<p${isNamed ? ` class="${name}"` : ''}>${html}</p>`;
}
