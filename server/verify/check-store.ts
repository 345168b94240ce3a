/** Checks the whole store: that what belongs together is there, can be read, and says the same. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ANNOTATIONS_ROOT } from '../../shared/annotation/annotation.ts';
import type { Article, Layer } from '../../shared/article/article.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { roomName } from '../../shared/wire/messages.ts';
import type { StoreReport } from '../../shared/wire/routes/store.ts';
import type { Store } from '../storage/store.ts';
import { allRows, keptIds } from '../trash/trashed-rows.ts';
import type { StoreUpkeep } from '../storage/upkeep.ts';
import { DamagedBlobError } from '../storage/damage.ts';
import { SPACES } from '../storage/update-log.ts';
import { readEntries } from '../storage/read-entries.ts';
import { readSearchKey, textKey, THREADS_MADE } from '../projections/search-rows.ts';
import { checkTextRow } from './check-text-row.ts';
import { checkLayer, queuePrefixes } from './check-queue.ts';
import { checkRoom } from './check-room.ts';

/**
 * Reads everything, a room in a turn, so that a server goes on meanwhile. `rebuild` puts the queue's records right. `upkeep` is the
 * store's own, where it has one.
 */
export async function checkStore(
  store: Store,
  upkeep: Pick<StoreUpkeep, 'notices' | 'generation'> | null,
  rebuild: boolean,
): Promise<StoreReport> {
  const { log } = store;
  const names = await log.rooms();
  const { articles, layers, inTrash } = await allRows(store);
  const findings: string[] = [...(upkeep?.notices ?? [])];
  const textless: Article[] = [];
  let rebuilt = 0;
  for (const article of articles) {
    // One at a time bounds memory and stalls.
    const checked = await checkText(store, article, rebuild);
    if (checked === 'missing') textless.push(article);
    else {
      findings.push(...checked.findings);
      rebuilt += checked.rebuilt;
    }
  }
  const checkedLayers: { readonly layer: Layer; readonly findings: readonly string[] }[] = [];
  for (const layer of layers) {
    const checked = await nextTurn().then(() => checkLayer(log, layer, rebuild));
    checkedLayers.push({ layer, findings: checked.findings });
    rebuilt += checked.rebuilt;
  }
  // Asked once, and now: some may have been deleted since the lists were made.
  const kept = await keptIds(store);
  for (const { id, title } of textless)
    if (kept.has(id)) findings.push(`The article “${title}” (${id}) has no text.`);
  for (const { layer, findings: ofLayer } of checkedLayers) {
    if (!kept.has(layer.id)) continue;
    findings.push(...ofLayer);
    if (!kept.has(layer.article))
      findings.push(`The layer “${layer.name}” (${layer.id}) has no article.`);
  }
  const known = new Set([
    ...articles.map(({ id }) => roomName(id)),
    ...layers.map(({ article, id }) => roomName(article, id)),
  ]);
  const strays = await checkStrays(
    store,
    names.filter((name) => !known.has(name)),
  );
  const entries = await checkEntries(store, rebuild);
  return {
    findings: [...findings, ...strays.findings, ...entries.findings, ...(await checkBlobs(store))],
    generation: upkeep?.generation() ?? 0,
    articles: articles.length,
    layers: layers.length,
    trash: inTrash,
    rooms: names.length,
    strays: strays.count,
    rebuilt: rebuilt + entries.rebuilt,
  };
}

async function checkText(store: Store, { id, title }: Article, rebuild: boolean) {
  await nextTurn();
  const checked = await checkRoom(store.log, roomName(id), ARTICLE_ROOT);
  if (checked.state === 'wrong') return { findings: [checked.says], rebuilt: 0 };
  if (checked.state !== 'sound') return 'missing';
  const row = await checkTextRow(store.log, id, checked, rebuild);
  checked.doc.destroy();
  const finding = `The record of the search differs from the text of “${title}” (${id}).`;
  return { findings: row.isWrong ? [finding] : [], rebuilt: row.rebuilt };
}

async function checkStrays({ log }: Store, names: readonly string[]) {
  const findings: string[] = [];
  let count = 0;
  for (const name of names) {
    const root = name.includes('/') ? ANNOTATIONS_ROOT : ARTICLE_ROOT;
    // One at a time bounds memory and stalls.
    const checked = await nextTurn().then(() => checkRoom(log, name, root));
    if (checked.state === 'wrong') findings.push(checked.says);
    if (checked.state === 'sound') {
      checked.doc.destroy();
      count += 1;
    }
  }
  return { findings, count };
}

/** Blobs that can't be read. */
async function checkBlobs({ blobs }: Store): Promise<string[]> {
  let damaged = 0;
  for (const key of await blobs.list()) {
    await nextTurn();
    await blobs.get(key).catch((error: unknown) => {
      if (!(error instanceof DamagedBlobError)) throw error;
      damaged += 1;
    });
  }
  return damaged === 0 ? [] : [`${damaged} blobs can't be read.`];
}

/** Entries that can't be read, and records of the queue and the search whose article or layer is gone. */
async function checkEntries(store: Store, rebuild: boolean) {
  const { log } = store;
  const findings: string[] = [];
  let rebuilt = 0;
  for (const space of SPACES) {
    // One at a time bounds memory and stalls.
    const { entries, damaged } = await nextTurn().then(() => readEntries(log, space));
    if (damaged.length > 0) findings.push(`${damaged.length} entries of “${space}” can't be read.`);
    if (space !== 'queue' && space !== 'search') continue;
    const keys = entries.map(({ key }) => key);
    const lost = await (space === 'queue' ? lostOfQueue(store, keys) : lostOfSearch(store, keys));
    if (lost.length > 0)
      findings.push(`${lost.length} records of the ${space} belong to no layer.`);
    const wrong = [...damaged, ...lost];
    if (!rebuild || wrong.length === 0) continue;
    await log.commit(wrong.map((key) => ({ do: 'remove', space, key })));
    rebuilt += wrong.length;
  }
  return { findings, rebuilt };
}

async function lostOfQueue(store: Store, keys: readonly string[]): Promise<string[]> {
  const known = new Set((await allRows(store)).layers.flatMap(queuePrefixes));
  return keys.filter((key) => !known.has(key.slice(0, key.lastIndexOf('/') + 1)));
}

async function lostOfSearch(store: Store, keys: readonly string[]): Promise<string[]> {
  const { articles, layers } = await allRows(store);
  const texts = new Set(articles.map(({ id }) => textKey(id)));
  const known = new Set(layers.map(({ id, article }) => `${article}/${id}`));
  return keys.filter((key) => {
    const read = readSearchKey(key);
    if (read === null) return key !== THREADS_MADE;
    return read.of === 'text' ? !texts.has(key) : !known.has(`${read.article}/${read.layer}`);
  });
}
