/** Keeps an article's words on this device where the server would not take them. */

/** The whole text of the article as its writer saw it last. */
export interface KeptWords {
  readonly text: string;
  /** ISO 8601. */
  readonly kept: string;
}

type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps the words; false where the browser refuses to store them. */
export function keepWords(storage: DeviceStorage, article: string, words: KeptWords): boolean {
  try {
    storage.setItem(key(article), JSON.stringify(words));
    return true;
  } catch {
    return false; // a full or forbidden storage; the words are still on the screen
  }
}

/** The words kept for an article, or null. */
export function keptWords(storage: DeviceStorage, article: string): KeptWords | null {
  try {
    const kept = storage.getItem(key(article));
    return kept === null ? null : (JSON.parse(kept) as KeptWords); // written by `keepWords` alone
  } catch {
    return null;
  }
}

/** Forgets them, since their writer has them or doesn't want them. */
export function forgetWords(storage: DeviceStorage, article: string): void {
  try {
    storage.removeItem(key(article));
  } catch {
    return; // a storage that forbids this holds nothing either
  }
}

function key(article: string): string {
  return `galley:words:${article}`;
}
