/** The order in which a person wants the library, remembered on the device. */
import { LIBRARY_ORDERS } from '../../shared/wire/routes/articles.ts';
import type { LibraryOrder } from '../../shared/wire/routes/articles.ts';
import type { DeviceStorage } from '../ui/device-storage.ts';

const KEY = 'galley:library-order';

/** By last edit where nothing else, or nothing that can be read, was kept. */
export function keptOrder(storage: DeviceStorage): LibraryOrder {
  try {
    const kept = storage.getItem(KEY);
    return LIBRARY_ORDERS.find((order) => order === kept) ?? 'modified';
  } catch {
    return 'modified';
  }
}

/** A storage that refuses it forgets it, and nothing else. */
export function keepOrder(storage: DeviceStorage, order: LibraryOrder): void {
  try {
    storage.setItem(KEY, order);
  } catch {
    return; // full or forbidden
  }
}
