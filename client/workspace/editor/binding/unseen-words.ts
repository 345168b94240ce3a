/** Words of others that Yjs has in a line and the editor doesn't show yet: they outlive what is done to the line meanwhile. */
import * as Y from 'yjs';
import { joinRuns, runsInText } from '../../../../shared/moves/item-runs.ts';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import type { MoveIndex } from '../../../../shared/moves/move-index.ts';
import { movesBetween } from '../../../../shared/moves/move.ts';
import type { Move } from '../../../../shared/moves/move.ts';
import { placeBeside } from '../../../../shared/moves/places.ts';
import type { ShownBlock } from './mirror.ts';

/** Words in a row, and the characters that are shown beside them. */
export interface UnseenWords {
  readonly words: string;
  readonly runs: readonly Run[];
  readonly behind: Run | null;
  readonly before: Run | null;
}

/** What a line has that isn't shown, in order. */
export function unseenIn(line: ShownBlock): UnseenWords[] {
  const shown = new Set(unitsOf(line.runsIn(0, line.innerSize)).map(nameOf));
  const found: { words: string; runs: Run[]; behind: Run | null; before: Run | null }[] = [];
  let behind: Run | null = null;
  let open: (typeof found)[number] | null = null;
  for (const text of line.type.toArray()) {
    if (!(text instanceof Y.XmlText)) continue;
    const words = text
      .toDelta()
      .map(({ insert }: { insert: string }) => insert)
      .join(''); // `any`
    for (const [at, unit] of unitsOf(runsInText(text, 0, text.length)).entries()) {
      if (shown.has(nameOf(unit))) {
        if (open !== null) open.before = unit;
        [behind, open] = [unit, null];
        continue;
      }
      if (open === null) found.push((open = { words: '', runs: [], behind, before: null }));
      open.words += String(words).charAt(at);
      open.runs = joinRuns([...open.runs, unit]);
    }
  }
  return found;
}

/** Writes them beside the characters beside which they were, wherever these are now; gives the texts and what is moved by it. */
export function putBack(moves: MoveIndex, unseen: readonly UnseenWords[]) {
  const texts: Y.XmlText[] = [];
  const moved: Move[] = [];
  moves.refresh();
  for (const { words, runs, behind, before } of unseen) {
    const place = placeBeside(moves, behind, 1) ?? placeBeside(moves, before, 0);
    if (place === null) continue;
    const { text, index } = place;
    text.insert(index, words);
    texts.push(text);
    moved.push(...movesBetween(runs, runsInText(text, index, words.length)));
  }
  return { texts, moved };
}

function unitsOf(runs: readonly Run[]): Run[] {
  return runs.flatMap(({ client, clock, length }) =>
    Array.from({ length }, (_, at) => ({ client, clock: clock + at, length: 1 })),
  );
}

function nameOf({ client, clock }: Run): string {
  return `${client} ${clock}`;
}
