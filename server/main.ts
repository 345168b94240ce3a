/** The process: reads settings and arguments, makes time, ids and randomness, and runs a command. */
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { destination } from 'pino';
import { COMMANDS } from './command-line/commands.ts';
import { connect } from './command-line/connect.ts';
import { helpText } from './command-line/help.ts';
import { restore, RESTORE } from './command-line/restore.ts';
import { doubtsOf, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { firstStart } from './first-start.ts';
import { builtAssets, noAssets } from './http/assets.ts';
import { start } from './start.ts';
import type { Running, StartOptions } from './start.ts';
import { examineApart } from './storage/examine.ts';
import { examineFolder, findRunning, openStore, restoreStore } from './storage/open.ts';
import { createLog } from './watch/log.ts';

/** Folders beside the code, whether it runs from `server/` or built from `dist/server/`. */
const ROOT = fileURLToPath(
  new URL(import.meta.url.includes('/dist/server/') ? '../../' : '../', import.meta.url),
);

/** A shutdown that hangs ends after this anyway. */
const SHUTDOWN_MS = 5000;

/** How long a command waits for a server that has the store and says nothing. */
const PATIENCE_MS = 10_000;

/** What this process writes, its store and copies of articles, is for its own user alone. */
const OWN_USER_ONLY = 0o077;

/** Reads a log that wasn't closed in order, in a process that damage may end instead of this one: `main` answers `examine`. */
const examine = examineApart(fileURLToPath(import.meta.url), process.execArgv);

/** Without the codes by which somebody's name could write to the operator's terminal as it likes. */
const print = (line: string): void =>
  void process.stdout.write(`${line.replace(/[^\P{Cc}\n\t]/gu, ' ')}\n`);

async function main([name = 'serve', ...args]: readonly string[]): Promise<void> {
  process.umask(OWN_USER_ONLY);
  // Before all else, since whoever has set something wrong needs it most.
  if (['help', '--help', '-h'].includes(name)) return print(helpText());
  if (name === 'examine')
    return print(JSON.stringify(await examineFolder(args[0] ?? '', args[1] === 'altered')));
  // The usual folder is beside the code, wherever the command is called.
  const read = readConfig({ GALLEY_DATA: `${ROOT}data/store`, ...process.env });
  if (!read.ok) throw new Error(read.sentence);
  if (name === 'serve') return serve(read.config, args.includes('--dev'));
  if (name === RESTORE.name)
    return restore(
      args,
      {
        data: read.config.data,
        now: new Date(),
        examine,
        unlocked: read.config.unlockedStore,
        storage: { findRunning, restoreStore },
      },
      print,
    );
  const command = COMMANDS.find((item) => item.name === name);
  if (command === undefined) throw new Error(`There is no command “${name}”; see “galley help”.`);
  const connection = await connect({
    find: () => findRunning(read.config.data),
    startOwn: () => startOwn(read.config),
    patienceMs: PATIENCE_MS,
  });
  try {
    await command.run(args, connection.ask, print);
  } finally {
    await connection.close();
  }
}

async function serve(config: Config, isDevelopment: boolean): Promise<void> {
  const running = await open(config, async (server) =>
    isDevelopment
      ? (await import('./http/dev-assets.ts')).devAssets(server)
      : builtAssets(`${ROOT}dist/client`),
  );
  // Whoever searches first needn't wait for it then.
  running.parts.searchIndex.begin();
  for (const doubt of doubtsOf(config)) process.stderr.write(`${doubt}\n`);
  print(`Galley is at ${running.url}`);
  if (running.firstLink !== null) print(`Sign in as the owner, once: ${running.firstLink}`);
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    running.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  // A terminal and npm may send one each, and the same one again.
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

/** A server for one command, without pages; the links that it prints lead to the one that will be served. */
async function startOwn(config: Config) {
  const url = config.url ?? `http://localhost:${config.port}`;
  const own = { ...config, url, port: 0, host: '127.0.0.1', logLevel: 'error' } as const;
  const running = await open(own, () => Promise.resolve(noAssets()));
  const link = running.firstLink;
  // Not among what the command prints, which may be an export.
  if (link !== null) process.stderr.write(`Sign in as the owner, once: ${link}\n`);
  return running;
}

/** A server, and the owner's sign-in link where this is the store's first start. */
async function open(
  config: Config,
  assets: StartOptions['assets'],
): Promise<Running & { readonly firstLink: string | null }> {
  const log = createLog(config.logLevel, destination(2));
  const store = await openStore(config.data, {
    examine,
    unlocked: config.unlockedStore,
    noticed: (notice) => log.warn(notice),
  });
  const first: { token: string | null } = { token: null };
  try {
    const running = await start({
      config,
      store,
      upkeep: store,
      log,
      assets,
      now: () => new Date(),
      newId: randomUUID,
      newSecret: () => randomBytes(32).toString('base64url'),
      async prepare(parts) {
        first.token = await firstStart(parts, `${ROOT}data/samples`);
      },
    });
    return {
      ...running,
      firstLink: first.token && `${running.url}/signin#token=${first.token}`,
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main(process.argv.slice(2)).catch(fail);
