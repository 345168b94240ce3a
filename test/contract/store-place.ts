/** Where a contract opens its stores. */
import { onTestFinished } from 'vitest';
import type { Store } from '../../server/storage/store.ts';

/** One place that stores are opened on: with the same content each time where `keeps`. */
export interface StorePlace {
  readonly keeps: boolean;
  open(): Promise<Store>;
}

/** The store of a new place, closed when the test has ended. */
export async function opened(makePlace: () => Promise<StorePlace>): Promise<Store> {
  const store = await (await makePlace()).open();
  onTestFinished(() => store.close());
  return store;
}

/** The store, closed and opened again where its place keeps anything. */
export async function reopened(place: StorePlace, store: Store): Promise<Store> {
  if (!place.keeps) return store;
  await store.close();
  const again = await place.open();
  onTestFinished(() => again.close());
  return again;
}
