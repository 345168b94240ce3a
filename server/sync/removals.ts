/** Notices when most of a text's words go, in one update or in many shortly after each other. */
import * as Y from 'yjs';
import { textIndex } from '../../shared/anchor/text-index.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { countWords, missingIn, sumOf } from '../words/word-counts.ts';
import type { WordCounts } from '../words/word-counts.ts';
import { documentOf } from './stored-document.ts';

/** What goes within so long of each other is held to go together. */
const TOGETHER_MS = 5 * 60_000;

/** Shorter texts are not worth it. */
const LEAST_CHARACTERS = 200;

/** So many stretches at most, as of a text that grows and grows. */
const MOST_STRETCHES = 8;

/** A state of the text, with the words that have gone since. */
export interface RemovedFrom {
  /** The whole text as it was then. */
  readonly updates: readonly Uint8Array[];
  /** How many words it had. */
  readonly words: number;
  /** How many of them aren't in the text any more. */
  readonly removed: number;
}

interface Stretch {
  readonly began: number;
  /** The text as it was at the beginning; the bytes are those that the room holds anyway, or has held. */
  readonly updates: readonly Uint8Array[];
  readonly characters: number;
  removed: number;
  inserted: number;
}

/**
 * Looks at stretches of time, the next one beginning in the middle of the one before, so that whatever happens within
 * `TOGETHER_MS` is within one; another one begins where the text has grown by half. In each the characters are counted that go, which costs next to nothing; only where these come to
 * half of the text its words are compared, which also tells what was moved from what was removed.
 */
export class Removals {
  #stretches: Stretch[] = [];
  /** Those of the state that was handed out last, which need not be kept once more as it goes on shrinking. */
  #last: { readonly words: WordCounts; readonly at: number } | null = null;

  /** To be called before an update is applied to the document; `updates` gives all that is in it. */
  begin(now: number, doc: () => Y.Doc, updates: () => readonly Uint8Array[]): void {
    this.endPast(now);
    const latest = this.#stretches.at(-1);
    if (latest !== undefined && now - latest.began < TOGETHER_MS && !hasGrown(latest)) return;
    if (this.#stretches.length === MOST_STRETCHES) this.#stretches.splice(1, 1);
    const characters = livingCharacters(doc());
    const counted = { characters, removed: 0, inserted: 0 };
    this.#stretches.push({ began: now, updates: updates(), ...counted });
  }

  /** To be called once an update has put so many characters in. */
  inserted(many: number): void {
    for (const stretch of this.#stretches) stretch.inserted += many;
  }

  /** To be called once an update was applied that took so many characters away. Gives the state that is to be kept; null for none. */
  removed(many: number, now: number, doc: Y.Doc): RemovedFrom | null {
    for (const stretch of this.#stretches) stretch.removed += many;
    // The longest: what goes is most of what was there before, or most of what was written meanwhile.
    const [due] = this.#stretches
      .filter(
        ({ removed, characters }) => characters >= LEAST_CHARACTERS && removed * 2 > characters,
      )
      .sort((one, other) => other.characters - one.characters);
    if (due === undefined) return null;
    this.#stretches = [];
    const was = documentOf(due.updates);
    const [words, left] = [wordsIn(was), wordsIn(doc)];
    was.destroy();
    const [all, gone] = [sumOf(words), missingIn(words, left)];
    if (gone * 2 <= all || this.#isInLast(words)) return null;
    this.#last = { words, at: now };
    return { updates: due.updates, words: all, removed: gone };
  }

  /** Lets go of the stretches that are over, and of all that a clock which was put back has left. */
  endPast(now: number): void {
    const isOn = (at: number): boolean => at <= now && now - at < 2 * TOGETHER_MS;
    this.#stretches = this.#stretches.filter(({ began }) => isOn(began));
    if (this.#last !== null && !isOn(this.#last.at)) this.#last = null;
  }

  /** What was handed out last was not kept, or the text has begun anew. */
  forget(): void {
    this.#stretches = [];
    this.#last = null;
  }

  #isInLast(words: WordCounts): boolean {
    // A word may have been cut in two meanwhile, or another one been written.
    return this.#last !== null && missingIn(words, this.#last.words) * 10 < sumOf(words);
  }
}

/** The words of a text's document. */
export function wordsIn(doc: Y.Doc): WordCounts {
  return countWords(textIndex(doc.getXmlFragment(ARTICLE_ROOT)).text);
}

function hasGrown({ characters, inserted }: Stretch): boolean {
  return inserted * 2 > Math.max(characters, LEAST_CHARACTERS);
}

/** Counted without walking through the tree: an item of text is as long as its words. */
function livingCharacters(doc: Y.Doc): number {
  let characters = 0;
  for (const structs of doc.store.clients.values())
    for (const struct of structs)
      if (struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentString)
        characters += struct.length;
  return characters;
}
