/** Finds the paragraphs of a plain text: which lines belong together, and which stand alone. */
import { columns, joint } from './characters.ts';

/** Its text on one line, however many it had in the file. */
export interface Paragraph {
  readonly text: string;
  /** Whether blank lines (or the ends of the text) stand on both sides. */
  readonly alone: boolean;
}

// Mail and old editors wrap at 65 to 80 columns, some at 100; a shorter line ends where its author wanted it to.
const MIN_WRAP_COLUMNS = 40;
const MAX_WRAP_COLUMNS = 100;
/** A line that was edited after it was wrapped may be short; more than one in five such lines is no wrapping. */
const MAX_SHORT_LINES = 0.2;
const LIST_ITEM = /^(?:[-*+•‣–—·>]|\(?\d{1,3}[.)])\s/u;

/**
 * The paragraphs of a text whose line ends are `\n`: blank lines part them; within, the lines of a hard-wrapped
 * paragraph are joined, and any other line is a paragraph of its own. No visible character is lost.
 */
export function paragraphsOf(text: string): Paragraph[] {
  const blocks = blocksOf(text);
  const width = wrapColumns(blocks);
  return blocks.flatMap((lines): Paragraph[] => {
    const wrapped = isWrapped(lines, lines.length > 2 ? widest(lines) : width);
    if (wrapped) return [{ text: joinLines(lines), alone: true }];
    return lines.map((line) => ({ text: line, alone: lines.length === 1 }));
  });
}

/** Whether an editor broke these lines: none had room for the first word of the next one. */
function isWrapped(lines: readonly string[], width: number): boolean {
  if (lines.length < 2 || width < MIN_WRAP_COLUMNS || width > MAX_WRAP_COLUMNS) return false;
  if (lines.some((line) => LIST_ITEM.test(line))) return false;
  const short = lines.slice(0, -1).filter((line, index) => {
    const next = lines[index + 1] ?? '';
    return columns(line) + joint(line, next).length + columns(firstWord(next)) <= width;
  });
  return widest(lines) <= width && short.length <= (lines.length - 1) * MAX_SHORT_LINES;
}

/** The width at which this text was wrapped, in columns; 0 where no paragraph of three lines or more shows one. */
function wrapColumns(blocks: readonly (readonly string[])[]): number {
  let width = 0;
  for (const lines of blocks) {
    if (lines.length > 2 && isWrapped(lines, widest(lines))) width = Math.max(width, widest(lines));
  }
  return width;
}

function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  let block: string[] = [];
  for (const line of text.split('\n')) {
    const bare = line.trim();
    if (bare !== '') block.push(bare);
    else if (block.length > 0) {
      blocks.push(block);
      block = [];
    }
  }
  return block.length > 0 ? [...blocks, block] : blocks;
}

function joinLines(lines: readonly string[]): string {
  let last = '';
  const pieces: string[] = [];
  for (const line of lines) {
    if (last !== '') pieces.push(joint(last, line));
    pieces.push(line);
    last = line;
  }
  return pieces.join('');
}

/** Up to where a line may be broken: in a script without spaces a character with its punctuation will do. */
function firstWord(line: string): string {
  return (
    /^(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]\p{P}?|\S+)/u.exec(line)?.[0] ?? ''
  );
}

/** In columns; a line beyond any wrapping is not counted out. */
function widest(lines: readonly string[]): number {
  let width = 0;
  for (const line of lines) {
    if (line.length > 4 * MAX_WRAP_COLUMNS) return Infinity;
    width = Math.max(width, columns(line));
  }
  return width;
}
