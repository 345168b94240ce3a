/** Guests that left nothing: their rows go, so that a link isn't full of people who came by once. */
import type { AuditLog } from '../audit/audit-log.ts';
import { toAuditActor } from '../audit/audit-log.ts';
import { SYSTEM } from '../../shared/policy/actor.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { storedAnnotations } from '../articles/stored-annotations.ts';
import { nextTurn } from '../cooperative-task.ts';
import type { Guest } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import { forgetVisits } from '../visits/visits.ts';
import { namedIn } from './people.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** `audit` hears of how many went. */
export interface IdleGuestsOptions {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

/**
 * A guest without a session never comes back: who follows the link again is another one. Where the name stands in no thread
 * either, nobody misses the row. A guest of an article in the trash comes and goes with it.
 */
export class IdleGuests {
  readonly #options: IdleGuestsOptions;
  #looked = -Infinity;

  constructor(options: IdleGuestsOptions) {
    this.#options = options;
  }

  /** Removes them, until `stop`. Looks at most once a day: all threads of their articles are read for it. */
  async prune(stop?: AbortSignal): Promise<void> {
    const { store, sessions, now } = this.#options;
    const time = now().getTime();
    const [guests, present] = [await store.catalogue.find('guests'), await sessions.holders()];
    // The row of one who is just coming in is older than the session.
    const lately = new Date(time - DAY_MS).toISOString();
    const away = guests.filter(({ id, created }) => created < lately && !present.has(id));
    if (away.length === 0 || time - this.#looked < DAY_MS) return;
    for (const article of new Set(away.map((guest) => guest.article))) {
      if (stop?.aborted) return;
      const those = away.filter((guest) => guest.article === article);
      // One article at a time bounds memory.
      await this.#pruneIn(article, those);
    }
    this.#looked = time;
  }

  async #pruneIn(article: string, guests: readonly Guest[]): Promise<void> {
    const { store, audit } = this.#options;
    const named = await this.#namedIn(article);
    const idle = guests.filter(({ id }) => named !== null && !named.has(id));
    if (idle.length === 0) return;
    const event = {
      actor: toAuditActor(SYSTEM),
      action: 'guests forgotten',
      article,
      subject: null,
      detail: { guests: String(idle.length) },
      network: null,
    } as const;
    const seen = (await Promise.all(idle.map(({ id }) => forgetVisits(store.log, id)))).flat();
    await store.transaction(async ({ catalogue, log }) => {
      for (const { id } of idle) catalogue.delete('guests', id);
      log.write([audit.write(event), ...seen]);
    });
  }

  /** Whose names stand in the article's threads, those in the trash too; null where a layer is damaged. */
  async #namedIn(article: string): Promise<ReadonlySet<string> | null> {
    const { catalogue, log } = this.#options.store;
    const trashed = await catalogue.find('trash', { article, what: 'layer' });
    const layers = [
      ...(await catalogue.find('layers', { article })),
      ...trashed.flatMap(({ rows }) => rows.layers),
    ];
    const named = new Set<string>();
    for (const layer of layers) {
      const annotations = await nextTurn().then(() => storedAnnotations(log, layer));
      if (annotations === null) return null;
      for (const id of annotations.flatMap(namedIn)) named.add(id);
    }
    return named;
  }
}
