/** Fits markdown-it's blocks to the article schema: images stand in figures, and cells hold paragraphs. */
import type { StateCore, Token } from 'markdown-it';

type Piece =
  | { readonly kind: 'image'; readonly token: Token }
  | { readonly kind: 'run'; readonly tokens: readonly Token[] };

/** Cuts a block that holds an image in two, with a figure between, and makes a cell's text a paragraph. */
export function fitBlocks(state: StateCore): void {
  const tokens: Token[] = [];
  for (let index = 0; index < state.tokens.length; index += 1) {
    const [open, inline, close] = state.tokens.slice(index, index + 3);
    if (open === undefined) break;
    const isCell = open.type === 'td_open' || open.type === 'th_open';
    const hasImage = inline?.children?.some(({ type }) => type === 'image') ?? false;
    if (close === undefined || !(isCell || hasImage)) {
      tokens.push(open);
      continue;
    }
    const pieces = cutAtImages(state, inline?.children ?? []);
    if (isCell) {
      const around = pair(state, 'paragraph', 'p');
      tokens.push(open, ...pieces.flatMap((piece) => blockOf(state, around, piece)), close);
    } else tokens.push(...pieces.flatMap((piece) => blockOf(state, [open, close], piece)));
    index += 2;
  }
  state.tokens = tokens;
}

/** A token of characters only. */
export function textToken(state: StateCore, content: string): Token {
  return Object.assign(new state.Token('text', '', 0), { content });
}

/** Images, and the runs between them; marks that are open at an image open again after it. */
function cutAtImages(state: StateCore, children: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  const openMarks: Token[] = [];
  let run: Token[] = [];
  const endRun = () => {
    const tokens = trimmed(state, run);
    if (tokens.length > 0) pieces.push({ kind: 'run', tokens });
    run = [...openMarks];
  };
  for (const child of children) {
    if (child.type === 'image') {
      endRun();
      pieces.push({ kind: 'image', token: child });
      continue;
    }
    run.push(child);
    if (child.nesting === 1) openMarks.push(child);
    if (child.nesting === -1) openMarks.pop();
  }
  endRun();
  return pieces;
}

/** The run without spaces and breaks at its ends; empty where it has no words. */
function trimmed(state: StateCore, run: readonly Token[]): readonly Token[] {
  const hasWords = (token: Token) => token.nesting === 0 && token.content.trim() !== '';
  const first = run.findIndex(hasWords);
  const last = run.findLastIndex(hasWords);
  if (first < 0) return [];
  return run
    .filter((token, index) => token.nesting !== 0 || (index >= first && index <= last))
    .map((token) => {
      if (token.type !== 'text') return token;
      const start = token === run[first] ? token.content.trimStart() : token.content;
      return textToken(state, token === run[last] ? start.trimEnd() : start);
    });
}

function blockOf(state: StateCore, around: readonly [Token, Token], piece: Piece): Token[] {
  if (piece.kind === 'image') {
    const [open, close] = pair(state, 'figure', 'figure');
    return [open, piece.token, close];
  }
  const inline = new state.Token('inline', '', 0);
  inline.children = [...piece.tokens];
  return [around[0], inline, around[1]];
}

function pair(state: StateCore, name: string, tag: string): [Token, Token] {
  return [new state.Token(`${name}_open`, tag, 1), new state.Token(`${name}_close`, tag, -1)];
}
