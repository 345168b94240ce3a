/** Puts a server together out of its parts and starts it. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { ARTICLE_ROOT } from '../shared/article/schema.ts';
import { accountServices } from './accounts/account-services.ts';
import type { AccountServices } from './accounts/account-services.ts';
import { Annotations } from './articles/annotations.ts';
import { Articles } from './articles/articles.ts';
import { OldMoves } from './articles/old-moves.ts';
import { Pictures } from './articles/pictures.ts';
import { StoredAnchors } from './articles/stored-anchors.ts';
import { Layers } from './articles/layers.ts';
import { projectAnnotation } from './projections/project.ts';
import { projectText, projectThread, textRow } from './projections/search-rows.ts';
import { EditDebounce } from './articles/edit-debounce.ts';
import { AuditLog } from './audit/audit-log.ts';
import { systemEvent } from './audit/system-events.ts';
import { EarlierTexts } from './earlier-texts/earlier-texts.ts';
import type { Carrier } from './carrier/carrier.ts';
import type { Config } from './config.ts';
import { openFormats } from './formats/formats.ts';
import type { Formats } from './formats/formats.ts';
import { SERVER_DEADLINES } from './http/deadlines.ts';
import { createApp } from './http/app.ts';
import type { Assets } from './http/assets.ts';
import { openCommandDoor } from './http/command-door.ts';
import { Limits } from './limits/limits.ts';
import { Queue } from './moderation/queue.ts';
import { Reports } from './moderation/reports.ts';
import type { Parts } from './http/parts.ts';
import type { AnswerInspector } from './http/router.ts';
import { Erasure } from './personal-data/erasure.ts';
import { WordsByPerson } from './personal-data/written-words.ts';
import { Search } from './search/search.ts';
import { SearchIndex } from './search/search-index.ts';
import { IdleGuests } from './sharing/idle-guests.ts';
import { sharing } from './sharing/sharing.ts';
import type { Store } from './storage/store.ts';
import type { Write } from './storage/update-log.ts';
import type { StoreUpkeep } from './storage/upkeep.ts';
import type { Project } from './sync/layer-room.ts';
import { Rooms } from './sync/rooms.ts';
import type { TextRoom } from './sync/text-room.ts';
import { acceptSockets } from './sync/upgrade.ts';
import { purgeHourly } from './trash/hourly-purge.ts';
import { Trash } from './trash/trash.ts';
import type { ActorInRoom } from './watch/log.ts';
import { createMetrics } from './watch/metrics.ts';
import { Readiness } from './watch/readiness.ts';

/** What a server is made of. */
export interface StartOptions {
  readonly config: Config;
  readonly store: Store;
  /** The same store's, where it lies in a folder of this machine; else null. */
  readonly upkeep: StoreUpkeep | null;
  /** Files of the client; gets the server, whose port the development assets share. */
  readonly assets: (server: Server) => Promise<Assets>;
  readonly log: Logger;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly newSecret: () => string;
  /** What tells other servers on the same store of changes and revocations; none where the server is alone on it. */
  readonly carrier?: Carrier;
  /** Its own where none are given; closed with the server. */
  readonly formats?: Formats;
  /** Runs before anybody can ask: what a new store needs. */
  readonly prepare?: (parts: Parts) => Promise<void>;
  /** Sees each answer over HTTP before it is sent. */
  readonly inspectAnswer?: AnswerInspector;
}

/** A server that listens. */
export interface Running {
  readonly parts: Parts;
  /** Public address, without a trailing slash. */
  readonly url: string;
  /** That it listens on, whatever its public address is. */
  readonly port: number;
  /** Ends after everything that was submitted is stored. */
  close(): Promise<void>;
}

/** Resolves once it listens. Rejects with a sentence for the operator where it can't, such as for a port in use. */
export async function start(options: StartOptions): Promise<Running> {
  const { config, store, upkeep, log, inspectAnswer } = options;
  const server = createServer(SERVER_DEADLINES);
  const assets = await options.assets(server);
  const localSecret = options.newSecret();
  const edits = new EditDebounce(async (article, room) => {
    await parts.articles.updateFromText(article, room);
    await anchors.reanchor(article);
    await oldMoves.forget(article, room);
    await store.log.commit([projectRested(article, room)]);
  }, failed);
  const metrics = createMetrics(async () => upkeep?.size() ?? 0);
  const earlierTexts = new EarlierTexts({ ...options, failed });
  const rooms = new Rooms({
    log: store.log,
    keptTexts: earlierTexts,
    ...(options.carrier ? { carrier: options.carrier } : {}),
    watch: metrics.watch,
    project: (...change) => recordsOf(parts.audit, ...change),
    now: options.now,
    wordsChanged: (article, room) => edits.changed(article, room),
    failed,
  });
  const anchors = new StoredAnchors(store.catalogue, rooms);
  const oldMoves = new OldMoves(store.log, options.now);
  function failed(error: unknown, about: Partial<ActorInRoom> = {}): void {
    log.error({ ...about, error }, 'something failed in the background');
  }
  const url = (): string => config.url ?? `http://localhost:${portOf(server)}`;
  const limits = new Limits(store, options.now);
  const ofAccounts = { limits, ownerSecrets: [localSecret], url, failed };
  const accounts = accountServices({ ...options, ...ofAccounts });
  const searchIndex = new SearchIndex({ store, failed });
  const made = { rooms, edits, earlierTexts, searchIndex, assets, metrics };
  const parts = assemble(options, accounts, limits, made, url);
  const takeCommands = openCommandDoor(server, createApp(parts, log, inspectAnswer), localSecret);
  const ofSockets = { catalogue: store.catalogue, url: config.url, watch: metrics.watch, failed };
  const stopSockets = acceptSockets(server, { ...parts, ...ofSockets });
  await options.prepare?.(parts);
  await listening(server, config);
  const stopCommands = upkeep?.accept(takeCommands);
  await parts.trash.giveRespite();
  const stopPurging = purgeHourly((stop) => purge(parts, stop, failed), failed);
  return {
    parts,
    url: url(),
    port: portOf(server),
    async close() {
      parts.readiness.leave();
      parts.formats.close();
      stopCommands?.();
      stopSockets();
      await stopPurging();
      await rooms.close(() => edits.close());
      await searchIndex.close();
      await assets.close();
      await closed(server);
      parts.metrics.close();
      await store.close();
    },
  };
}

/** What follows from a change of an annotation: the queue's records, and what the server itself did by it. */
function recordsOf(audit: AuditLog, ...[layer, id, annotation, change]: Parameters<Project>) {
  const event = systemEvent(layer, change.before, annotation, change.actor);
  const records = [
    ...projectAnnotation(layer, id, annotation),
    projectThread(layer, id, annotation),
  ];
  return event === null ? records : [...records, audit.write(event)];
}

/** Lets go what is due, and finishes what a crash has interrupted: each thing, also where another one fails. */
async function purge(
  { config, trash, earlierTexts, erasure, idleGuests, audit }: Parts,
  stop: AbortSignal,
  failed: (error: unknown) => void,
): Promise<void> {
  await trash.purge(stop).catch(failed);
  await earlierTexts.prune(stop).catch(failed);
  await erasure.finish(stop).catch(failed);
  await idleGuests.prune(stop).catch(failed);
  if (config.auditDays !== null) await audit.prune(config.auditDays, stop).catch(failed);
}

/** What is there before the parts that are made of it. */
interface Made extends Pick<
  Parts,
  'rooms' | 'earlierTexts' | 'searchIndex' | 'assets' | 'metrics'
> {
  readonly edits: EditDebounce;
}

function assemble(
  options: StartOptions,
  accounts: AccountServices,
  limits: Limits,
  { rooms, edits, earlierTexts, searchIndex, assets, metrics }: Made,
  url: () => string,
): Parts {
  const { config, store, upkeep, now, newId, newSecret } = options;
  const { catalogue, log } = store;
  const formats = options.formats ?? openFormats();
  const articles = new Articles({ store, rooms, now, newId });
  const layers = new Layers({ store, rooms, now, newId });
  const annotations = new Annotations(rooms, layers);
  const shared = sharing(accounts, { ...options, rooms, annotations, limits });
  const nameOf = (author: string): Promise<string | null> => shared.people.shown(author);
  const queue = new Queue({ catalogue, log, rooms, nameOf });
  const search = new Search({ store, index: searchIndex, nameOf });
  const audit = new AuditLog(log, now, newId);
  const perHour = config.reportsPerHour;
  const reports = new Reports({ store, rooms, limits, perHour, newId, newSecret, now });
  const followUp = (article: string): Promise<void> => edits.flush(article);
  const trash = new Trash({ store, rooms, audit, now, followUp });
  const writtenWords = new WordsByPerson(store);
  const erased = { ...accounts, ...shared, store, rooms, audit, trash, writtenWords };
  return {
    config,
    store,
    upkeep,
    ...accounts,
    ...shared,
    limits,
    rooms,
    articles,
    pictures: new Pictures({ store, formats }),
    layers,
    annotations,
    earlierTexts,
    audit,
    trash,
    writtenWords,
    erasure: new Erasure(erased),
    idleGuests: new IdleGuests({ ...accounts, store, audit, now }),
    formats,
    queue,
    search,
    searchIndex,
    reports,
    assets,
    metrics,
    readiness: new Readiness(log, now, () => rooms.areWritable),
    now,
    newId,
    url,
  };
}

/** The record of a text that rests, for the search. */
function projectRested(article: string, room: TextRoom): Write {
  const { next } = room.document.history;
  return room.document.read((doc) =>
    projectText(article, textRow(doc.getXmlFragment(ARTICLE_ROOT), room.index.text, next)),
  );
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port; // we listen on TCP alone
}

function listening(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use; set PORT to another one.`)
          : error,
      ),
    );
    server.listen({ port, ...(host === '' ? {} : { host }) }, resolve);
  });
}
