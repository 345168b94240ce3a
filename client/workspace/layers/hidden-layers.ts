/** The layers that a person doesn't want to see now, remembered on the device for each person and article. */
import type { DeviceStorage } from '../../ui/device-storage.ts';

/** Remembers those hidden rather than those shown, so that a new layer is seen. */
export class HiddenLayers {
  readonly #storage: DeviceStorage;
  readonly #key: string;
  readonly #ids: Set<string>;

  /** `member` is the id of the person: another one at the same device has other choices. */
  constructor(storage: DeviceStorage, article: string, member: string) {
    this.#storage = storage;
    this.#key = `galley:hidden-layers:${article}:${member}`;
    this.#ids = new Set(read(storage, this.#key));
  }

  /** Whether this person hides the layer; false for one that they have not seen yet. */
  has(layer: string): boolean {
    return this.#ids.has(layer);
  }

  /** Holds at once, and on this device also later, as far as its storage takes it. */
  set(layer: string, hidden: boolean): void {
    if (this.#ids.has(layer) === hidden) return;
    if (hidden) this.#ids.add(layer);
    else this.#ids.delete(layer);
    try {
      this.#storage.setItem(this.#key, JSON.stringify([...this.#ids]));
    } catch {
      return; // a full or forbidden storage: the choice holds until the page is left
    }
  }
}

function read(storage: DeviceStorage, key: string): string[] {
  try {
    const ids: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
