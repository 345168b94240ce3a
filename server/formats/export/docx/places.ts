/** Where in the text something of a thread begins, ends or is put in. */
import type { Thread } from './threads.ts';

/** What of one thread happens at a place. */
export interface Happening {
  readonly thread: Thread;
  readonly begins: boolean;
  readonly ends: boolean;
  /** New words that are proposed to stand here; '' for none. */
  readonly words: string;
  /** Where the words that these replace begin. */
  readonly replaced: number;
}

/** One place of the text. */
export interface Place {
  /**
   * In the order in which it is written: first what ends, then what is put in behind old words, then what begins. So what
   * somebody proposes is within their own comment and in nobody else's.
   */
  readonly happenings: readonly Happening[];
  /** Whose proposal deletes the words from here on; null where these stand, undefined where nothing changes. */
  readonly deletes: Thread | null | undefined;
}

interface Draft {
  readonly byThread: Map<Thread, Happening>;
  deletes?: Thread | null;
}

/** All places by their offsets in the plain text, in ascending order. */
export function placesOf(threads: readonly Thread[]): ReadonlyMap<number, Place> {
  const drafts = new Map<number, Draft>();
  for (const thread of threads) {
    const { range, changes } = thread;
    if (range === null) continue;
    add(range.from, thread, { begins: true });
    add(range.to, thread, { ends: true });
    for (const { from, to, words } of changes) {
      if (words !== '') add(to, thread, { words, replaced: from });
      // What ends here may have begun anew already, by another thread.
      if (from < to) draftAt(to).deletes ??= null;
      if (from < to) draftAt(from).deletes = thread;
    }
  }
  return new Map(
    [...drafts]
      .toSorted(([one], [other]) => one - other)
      .map(([offset, { byThread, deletes }]) => {
        const happenings = [...byThread.values()];
        return [offset, { happenings: happenings.toSorted(byTurn), deletes }];
      }),
  );

  function draftAt(offset: number): Draft {
    const draft = drafts.get(offset) ?? { byThread: new Map<Thread, Happening>() };
    drafts.set(offset, draft);
    return draft;
  }

  function add(offset: number, thread: Thread, more: Partial<Happening>): void {
    const { byThread } = draftAt(offset);
    const before = byThread.get(thread) ?? { thread, begins: false, ends: false, words: '', replaced: 0 }; // prettier-ignore
    byThread.set(thread, { ...before, ...more });
  }
}

function byTurn(one: Happening, other: Happening): number {
  return turnOf(one) - turnOf(other);
}

function turnOf({ begins, ends, words }: Happening): number {
  if (begins) return ends ? 2 : 3;
  return words === '' ? 0 : 1;
}
