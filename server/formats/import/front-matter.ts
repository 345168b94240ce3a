/** Reads what stands at the head of a Markdown file about it: YAML, TOML, JSON, or Pandoc's lines with `%`. */
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

/** What the head says, each on one line, empty where it says nothing of it; `language` is as written, which may be no BCP 47 tag. */
export interface FrontMatter {
  readonly title: string;
  readonly standfirst: string;
  /** The authors, and the date behind them. */
  readonly byline: string;
  readonly language: string;
  /** The text after the block. */
  readonly body: string;
}

const YAML = /^---[ \t]*\n(?:([^]*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const TOML = /^\+\+\+[ \t]*\n(?:([^]*?)\n)?\+\+\+[ \t]*(?:\n|$)/;
const JSON_OBJECT = /^(\{[ \t]*\n[^]*?\n\})[ \t]*(?:\n|$)/;
const PANDOC = /^%(?:[ \t][^\n]*)?(?:\n(?:%[^\n]*|[ \t]+\S[^\n]*))*(?:\n|$)/;
/** A key is a few words before a colon; sentences have more. */
const KEY_LINE = /^["']?[\p{L}_][\p{L}\p{N}_.\- ]{0,40}["']?:(?:\s|$)/u;
/** One such key at least tells front matter from a text between two rules that has a colon in it. */
const KNOWN_KEY =
  /^(?:.*[_.\s-])?(?:title|subtitle|author|authors|date|created|updated|modified|lastmod|published|publish(?:ed)?date|description|summary|abstract|lang|language|locale|tags?|keywords|categor(?:y|ies)|slug|layout|draft|weight|type|id|uid|url|permalink|alias(?:es)?|format|output|engine|image|sidebar\w*|toc|order|nav\w*|status|version|license|params|css\w*|redirect\w*|menu|parent|cascade|action|linktitle|listing|page\w*|comments|excerpt|standfirst|byline|name|topics?|resources|execute|jupyter|bibliography|header\w*|editor|about|back_to_top\w*|template|hidden|hide|series|source|related|cover|thumbnail|theme|search|number-sections|code-\w+)$/iu;

type Fields = Readonly<Record<string, unknown>>;

/** The front matter of a text whose line ends are `\n`; where the head isn't front matter, all of it is body. */
export function readFrontMatter(text: string): FrontMatter {
  const none = { title: '', standfirst: '', byline: '', language: '', body: text };
  for (const [pattern, read] of [
    [YAML, yamlFields],
    [TOML, tomlFields],
    [JSON_OBJECT, jsonFields],
  ] as const) {
    const match = pattern.exec(text);
    const fields = match === null ? null : read(match[1] ?? '');
    if (match !== null && fields !== null)
      return { ...factsIn(fields), body: text.slice(match[0].length) };
  }
  const lines = PANDOC.exec(text)?.[0];
  return lines === undefined
    ? none
    : { ...factsIn(pandocFields(lines)), body: text.slice(lines.length) };
}

/** Null where it is no front matter: `---` may be a rule, and what follows a text. */
function yamlFields(source: string): Fields | null {
  const lines = source.split('\n');
  // A heading between two rules would have blank lines around it; tools that build sites keep a note to themselves so.
  if (lines.every((line) => line.startsWith('#')) || source.trim() === '') return {};
  const keys = lines.filter((line) => KEY_LINE.test(line)).map(keyOf);
  const isField = (key: string): boolean => /^[a-z_][\w.-]*$/.test(key);
  if (!keys.some((key) => KNOWN_KEY.test(key)) && !(keys.length > 0 && keys.every(isField)))
    return null;
  try {
    const read: unknown = parseYaml(source, {
      logLevel: 'error',
      uniqueKeys: false,
      maxAliasCount: 100,
    });
    return isFields(read) ? read : null;
  } catch {
    return looseFields(lines); // a colon in a value, a tab: what people write, and other tools forgive
  }
}

/** Null where some line at the margin has no key. */
function looseFields(lines: readonly string[]): Fields | null {
  const isOdd = (line: string): boolean => !KEY_LINE.test(line) && !/^(?:#|\s|- |$)/.test(line);
  if (lines.some(isOdd)) return null;
  return Object.fromEntries(
    lines
      .filter((line) => KEY_LINE.test(line))
      .map((line) => [keyOf(line), unquoted(line.slice(line.indexOf(':') + 1).trim())]),
  );
}

function keyOf(line: string): string {
  return line.slice(0, line.indexOf(':')).replace(/["']/g, '').trim();
}

function unquoted(value: string): string {
  return (
    /^"(.*)"$|^'(.*)'$/
      .exec(value)
      ?.slice(1)
      .find((inner) => inner !== undefined) ?? value
  );
}

function tomlFields(source: string): Fields | null {
  try {
    return parseToml(source);
  } catch {
    return null; // no TOML: two lines of plus signs in a text
  }
}

function jsonFields(source: string): Fields | null {
  try {
    const read: unknown = JSON.parse(source);
    return isFields(read) && Object.keys(read).some((key) => KNOWN_KEY.test(key)) ? read : null;
  } catch {
    return null; // no JSON: a text that begins with a brace
  }
}

/** Title, authors and date, each begun by `%` and gone on by indented lines. */
function pandocFields(lines: string): Fields {
  const [title = '', author = '', date = ''] = lines
    .split(/^%/m)
    .slice(1)
    .map((part) => part.trim());
  return { title: title.replace(/\s+/g, ' '), author: author.split(/;|\n/), date };
}

function factsIn(fields: Fields): Omit<FrontMatter, 'body'> {
  const names = listOf(find(fields, 'author', 'authors', 'byline', 'by', 'creator'));
  const byline = [names.join(', '), wordsOf(find(fields, 'date', 'published'))];
  return {
    title: wordsOf(find(fields, 'title', 'og.title', 'headline')),
    standfirst: wordsOf(
      find(fields, 'standfirst', 'subtitle', 'description', 'summary', 'lede', 'dek', 'excerpt'),
    ),
    byline: byline.filter((part) => part !== '').join(', '),
    language: wordsOf(find(fields, 'lang', 'language', 'locale')),
  };
}

/** The first of these keys that has a value, in capitals or not. */
function find(fields: Fields, ...names: readonly string[]): unknown {
  const entries = Object.entries(fields);
  for (const name of names) {
    const value = entries.find(([key]) => key.toLowerCase() === name)?.[1];
    if (listOf(value).length > 0) return value;
  }
  return null;
}

/** People may be strings, things with a name, or a list of such. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listOf);
  if (isFields(value) && !('toISOString' in value)) {
    const { given, family } = value;
    const parts = [given, family].map(wordsOf).filter((part) => part !== '');
    return parts.length > 0 ? [parts.join(' ')] : listOf(value['name'] ?? value['literal'] ?? null);
  }
  const words = wordsOf(value);
  return words === '' ? [] : [words];
}

function wordsOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return isoDate(value);
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}

/** The day alone where it has no hour. Of TOML, whose dates know how they were written. */
function isoDate(date: Date): string {
  const iso = date.toISOString();
  return iso.replace(/T00:00:00(?:\.000)?Z?$/, '');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
