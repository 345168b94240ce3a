/** The parts of a running server, as the routes get them. */
import type { Accounts } from './accounts/accounts.ts';
import type { Sessions } from './accounts/sessions.ts';
import type { Annotations } from './articles/annotations.ts';
import type { Articles } from './articles/articles.ts';
import type { Layers } from './articles/layers.ts';
import type { Config } from './config.ts';
import type { ArticleReader } from './formats/import/article-reader.ts';
import type { Assets } from './http/assets.ts';
import type { Queue } from './moderation/queue.ts';
import type { Reports } from './moderation/reports.ts';
import type { Store } from './storage/open.ts';
import type { Rooms } from './sync/rooms.ts';
import type { Metrics } from './watch/metrics.ts';
import type { Readiness } from './watch/readiness.ts';

export interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly rooms: Rooms;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly articles: Articles;
  readonly layers: Layers;
  readonly annotations: Annotations;
  readonly reader: ArticleReader;
  readonly queue: Queue;
  readonly reports: Reports;
  readonly assets: Assets;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Public address, without a trailing slash. */
  readonly url: () => string;
}
