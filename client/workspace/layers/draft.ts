/** Notes and replies that are being written and not sent yet, kept over a reload of the page. */
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import type { NoteKind } from '../../../shared/annotation/kinds.ts';

/** The id under which the draft has a place, a highlight and a card, as annotations have under theirs. */
export const DRAFT = 'draft';

/** What a person began to write and about which words. */
export interface Draft {
  readonly kind: NoteKind;
  readonly anchor: Anchor;
  /** The layer proposed; the person may choose another one. */
  readonly layer: string;
}

/** What stands in the composer's fields. */
export interface DraftFields {
  readonly layer: string;
  readonly body: string;
  readonly replacement: string;
}

/** A draft as it lies in the tab's storage. */
export interface KeptDraft {
  readonly draft: Draft;
  readonly fields: DraftFields;
}

type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps the draft of an article in this tab; false where the browser refuses to store anything. */
export function keepDraft(storage: TabStorage, article: string, kept: KeptDraft): boolean {
  try {
    storage.setItem(key(article), JSON.stringify(kept));
    return true;
  } catch {
    return false; // a full or forbidden storage; the words are still on the screen
  }
}

/** The draft kept for an article, or null. */
export function keptDraft(storage: TabStorage, article: string): KeptDraft | null {
  try {
    const kept = storage.getItem(key(article));
    return kept === null ? null : (JSON.parse(kept) as KeptDraft); // written by `keepDraft` alone
  } catch {
    return null;
  }
}

/** Forgets the draft of an article, since it was sent or dropped. */
export function forgetDraft(storage: TabStorage, article: string): void {
  try {
    storage.removeItem(key(article));
  } catch {
    return; // a storage that forbids this holds nothing either
  }
}

function key(article: string): string {
  return `galley:draft:${article}`;
}

/** Keeps a reply that is being written to a thread, by its id, in this tab; none where nothing is in it. */
export function keepReply(
  storage: TabStorage,
  { article, id }: { readonly article: string; readonly id: string },
  words: string,
): void {
  try {
    if (words.trim() === '') storage.removeItem(replyKey(article, id));
    else storage.setItem(replyKey(article, id), words);
  } catch {
    return; // a full or forbidden storage; the words are still on the screen
  }
}

/** The reply kept for a thread, empty where there is none. */
export function keptReply(
  storage: TabStorage,
  { article, id }: { readonly article: string; readonly id: string },
): string {
  try {
    return storage.getItem(replyKey(article, id)) ?? '';
  } catch {
    return ''; // a forbidden storage
  }
}

function replyKey(article: string, thread: string): string {
  return `galley:reply:${article}:${thread}`;
}
