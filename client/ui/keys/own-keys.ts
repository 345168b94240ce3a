/** The keys that a person has chosen in place of ours, kept on the device. */
import type { DeviceStorage } from '../device-storage.ts';

const STORED = 'galley:keys';

/** By the name of a shortcut; as it was read last, with the words that it was read from. */
let read: { readonly words: string | null; readonly keys: ReadonlyMap<string, string> } = {
  words: null,
  keys: new Map(),
};

/** The key that the person has given to a shortcut; null where it has ours. Another tab’s choice holds here at once. */
export function ownKey(name: string): string | null {
  return ownKeys().get(name) ?? null;
}

/** Gives a shortcut another key, null for ours again. Where the device keeps nothing it holds until the page is left. */
export function setOwnKey(name: string, key: string | null): void {
  const keys = new Map(ownKeys());
  if (key === null) keys.delete(name);
  else keys.set(name, key);
  keep(keys);
}

/** All shortcuts have our keys again. */
export function forgetOwnKeys(): void {
  keep(new Map());
}

function ownKeys(): ReadonlyMap<string, string> {
  const words = stored();
  if (words !== read.words && words !== undefined) read = { words, keys: parsed(words) };
  return read.keys;
}

function keep(keys: ReadonlyMap<string, string>): void {
  const words = keys.size === 0 ? null : JSON.stringify(Object.fromEntries(keys));
  read = { words, keys };
  try {
    if (words === null) device()?.removeItem(STORED);
    else device()?.setItem(STORED, words);
  } catch {
    return; // full or forbidden
  }
}

/** Null where nothing is kept; undefined where nobody can tell. */
function stored(): string | null | undefined {
  try {
    return device()?.getItem(STORED);
  } catch {
    return undefined;
  }
}

/** There is none where the code runs outside of a browser. */
function device(): DeviceStorage | undefined {
  return (globalThis as { readonly localStorage?: DeviceStorage }).localStorage;
}

function parsed(words: string | null): ReadonlyMap<string, string> {
  try {
    const kept: unknown = JSON.parse(words ?? '{}');
    if (typeof kept !== 'object' || kept === null) return new Map();
    const entries = Object.entries(kept) as [string, unknown][]; // of JSON
    return new Map(
      entries.flatMap(([name, key]) =>
        typeof key === 'string' && key !== '' ? [[name, key] as const] : [],
      ),
    );
  } catch {
    return new Map();
  }
}
