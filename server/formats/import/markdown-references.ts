/** Lines that look like definitions of references, and are words: nothing in the text refers to them, or they name no address. */
import type { MarkdownIt, StateBlock } from 'markdown-it';

const DEFINITION =
  /^\[([^[\]]+)\]:[ \t]*(<[^<>\n]*>|[^\s<]\S*)?(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;
const LABEL = /\[((?:[^[\]\\]|\\.)+)\](?!:)/g;
/** How people write comments, which Markdown has no way for: `[//]: # (…)`, `[comment]: <> (…)`. */
const COMMENT = /^\[(?:\/\/|comment|_|\^_\^)\]:[ \t]*(?:#|<>|<#>)(?:[ \t].*)?$/i;

/** Keeps such lines as paragraphs, each for itself, where CommonMark shows nothing of them. */
export function keepReferences(markdown: MarkdownIt, source: string): void {
  const used = new Set([...source.matchAll(LABEL)].map(([, label = '']) => folded(label)));
  markdown.block.ruler.before('reference', 'words_like_references', (state, line, _end, silent) => {
    const text = lineOf(state, line);
    const [, label, address = ''] = DEFINITION.exec(text) ?? [];
    if (silent || label === undefined || COMMENT.test(text)) return false;
    if (used.has(folded(label)) && (address === '' || isAddress(address))) return false;
    state.push('paragraph_open', 'p', 1).map = [line, line + 1];
    Object.assign(state.push('inline', '', 0), {
      content: text,
      children: [],
      map: [line, line + 1],
    });
    state.push('paragraph_close', 'p', -1);
    state.line = line + 1;
    return true;
  });
}

function lineOf(state: StateBlock, line: number): string {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return '';
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(start, state.eMarks[line]);
}

/** As CommonMark compares labels. */
function folded(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

function isAddress(written: string): boolean {
  return /^<.*>$/.test(written) || /[/#]|\w:|\w\.\w/.test(written);
}
