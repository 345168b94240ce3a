/** Readers' reports of mistakes: taken in without an account, tied to the live words, answered by a receipt. */
import type { Article, Layer } from '../../shared/article/article.ts';
import { READER } from '../../shared/policy/actor.ts';
import type { NewReport, ReceiptAnswer } from '../../shared/wire/routes/reports.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { hashSecret } from '../accounts/secrets.ts';
import { anchorOf } from '../articles/target.ts';
import type { Store } from '../storage/store.ts';
import { readEntries } from '../storage/read-entries.ts';
import type { UpdateLog, Write } from '../storage/update-log.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Limit, Limits } from '../limits/limits.ts';
import { networkOf } from '../limits/network.ts';

/** `perHour` is how many reports one network may send within an hour. */
export interface ReportsOptions {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly limits: Limits;
  readonly perHour: number;
  readonly newId: () => string;
  readonly newSecret: () => string;
  readonly now: () => Date;
}

/** What is kept under the hash of a receipt. */
interface ReceiptRecord {
  readonly article: string;
  readonly layer: string;
  readonly annotation: string;
  readonly received: string;
}

const HOUR_MS = 60 * 60 * 1000;
/** Text of a report in all, in UTF-16 units. */
const MAX_TEXT = 2000;

/** Takes reports in, and tells what became of them. */
export class Reports {
  readonly #options: ReportsOptions;

  constructor(options: ReportsOptions) {
    this.#options = options;
  }

  /**
   * Takes a report in; gives the receipt's secret. `address` is the network address that it came from. Only reports that were
   * taken in count for the limit, so what isn't is given back.
   */
  async take(article: Article, report: NewReport, address: string): Promise<Result<string>> {
    const { limits, perHour } = this.#options;
    if (lengthOf(report) > MAX_TEXT)
      return failed('too-large', `A report has at most ${MAX_TEXT} characters.`);
    const limit: Limit = { name: 'reports', most: perHour, withinMs: HOUR_MS };
    const network = networkOf(address);
    const consumed = await limits.consume([limit, network]);
    if (!consumed.ok)
      return failed('too-many-requests', undefined, { retryAfterMs: consumed.retryAfterMs });
    const taken = await this.#take(article, report).catch(async (error: unknown) => {
      // Where the store takes nothing this fails as well, and the first error says more.
      await limits.refund(limit, network).catch(() => {});
      throw error;
    });
    if (!taken.ok) await limits.refund(limit, network);
    return taken;
  }

  /** What became of a report; null where the receipt is unknown, or its article is gone or isn't published any more. */
  async outcome(receipt: string): Promise<ReceiptAnswer | null> {
    const { store, rooms } = this.#options;
    const { catalogue, log } = store;
    const record = (await log.get('receipts', hashSecret(receipt))) as ReceiptRecord | null; // written below alone
    if (record === null) return null;
    const article = await catalogue.get('articles', record.article);
    const layer = await catalogue.get('layers', record.layer);
    const annotation = layer && (await rooms.layer(layer))?.annotation(record.annotation);
    if (article?.status !== 'published' || !annotation) return null;
    return {
      status: annotation.status,
      exact: annotation.anchor.exact,
      suggestion: annotation.replacement,
      received: record.received,
      settled: annotation.status === 'open' ? null : annotation.statusAt,
      article: {
        title: article.title,
        url: `/read/${encodeURIComponent(article.slug)}`,
        language: article.language,
        direction: article.direction,
      },
    };
  }

  async #take(article: Article, report: NewReport): Promise<Result<string>> {
    const { rooms, newId, newSecret, now } = this.#options;
    const { exact, prefix, suffix, from, suggestion, note = '' } = report;
    const [text, layer] = await Promise.all([rooms.text(article.id), this.#layer(article.id)]);
    const room = layer && (await rooms.layer(layer));
    if (!text || !layer || !room) return failed('not-found');
    const replacement = suggestion === undefined || suggestion === exact ? null : suggestion;
    const target = { exact, prefix, suffix, from };
    const anchored = anchorOf(text.index, target, replacement);
    if (!anchored.ok) return anchored;
    const [id, receipt] = [newId(), newSecret()];
    const command = {
      do: 'create',
      id,
      kind: 'report',
      anchor: anchored.value,
      body: note,
      replacement,
      color: null,
      tags: [],
    } as const;
    const record = {
      article: article.id,
      layer: layer.id,
      annotation: id,
      received: now().toISOString(),
    };
    const keep: Write = { do: 'put', space: 'receipts', key: hashSecret(receipt), value: record };
    const performed = await room.perform(command, layer, READER, {
      via: 'reader',
      alsoCommit: () => done({ writes: [keep] }),
    });
    return performed.ok ? done(receipt) : performed;
  }

  async #layer(article: string): Promise<Layer | null> {
    const [layer] = await this.#options.store.catalogue.find('layers', {
      article,
      purpose: 'reports',
    });
    return layer ?? null;
  }
}

/** The writes that remove the receipts of an article's reports. */
export async function forgetReceipts(log: UpdateLog, article: string): Promise<Write[]> {
  const { entries } = await readEntries(log, 'receipts');
  return entries
    .filter(({ value }) => (value as unknown as ReceiptRecord).article === article) // written above alone
    .map(({ key }) => ({ do: 'remove', space: 'receipts', key }));
}

/** In UTF-16 units. */
function lengthOf({ exact, suggestion = '', note = '' }: NewReport): number {
  return exact.length + suggestion.length + note.length;
}
