/** Code as lines: it is set line by line, with its blanks as they are. */
import type { Piece, Run } from './sheet.ts';

const TAB = '    ';

/** The pieces of each line, without line ends; a link over several lines becomes one in each. */
export function codeLines(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === 'number') {
      lines.at(-1)!.push(piece);
      continue;
    }
    const runs = piece.kind === 'link' ? piece.runs : [piece];
    for (const [index, line] of linesOf(runs).entries()) {
      if (index > 0) lines.push([]);
      if (line.length === 0) continue;
      if (piece.kind === 'link') lines.at(-1)!.push({ ...piece, runs: line });
      else lines.at(-1)!.push(...line);
    }
  }
  return lines;
}

function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    const texts = run.kind === 'break' ? ['', ''] : run.text.split('\n');
    for (const [index, text] of texts.entries()) {
      if (index > 0) lines.push([]);
      if (text !== '')
        lines.at(-1)!.push({ kind: 'text', marks: [], text: text.replaceAll('\t', TAB) });
    }
  }
  return lines;
}
