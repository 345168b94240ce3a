/** Reads the block of `key: value` lines at the head of a Markdown file. */

/** What the head says, each null where it says nothing of it; `language` is as written, which may be no BCP 47 tag. */
export interface FrontMatter {
  readonly title: string | null;
  readonly language: string | null;
  /** The lines that say something else, for the reader to see. */
  readonly rest: readonly string[];
  /** The text after the block. */
  readonly body: string;
}

const FENCED = /^---[ \t]*\n([^]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;
/** A key, a comment, or what goes on under a key. */
const YAML_LINE = /^(?:[\w-]+:(?:\s.*)?|#.*|\s+\S.*|- .*|)$/;

/** The front matter of a text whose line ends are `\n`; where the head isn't front matter, all of it is body. */
export function readFrontMatter(text: string): FrontMatter {
  const none = { title: null, language: null, rest: [], body: text };
  const match = FENCED.exec(text);
  const lines = match?.[1]?.split('\n') ?? [];
  // `---` may be a rule and the text below it a heading: front matter has keys and nothing else.
  if (match === null || !lines.every((line) => YAML_LINE.test(line))) return none;
  if (!lines.some((line) => /^[\w-]+:/.test(line))) return none;
  const title = firstValue(lines, /^title:\s*(.+)$/i);
  const language = firstValue(lines, /^lang(?:uage)?:\s*(.+)$/i);
  const taken = [title?.index, language?.index];
  return {
    title: title?.value ?? null,
    language: language?.value ?? null,
    rest: lines.filter((line, index) => !taken.includes(index) && line.trim() !== ''),
    body: text.slice(match[0].length),
  };
}

/** The value of the first such line, without its quotes; null where there is none that is all on its line. */
function firstValue(
  lines: readonly string[],
  pattern: RegExp,
): { readonly index: number; readonly value: string } | null {
  for (const [index, line] of lines.entries()) {
    const value = pattern.exec(line)?.[1]?.trim() ?? '';
    if (value === '' || /^[|>[{&*!]/.test(value)) continue;
    const quoted = /^"([^"\\]*)"$|^'([^']*)'$/.exec(value);
    return { index, value: quoted?.[1] ?? quoted?.[2] ?? value };
  }
  return null;
}
