/** Chooses how emphasis is written: by a delimiter that every parser reads as such there, or else by HTML tags. */

/** A piece of a line of Markdown: words as they are written, or an end of what is emphasised. */
export type Piece =
  | { readonly kind: 'words'; readonly markdown: string }
  | { readonly kind: 'open' | 'close'; readonly emphasis: Emphasis };

/** Emphasised words, with all that they may be written by. */
export interface Emphasis {
  /** In the order of preference. */
  readonly delimiters: readonly string[];
  readonly tag: string;
}

type Edge = 'blank' | 'punctuation' | 'letter';

interface Written {
  readonly open: string;
  readonly close: string;
  readonly isDelimiter: boolean;
}

/**
 * The Markdown of the pieces, which nest rightly. A delimiter is taken where CommonMark's rules let it open and close, whichever
 * way parsers differ on the characters beside it, and where it doesn't run together with another one of the same character.
 * https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
 */
export function joinPieces(pieces: readonly Piece[]): string {
  const chosen = new Map<Emphasis, Written>();
  for (const [opens, closes] of spans(pieces)) {
    const piece = pieces[opens]!;
    if (piece.kind !== 'words') chosen.set(piece.emphasis, choose(piece.emphasis, opens, closes));
  }
  return pieces.map(write).join('');

  // What is chosen later is punctuation in any case, and sees for itself that it keeps apart from what was chosen before.
  function choose({ delimiters, tag }: Emphasis, opens: number, closes: number): Written {
    const around = [opens - 1, opens + 1, closes - 1, closes + 1] as const;
    const neighbours = around.map((at) => neighbour(pieces[at]));
    const delimiter = delimiters.find(
      (candidate) =>
        !neighbours.some((text) => text.isDelimiter && text.markdown[0] === candidate[0]) &&
        mayOpen(candidate, neighbours[0]!.markdown, neighbours[1]!.markdown) &&
        mayClose(candidate, neighbours[2]!.markdown, neighbours[3]!.markdown),
    );
    if (delimiter !== undefined) return { open: delimiter, close: delimiter, isDelimiter: true };
    return { open: `<${tag}>`, close: `</${tag}>`, isDelimiter: false };
  }

  function neighbour(piece: Piece | undefined) {
    if (piece === undefined) return { markdown: '\n', isDelimiter: false };
    if (piece.kind === 'words') return { markdown: piece.markdown, isDelimiter: false };
    const isDelimiter = chosen.get(piece.emphasis)?.isDelimiter === true;
    return { markdown: write(piece), isDelimiter };
  }

  function write(piece: Piece): string {
    if (piece.kind === 'words') return piece.markdown;
    return chosen.get(piece.emphasis)?.[piece.kind] ?? piece.emphasis.delimiters[0] ?? '<';
  }
}

/** The indices of opening and closing pieces that belong together, in the order in which they open. */
function spans(pieces: readonly Piece[]): [opens: number, closes: number][] {
  const found: [number, number][] = [];
  const open: [number, number][] = [];
  pieces.forEach((piece, index) => {
    if (piece.kind === 'open') {
      open.push([index, index]);
      found.push(open.at(-1)!);
    } else if (piece.kind === 'close') {
      open.pop()![1] = index;
    }
  });
  return found;
}

function mayOpen(delimiter: string, before: string, after: string): boolean {
  return everyEdge(before, after, (left, right) => {
    if (!isFlanking(right, left)) return false;
    return delimiter[0] !== '_' || !isFlanking(left, right) || left === 'punctuation';
  });
}

function mayClose(delimiter: string, before: string, after: string): boolean {
  return everyEdge(before, after, (left, right) => {
    if (!isFlanking(left, right)) return false;
    return delimiter[0] !== '_' || !isFlanking(right, left) || right === 'punctuation';
  });
}

function isFlanking(inside: Edge, outside: Edge): boolean {
  return inside === 'letter' || (inside === 'punctuation' && outside !== 'letter');
}

function everyEdge(before: string, after: string, holds: (left: Edge, right: Edge) => boolean) {
  const left = edges(/.$/su.exec(before)?.[0] ?? '\n');
  const right = edges(/^./su.exec(after)?.[0] ?? '\n');
  return left.every((one) => right.every((other) => holds(one, other)));
}

/** What parsers take the character for: symbols are punctuation in some of them, and those beyond the BMP in few. */
function edges(character: string): readonly Edge[] {
  if (/[\t\n\f\r\p{Zs}]/u.test(character)) return ['blank'];
  if (/\s/u.test(character)) return ['blank', 'letter'];
  if (/[!-/:-@[-`{-~]/.test(character)) return ['punctuation'];
  if (!/[\p{P}\p{S}]/u.test(character)) return ['letter'];
  return character.length === 1 && /\p{P}/u.test(character)
    ? ['punctuation']
    : ['punctuation', 'letter'];
}
