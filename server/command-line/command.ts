/** What a command of `galley` is. */
import type { Ask } from './ask.ts';

/** Prints a line for the person who called. */
export type Print = (line: string) => void;

/** One command. `usage` and `says` are printed by `galley help`; `run` rejects with a sentence for the person who called. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly says: string;
  readonly run: (args: readonly string[], ask: Ask, print: Print) => Promise<void>;
}
