/** Puts a server together out of its parts and starts it. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { ARTICLE_ROOT } from '../shared/article/schema.ts';
import { assemble } from './assemble.ts';
import type { AssemblyOptions } from './assemble.ts';
import { startTasks } from './tasks.ts';
import { accountServices } from './accounts/account-services.ts';
import { Layers } from './articles/layers.ts';
import { OldMoves } from './articles/old-moves.ts';
import { StoredAnchors } from './articles/stored-anchors.ts';
import { projectAnnotation } from './projections/project.ts';
import { projectText, projectThread, textRow } from './projections/search-rows.ts';
import { EditDebounce } from './articles/edit-debounce.ts';
import type { AuditLog } from './audit/audit-log.ts';
import { systemEvent } from './audit/system-events.ts';
import { EarlierTexts } from './earlier-texts/earlier-texts.ts';
import type { Carrier } from './carrier/carrier.ts';
import type { Config } from './config.ts';
import { SERVER_DEADLINES } from './http/deadlines.ts';
import { createApp } from './http/app.ts';
import type { Assets } from './http/assets.ts';
import { openCommandDoor } from './http/command-door.ts';
import { Limits } from './limits/limits.ts';
import type { Parts } from './http/parts.ts';
import type { AnswerInspector } from './http/router.ts';
import { SearchIndex } from './search/search-index.ts';
import type { Write } from './storage/update-log.ts';
import type { Project } from './sync/layer-room.ts';
import { Rooms } from './sync/rooms.ts';
import type { TextRoom } from './sync/text-room.ts';
import { acceptSockets } from './sync/upgrade.ts';
import type { ActorInRoom } from './watch/log.ts';
import { createMetrics } from './watch/metrics.ts';

/** What a server is made of. */
export interface StartOptions extends AssemblyOptions {
  /** Files of the client; gets the server, whose port the development assets share. */
  readonly assets: (server: Server) => Promise<Assets>;
  readonly log: Logger;
  /** What tells other servers on the same store of changes and revocations; none where the server is alone on it. */
  readonly carrier?: Carrier;
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
  const layers = new Layers({ ...options, rooms });
  const made = { rooms, limits, layers, edits, earlierTexts, searchIndex, assets, metrics };
  const parts = assemble(options, { ...accounts, ...made, url, failed });
  const takeCommands = openCommandDoor(server, createApp(parts, log, inspectAnswer), localSecret);
  const ofSockets = { catalogue: store.catalogue, url: config.url, watch: metrics.watch, failed };
  const stopSockets = acceptSockets(server, { ...parts, ...ofSockets });
  await options.prepare?.(parts);
  await listening(server, config);
  const stopCommands = upkeep?.accept(takeCommands);
  await parts.trash.giveRespite();
  const stopTasks = startTasks(parts, failed);
  return {
    parts,
    url: url(),
    port: portOf(server),
    async close() {
      parts.readiness.leave();
      parts.formats.close();
      stopCommands?.();
      stopSockets();
      await stopTasks();
      await rooms.close(() => edits.close());
      await end(parts, server);
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

/** The record of a text that rests, for the search. */
function projectRested(article: string, room: TextRoom): Write {
  const { next } = room.document.history;
  return room.document.read((doc) =>
    projectText(article, textRow(doc.getXmlFragment(ARTICLE_ROOT), room.index.text, next)),
  );
}

/** Closes what nobody needs any more once the rooms are closed, the store last. */
async function end({ searchIndex, assets, metrics, store }: Parts, server: Server): Promise<void> {
  await searchIndex.close();
  await assets.close();
  await closed(server);
  metrics.close();
  await store.close();
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
