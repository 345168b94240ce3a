/** Makes the parts of a server that the routes get, each of those that it needs. */
import type { AccountServices } from './accounts/account-services.ts';
import { mailer } from './accounts/mail.ts';
import { readWorkspace } from './accounts/workspace.ts';
import { Annotations } from './articles/annotations.ts';
import { Articles } from './articles/articles.ts';
import type { EditDebounce } from './articles/edit-debounce.ts';
import { Pictures } from './articles/pictures.ts';
import { AuditLog } from './audit/audit-log.ts';
import type { Config } from './config.ts';
import { openFormats } from './formats/formats.ts';
import type { Formats } from './formats/formats.ts';
import type { Parts } from './http/parts.ts';
import { Queue } from './moderation/queue.ts';
import { Reports } from './moderation/reports.ts';
import { Notices } from './notices/notices.ts';
import { Erasure } from './personal-data/erasure.ts';
import { WordsByPerson } from './personal-data/written-words.ts';
import { Search } from './search/search.ts';
import { IdleGuests } from './sharing/idle-guests.ts';
import { sharing } from './sharing/sharing.ts';
import type { Store } from './storage/store.ts';
import type { StoreUpkeep } from './storage/upkeep.ts';
import { Trash } from './trash/trash.ts';
import { Visits } from './visits/visits.ts';
import { Readiness } from './watch/readiness.ts';

/** What the parts are made of. */
export interface AssemblyOptions {
  readonly config: Config;
  readonly store: Store;
  /** The same store's, where it lies in a folder of this machine; else null. */
  readonly upkeep: StoreUpkeep | null;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly newSecret: () => string;
  /** Its own where none are given; closed with the server. */
  readonly formats?: Formats;
}

/** What is there before the other parts, which are made of it. */
export interface Made
  extends
    AccountServices,
    Pick<
      Parts,
      'rooms' | 'limits' | 'layers' | 'earlierTexts' | 'searchIndex' | 'assets' | 'metrics' | 'url'
    > {
  readonly edits: EditDebounce;
  /** Hears of what failed in the background. */
  readonly failed: (error: unknown) => void;
}

/** All parts of a server; nothing of it is running yet. */
export function assemble(options: AssemblyOptions, made: Made): Parts {
  const { store, now, newId, newSecret } = options;
  const { rooms, limits, edits, searchIndex } = made;
  const { catalogue, log } = store;
  const written = annotating(options, made);
  const { audit, nameOf } = written;
  const perHour = options.config.reportsPerHour;
  const followUp = (article: string): Promise<void> => edits.flush(article);
  const trash = new Trash({ store, rooms, audit, now, followUp });
  const writtenWords = new WordsByPerson(store);
  return {
    ...options,
    ...made,
    ...written,
    trash,
    writtenWords,
    erasure: new Erasure({ ...made, ...written, store, trash, writtenWords }),
    idleGuests: new IdleGuests({ ...made, store, audit, now }),
    queue: new Queue({ catalogue, log, rooms, nameOf }),
    search: new Search({ store, index: searchIndex, nameOf }),
    reports: new Reports({ store, rooms, limits, perHour, newId, newSecret, now }),
    visits: new Visits(store, now),
    readiness: new Readiness(log, now, () => rooms.areWritable),
  };
}

/** Articles and all that people write in and about them. */
function annotating(options: AssemblyOptions, made: Made) {
  const { config, store, now, newId } = options;
  const { rooms, url, failed } = made;
  const formats = options.formats ?? openFormats();
  const annotations = new Annotations(rooms, made.layers, (change) =>
    notices.note(change).catch(failed),
  );
  const shared = sharing(made, { ...options, ...made, annotations });
  const nameOf = (author: string): Promise<string | null> => shared.people.shown(author);
  const workspace = () => readWorkspace(store.catalogue);
  const send = mailer(config);
  const notices = new Notices({ store, rooms, nameOf, workspace, send, url, now });
  return {
    ...shared,
    formats,
    annotations,
    nameOf,
    notices,
    articles: new Articles({ store, rooms, now, newId }),
    pictures: new Pictures({ store, formats }),
    audit: new AuditLog(store.log, now, newId),
  };
}
