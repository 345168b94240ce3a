/** Keeps an article's words on this device where the server would not take them. */
import { fromBase64, toBase64 } from 'lib0/buffer';

/** The whole article as its writer saw it last. */
export interface KeptWords {
  readonly text: string;
  /** The same as a Yjs update, with headings, links and marks; null where the device had no room for it. */
  readonly update: Uint8Array | null;
  /** ISO 8601. */
  readonly kept: string;
}

/** As they lie in the storage. */
interface Stored {
  readonly text: string;
  /** Base64; words that were kept by an older release have none. */
  readonly update?: string | null;
  readonly kept: string;
}

type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps the words, the text alone where there is no room for more; false where the browser refuses to store them. */
export function keepWords(storage: DeviceStorage, article: string, words: KeptWords): boolean {
  const { text, update, kept } = words;
  const bare: Stored = { text, update: null, kept };
  const whole: Stored = { ...bare, update: update && toBase64(update) };
  return store(storage, article, whole) || store(storage, article, bare);
}

/** The words kept for an article, or null. */
export function keptWords(storage: DeviceStorage, article: string): KeptWords | null {
  try {
    const kept = storage.getItem(key(article));
    if (kept === null) return null;
    const stored = JSON.parse(kept) as Stored; // written by `keepWords` alone
    return { ...stored, update: stored.update ? fromBase64(stored.update) : null };
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

function store(storage: DeviceStorage, article: string, stored: Stored): boolean {
  try {
    storage.setItem(key(article), JSON.stringify(stored));
    return true;
  } catch {
    return false; // a full or forbidden storage; the words are still on the screen
  }
}

function key(article: string): string {
  return `galley:words:${article}`;
}
