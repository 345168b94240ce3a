/** What an attack on the text of an article is. */
import type { Random } from '../fuzz/random.ts';
import type { Id, Section, Where, Write } from './forge.ts';
import type { Scene } from './scene.ts';

export interface Attack {
  readonly name: string;
  /** How it ends: a close code with the rule, or a gap, which is asked about once and closed the second time. */
  readonly ends: number | string;
  /** The update; chance varies it where there is something to vary. */
  readonly update: (scene: Scene, random: Random) => Uint8Array;
}

/** The structs of the attacker, from clock 0 on. */
export function own({ attacker }: Scene, ...structs: readonly Write[]): Section {
  return { client: attacker, clock: 0, structs };
}

/** An id of the attacker's own. */
export function ownId({ attacker }: Scene, clock: number): Id {
  return { client: attacker, clock };
}

/** Behind the last word of the paragraph. */
export function behind({ last }: Scene): Where {
  return { origin: last };
}

export const GAP = 'gap';
export const MALFORMED = 4400;
export const TOO_LARGE = 4413;
