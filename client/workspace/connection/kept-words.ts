/** Keeps an article's words on this device where the server would not take them. */
import { fromBase64, toBase64 } from 'lib0/buffer';
import type { DeviceStorage } from '../../ui/device-storage.ts';

/** The whole article as its writer saw it last. */
export interface KeptWords {
  readonly text: string;
  /** The same as a Yjs update, with headings, links and marks; null where the device had no room for it. */
  readonly update: Uint8Array | null;
  /** ISO 8601. */
  readonly kept: string;
}

/** Whose words of which article they are. */
export interface WordsPlace {
  readonly article: string;
  /** Id of their writer: others may sign in on the same device. */
  readonly member: string;
}

/** As they lie in the storage. */
interface Stored {
  readonly text: string;
  /** Base64; words that were kept by an older release have none. */
  readonly update?: string | null;
  readonly kept: string;
}

/**
 * Keeps the words beside those kept before, the text alone where there is no room for more; false where the browser refuses to
 * store them.
 */
export function keepWords(storage: DeviceStorage, place: WordsPlace, words: KeptWords): boolean {
  const { text, update, kept } = words;
  const bare: Stored = { text, update: null, kept };
  const whole: Stored = { ...bare, update: update && toBase64(update) };
  try {
    const key = freeKey(storage, `${prefix(place)}${kept}`);
    return store(storage, key, whole) || store(storage, key, bare);
  } catch {
    return false; // a forbidden storage
  }
}

/** What is kept of an article, the latest first, each with its key in the storage; empty where the browser forbids its storage. */
export function keptWords(
  storage: DeviceStorage,
  place: WordsPlace,
): readonly (readonly [key: string, words: KeptWords])[] {
  try {
    return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
      .filter((key) => key.startsWith(prefix(place)) || key === olderKey(place))
      .flatMap((key) => read(storage, key))
      .toSorted(([, one], [, other]) => (one.kept < other.kept ? 1 : -1));
  } catch {
    return []; // a forbidden storage
  }
}

/** Forgets the words under a key, since their writer has them or doesn't want them. */
export function forgetWords(storage: DeviceStorage, key: string): void {
  try {
    storage.removeItem(key);
  } catch {
    return; // a storage that forbids this holds nothing either
  }
}

function read(storage: DeviceStorage, key: string): (readonly [string, KeptWords])[] {
  try {
    const stored = JSON.parse(storage.getItem(key) ?? '') as Stored; // written by `keepWords` alone
    return [[key, { ...stored, update: stored.update ? fromBase64(stored.update) : null }]];
  } catch {
    return []; // another program wrote there
  }
}

/** Two tabs may be refused in the same moment. */
function freeKey(storage: DeviceStorage, wanted: string): string {
  let key = wanted;
  for (let nth = 2; storage.getItem(key) !== null; nth += 1) key = `${wanted} ${nth}`;
  return key;
}

function store(storage: DeviceStorage, key: string, stored: Stored): boolean {
  try {
    storage.setItem(key, JSON.stringify(stored));
    return true;
  } catch {
    return false; // a full or forbidden storage; the words are still on the screen
  }
}

function prefix({ article, member }: WordsPlace): string {
  return `galley:words:${article}:${member}:`;
}

/** An older release kept one text of an article, and didn't say whose. */
function olderKey({ article }: WordsPlace): string {
  return `galley:words:${article}`;
}
