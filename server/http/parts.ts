/** The parts of a running server, as the routes get them. */
import type { AccountServices } from '../accounts/account-services.ts';
import type { Annotations } from '../articles/annotations.ts';
import type { Articles } from '../articles/articles.ts';
import type { Layers } from '../articles/layers.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Config } from '../config.ts';
import type { EarlierTexts } from '../earlier-texts/earlier-texts.ts';
import type { Formats } from '../formats/formats.ts';
import type { Assets } from './assets.ts';
import type { Limits } from '../limits/limits.ts';
import type { Queue } from '../moderation/queue.ts';
import type { Notices } from '../notices/notices.ts';
import type { Erasure } from '../personal-data/erasure.ts';
import type { WordsByPerson } from '../personal-data/written-words.ts';
import type { Pictures } from '../articles/pictures.ts';
import type { Reports } from '../moderation/reports.ts';
import type { IdleGuests } from '../sharing/idle-guests.ts';
import type { Sharing } from '../sharing/sharing.ts';
import type { Search } from '../search/search.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Store } from '../storage/store.ts';
import type { StoreUpkeep } from '../storage/upkeep.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Trash } from '../trash/trash.ts';
import type { Visits } from '../visits/visits.ts';
import type { Metrics } from '../watch/metrics.ts';
import type { Readiness } from '../watch/readiness.ts';

/** Made once, by `start.ts`; each file of routes takes those that it needs. */
export interface Parts extends AccountServices, Sharing {
  readonly config: Config;
  readonly store: Store;
  /** Null where the store lies in no folder of this machine. */
  readonly upkeep: StoreUpkeep | null;
  readonly rooms: Rooms;
  readonly limits: Limits;
  readonly articles: Articles;
  readonly pictures: Pictures;
  readonly layers: Layers;
  readonly annotations: Annotations;
  readonly earlierTexts: EarlierTexts;
  readonly visits: Visits;
  readonly notices: Notices;
  readonly trash: Trash;
  readonly writtenWords: WordsByPerson;
  readonly erasure: Erasure;
  readonly idleGuests: IdleGuests;
  readonly audit: AuditLog;
  readonly formats: Formats;
  readonly queue: Queue;
  readonly search: Search;
  readonly searchIndex: SearchIndex;
  readonly reports: Reports;
  readonly assets: Assets;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Public address, without a trailing slash. */
  readonly url: () => string;
}
